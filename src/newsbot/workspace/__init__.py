"""A local Slack: the Web API, Socket Mode, signed HTTP events and response_url, with faults on request.

async with Workspace(manifest, now=now) as workspace:
    turn = await workspace.user("U1").command("/news", "who Mayorkas", channel="C1")
    message = await turn.answer()
"""

from newsbot.workspace.events import Pace
from newsbot.workspace.faults import Faults
from newsbot.workspace.page import Jump
from newsbot.workspace.person import Person, Turn
from newsbot.workspace.server import Workspace
from newsbot.workspace.state import Channel, Message, User

__all__ = ["Channel", "Faults", "Jump", "Message", "Pace", "Person", "Turn", "User", "Workspace"]
