"""The Slack door: one file per way in."""

from newsbot.surfaces.slack.check import check
from newsbot.surfaces.slack.serve import serve

__all__ = ["check", "serve"]
