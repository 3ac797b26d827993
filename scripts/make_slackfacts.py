"""Make the packaged table of Slack's facts from a checkout of the published ones.

    python scripts/make_slackfacts.py FOLDER

FOLDER holds `methods/*.json` and `events.json` of slack-ruby/slack-api-ref and
`manifest.schema.*.json` of slackapi/manifest-schema. Only names, types, scopes, tiers and error
codes are taken; the published descriptions are left where they are.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent / "src" / "newsbot" / "slackfacts"

# The methods that the bot and the local workspace use, and the few that stand next to them.
METHODS = (
    "apps.connections.open",
    "auth.test",
    "bots.info",
    "chat.delete",
    "chat.getPermalink",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.unfurl",
    "chat.update",
    "conversations.history",
    "conversations.info",
    "conversations.list",
    "conversations.members",
    "conversations.open",
    "conversations.replies",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "oauth.v2.access",
    "reactions.add",
    "team.info",
    "users.conversations",
    "users.info",
    "views.open",
    "views.publish",
    "views.push",
    "views.update",
)
ORIGIN = {
    "methods": "slack-ruby/slack-api-ref @ f4837c0cb6db (MIT), descriptions left out",
    "events": "slack-ruby/slack-api-ref @ f4837c0cb6db (MIT), descriptions left out",
    "manifest": "slackapi/manifest-schema @ c50cfa8508ff (MIT), descriptions left out",
}


def main(folder: Path) -> None:
    """Write `methods.json`, `events.json` and `manifest.schema.json` into the package."""
    methods = {name: _method(_read(folder / "methods" / f"{name}.json")) for name in METHODS}
    events = {name: sorted(event["scopes"]) for name, event in sorted(_read(folder / "events.json").items())}
    (schema,) = folder.glob("manifest.schema.*.json")
    _write("methods.json", {"origin": ORIGIN["methods"], "methods": methods})
    _write("events.json", {"origin": ORIGIN["events"], "events": events})
    _write("manifest.schema.json", {"$comment": ORIGIN["manifest"], **_bare(_read(schema))})


def _method(published: dict[str, Any]) -> dict[str, Any]:
    args = published["args"]
    return {
        "args": {name: _type(arg) for name, arg in sorted(args.get("properties", {}).items())},
        "required": sorted(args.get("required", [])),
        "scopes": sorted(published["scope"].get("bot", [])),
        "tier": published["rate_limits"],
        "errors": sorted(published["errors"]),
    }


def _type(arg: dict[str, Any]) -> str:
    """'string', 'boolean|string', …; an argument that is published without a type is a string."""
    options = [arg, *arg.get("anyOf", [])]
    found = sorted({option["type"] for option in options if option.get("type", "null") != "null"})
    return "|".join(found) or "string"


def _bare(schema: Any) -> Any:
    """The schema without its prose. A property that is itself named 'description' stays."""
    if isinstance(schema, list):
        return [_bare(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _bare(value)
        for key, value in schema.items()
        if not (key == "description" and isinstance(value, str))
    }


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _write(name: str, facts: dict[str, Any]) -> None:
    """One entry of the second level a line, so that a new table shows what changed."""
    parts = [f"{json.dumps(key)}: {_lines(value)}" for key, value in facts.items()]
    (HERE / name).write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


def _lines(value: Any) -> str:
    if not isinstance(value, dict):
        return json.dumps(value)
    rows = [f"{json.dumps(key)}: {json.dumps(part, separators=(',', ':'))}" for key, part in value.items()]
    return "{\n" + ",\n".join(rows) + "}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
