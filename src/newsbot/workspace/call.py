"""One call of a Web API method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsbot.workspace.faults import Faults
from newsbot.workspace.state import Json, State


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the workspace it is made in and its arguments."""

    state: State
    faults: Faults
    given: Json
    open_socket: Callable[[], str]
