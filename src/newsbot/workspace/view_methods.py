"""What the Web API's methods on views do here: modals, opened, pushed and changed, and App Home."""

from __future__ import annotations

from newsbot.workspace import body as bodies
from newsbot.workspace import views
from newsbot.workspace.body import RefusedError
from newsbot.workspace.call import Call
from newsbot.workspace.state import Json


def views_open(call: Call) -> Json:
    """A modal for whoever just clicked."""
    view, trigger = _view(call), _trigger(call)
    kept = call.state.opened[trigger] = views.opened(call.state, call.state.whose(trigger), view)
    return {"view": kept}


def views_push(call: Call) -> Json:
    """A modal over the one that is open."""
    view, trigger = _view(call), _trigger(call)
    kept = call.state.opened[trigger] = views.pushed(call.state, call.state.whose(trigger), view)
    return {"view": kept}


def views_update(call: Call) -> Json:
    """A modal or Home that is there, changed."""
    view, external = _view(call), call.given.get("external_id")
    there = call.state.views.get(str(call.given.get("view_id") or "")) or next(
        (each for each in call.state.views.values() if external and each["external_id"] == external), None
    )
    if there is None:
        raise RefusedError("not_found")
    _same_hash(call, there)
    kept = views.changed(call.state, there, view)
    for user, home in call.state.homes.items():
        if home["id"] == kept["id"]:
            call.state.homes[user] = kept
    return {"view": kept}


def views_publish(call: Call) -> Json:
    """A person's App Home."""
    view = _view(call)
    user = str(call.given["user_id"])
    if user not in call.state.users:
        raise RefusedError("user_not_found")
    _same_hash(call, call.state.homes.get(user))
    return {"view": views.published(call.state, user, view)}


def _view(call: Call) -> Json:
    view = bodies.parsed(call.given["view"], "invalid_arguments")
    bodies.check_view(view)
    return view


def _trigger(call: Call) -> str:
    """The trigger_id, used up by this."""
    trigger = str(call.given.get("trigger_id") or "")
    if refused := call.state.spend(trigger):
        raise RefusedError(refused)
    return trigger


def _same_hash(call: Call, there: Json | None) -> None:
    if there and call.given.get("hash") not in (None, "", there["hash"]):
        raise RefusedError("hash_conflict")
