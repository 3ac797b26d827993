"""The way in by Sentences: a modal that shows each cited line of an answer in its story."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace

from slack_bolt.async_app import AsyncApp

from newsbot.surfaces import sentences
from newsbot.surfaces.blocks import SENTENCES, Payload
from newsbot.surfaces.slack.modals import GONE, Shown, leafed
from newsbot.surfaces.slack.talk import Talk


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the button, and those that lead from line to line."""
    leafed(app, talk, SENTENCES, (sentences.BACK, sentences.ON, sentences.PICK), _view)


async def _view(talk: Talk, at: Shown, user: str) -> Payload:
    items = await at.items(talk, by=user)
    at = replace(at, n=min(at.n, len(items) - 1))
    item = items[at.n] if items else None
    story = await asyncio.to_thread(talk.desk.story, item.cite.story) if item and item.cite else None
    if story is None:
        return sentences.gone(GONE)
    return sentences.view(asdict(at), items, at.n, story)
