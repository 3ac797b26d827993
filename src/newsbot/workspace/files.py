"""Files of the app: announced, uploaded to an address of their own, shared in a channel, read back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aiohttp import web

from newsbot.workspace.body import RefusedError
from newsbot.workspace.state import Channel, File, Json, State

LARGEST = 10_000_000  # bytes; Slack takes more, a local workspace need not
_PREVIEW_ROWS, _PREVIEW_CHARS = 8, 20_000


def announced(state: State, *, name: str, length: str, alt_txt: str) -> Json:
    """A place to upload to, and the file's id."""
    if not length.isdecimal() or not 0 < int(length) <= LARGEST:
        raise RefusedError("file_upload_size_restricted")
    file = File(id=state.serial("F"), name=name, length=int(length), alt_txt=alt_txt)
    state.files[file.id] = file
    return {"upload_url": f"{state.address}files/{file.id}", "file_id": file.id}


def shared(
    state: State, channel: Channel | None, given: object, *, comment: str, thread_ts: str | None
) -> Json:
    """The uploaded files as one message of the app's; without a channel they stay private."""
    found = [_finished(state, each) for each in _listed(given)]
    told = [each.to_dict(state.address) for each in found]
    if channel:
        state.say(channel.id, text=comment, thread_ts=thread_ts, files=tuple(told))
    return {"files": told}


def preview(file: File) -> list[list[str]]:
    """The first rows of a CSV file; nothing of any other."""
    if file.content is None or not file.name.lower().endswith(".csv"):
        return []
    text = file.content[:_PREVIEW_CHARS].decode("utf-8-sig", errors="replace")
    rows = csv.reader(io.StringIO(text))
    return [row for row, _ in zip(rows, range(_PREVIEW_ROWS), strict=False)]


class Shelf:
    """The addresses under which files are uploaded and read back."""

    def __init__(self, state: State, headers: Mapping[str, str]) -> None:
        self._state = state
        self._headers = headers

    def add_to(self, app: web.Application) -> None:
        """Register `/files/ID`."""
        app.router.add_post("/files/{id}", self._take)
        app.router.add_get("/files/{id}", self._give)

    async def _take(self, request: web.Request) -> web.Response:
        file = self._state.files.get(request.match_info["id"])
        content = await _uploaded(request)
        if file is None or file.content is not None or len(content) != file.length:
            return web.Response(status=400, text="no such upload, or not of the announced length")
        self._state.files[file.id] = replace(file, content=content)
        return web.Response(text=f"OK - {len(content)}")

    async def _give(self, request: web.Request) -> web.Response:
        file = self._state.files.get(request.match_info["id"])
        if file is None or file.content is None:
            raise web.HTTPNotFound
        name = "".join(each if each.isalnum() or each in "-_. " else "-" for each in file.name)
        headers = {**self._headers, "Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=file.content, content_type="application/octet-stream", headers=headers)


async def _uploaded(request: web.Request) -> bytes:
    """The bytes of an upload: the body itself, or the first file of a form."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


def _listed(given: object) -> Sequence[Json]:
    try:
        found = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        found = None
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise RefusedError("invalid_arguments", messages=["files: a list of objects with an id"])
    return found


def _finished(state: State, given: Json) -> File:
    file = state.files.get(str(given.get("id")))
    if file is None or file.content is None:
        raise RefusedError("file_not_found")
    state.files[file.id] = replace(file, title=str(given.get("title") or file.name))
    return state.files[file.id]
