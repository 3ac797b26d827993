"""The way in by "Thread: each source": a modal that shows what each source of a morning note has."""

from __future__ import annotations

from dataclasses import asdict, replace

from slack_bolt.async_app import AsyncApp

from newsbot.surfaces import each_source
from newsbot.surfaces.blocks import EACH, Payload, behind
from newsbot.surfaces.sentences import gone
from newsbot.surfaces.slack.modals import GONE, Shown, leafed
from newsbot.surfaces.slack.talk import Talk


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the button, and those that lead from page to page."""
    leafed(app, talk, EACH, (each_source.BACK, each_source.ON), _view)


async def _view(talk: Talk, at: Shown, user: str) -> Payload:
    pages = behind(await at.answer(talk, by=user), short=at.short)
    if not pages:
        return gone(GONE)
    at = replace(at, n=min(at.n, len(pages) - 1))
    return each_source.view(asdict(at), pages, at.n)
