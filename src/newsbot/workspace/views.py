"""Views as they stand: each person's modals, one on the other, and each person's Home."""

from __future__ import annotations

from newsbot.workspace import body as bodies
from newsbot.workspace.body import RefusedError
from newsbot.workspace.state import TEAM, App, Json, State

MOST_MODALS = 3
_BLANK: Json = {
    "callback_id": "",
    "private_metadata": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
    "close": None,
    "submit": None,
    "previous_view_id": None,
}


def opened(state: State, user: str, view: Json) -> Json:
    """A first modal for this person; what was open before is gone, as in Slack."""
    for old in state.modals.pop(user, []):
        state.views.pop(old, None)
    return _on_top(state, user, view)


def pushed(state: State, user: str, view: Json) -> Json:
    """A modal over the one in front. RefusedError where none is open, or three are."""
    stack = state.modals.get(user, [])
    if not stack:
        raise RefusedError("not_found")
    if len(stack) >= MOST_MODALS:
        raise RefusedError("push_limit_reached")
    return _on_top(state, user, view)


def changed(state: State, there: Json, view: Json) -> Json:
    """A view that is there, with other contents."""
    fixed = {key: there[key] for key in ("root_view_id", "previous_view_id")}
    return _keep(state, view, there["id"], **fixed)


def published(state: State, user: str, view: Json) -> Json:
    """A person's Home."""
    there = state.homes.get(user)
    state.homes[user] = _keep(state, view, there["id"] if there else state.serial("V"))
    return state.homes[user]


def closed(state: State, user: str, view_id: str) -> None:
    """One modal and those over it are gone."""
    stack = state.modals.get(user, [])
    at = stack.index(view_id) if view_id in stack else len(stack)
    for old in (*stack[at:], view_id):
        state.views.pop(old, None)
    state.modals[user] = stack[:at]
    state.touch()


def cleared(state: State, user: str) -> None:
    """All modals are gone."""
    for old in state.modals.pop(user, []):
        state.views.pop(old, None)
    state.touch()


def front(state: State, user: str) -> Json | None:
    """The modal that this person sees."""
    stack = state.modals.get(user)
    return state.views.get(stack[-1]) if stack else None


def acked(state: State, user: str, view: Json, carried: Json) -> None:
    """What the ack of a submission asks for: nothing (the modal closes), errors, another modal, or none."""
    action = carried.get("response_action")
    if action in ("update", "push"):
        new = bodies.parsed(carried.get("view"), "invalid_arguments")
        bodies.check_view(new)
    if action == "update":
        changed(state, view, new)
    elif action == "push":
        pushed(state, user, new)
    elif action == "clear":
        cleared(state, user)
    elif action != "errors":
        closed(state, user, view["id"])


def _on_top(state: State, user: str, view: Json) -> Json:
    stack = state.modals.setdefault(user, [])
    below = {"previous_view_id": stack[-1], "root_view_id": stack[0]} if stack else {}
    kept = _keep(state, view, state.serial("V"), **below)
    stack.append(kept["id"])
    return kept


def _keep(state: State, view: Json, id: str, **more: str | None) -> Json:
    if (external := view.get("external_id")) and any(
        each["external_id"] == external and each["id"] != id for each in state.views.values()
    ):
        raise RefusedError("duplicate_external_id")
    kept = {
        **_BLANK,
        **view,
        "id": id,
        "team_id": TEAM,
        "app_id": App.id,
        "app_installed_team_id": TEAM,
        "bot_id": App.bot_id,
        "root_view_id": id,
        "blocks": list(bodies.numbered(view.get("blocks", ()), state.serial)),
        "hash": state.serial("hash-"),
        "state": {"values": {}},
        **more,
    }
    state.views[id] = kept
    state.touch()
    return kept
