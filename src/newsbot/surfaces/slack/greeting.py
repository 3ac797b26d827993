"""First meeting: when the bot joins a channel it says in three lines what it can do, once."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from newsbot.surfaces.blocks import Payload, greeting
from newsbot.surfaces.slack.talk import Talk


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the news that somebody joined a channel; only the bot itself is greeted for."""

    @app.event("member_joined_channel")
    async def on_joined(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("user") == talk.bot_user:
            talk.begin(_greet(talk, event["channel"]), body)


async def _greet(talk: Talk, channel: str) -> None:
    async def make() -> Payload:
        return greeting(await asyncio.to_thread(talk.desk.examples), slash=talk.slash)

    await talk.poster.once(f"hello:{talk.team}:{channel}", channel, make)
