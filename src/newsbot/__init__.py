"""The research clerk of a news desk: people, quotes and figures of many sources, each with its span."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbot.desk import Desk

__all__ = ["__version__", "open"]
__version__ = "0.1.0"


def open(database_url: str = "sqlite:///newsbot.db") -> Desk:
    """A desk over the archive at this address, made if it is not there; close it when done.

    StoreError tells why an archive cannot be opened.
    """
    from newsbot.cli import open_desk  # noqa: PLC0415  the fuse box knows the stores; importing newsbot stays light

    return open_desk(database_url)
