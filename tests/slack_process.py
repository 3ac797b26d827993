"""A bot process for tests: the Slack door and the clock over one SQLite file, with a canned desk.

python slack_process.py DATABASE API_URL BOT_TOKEN APP_TOKEN
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from datetime import UTC, datetime, timedelta

from newsbot.answer import Answer
from newsbot.config import Digest, Settings
from newsbot.schedule import Clock
from newsbot.store.sqlite import open_sqlite
from newsbot.surfaces.slack import serve
from slack_desk import CannedDesk, canned


class Desk(CannedDesk):
    """Takes its time over a line with "slow"."""

    def ask(self, line: str, **_: object) -> Answer:
        time.sleep(1.0 if "slow" in line else 0.0)
        return canned(line, sources=("Coast Wire", "Hill Post"))


def now() -> datetime:
    return datetime.now(UTC)


def main(database: str, api_url: str, bot_token: str, app_token: str) -> int:
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    began = now() - timedelta(minutes=1)
    digest = Digest(channel="C1", at=began.time().replace(second=0, microsecond=0), days=frozenset(range(7)))
    settings = Settings(bot_token=bot_token, app_token=app_token, api_url=api_url, digests=(digest,))
    desk = Desk(open_sqlite(database))
    return asyncio.run(serve(desk, settings, mode="socket", host="127.0.0.1", now=now, clock=Clock))


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
