"""Bytes into text: encodings, mojibake, invisible characters; every repair is counted."""

from __future__ import annotations

import re
from collections import Counter

import charset_normalizer
import ftfy
from ftfy.badness import is_bad

from newsbot.errors import ReadError
from newsbot.model import Repair

_SAMPLE = 65536  # bytes that say what an encoding is; more takes charset-normalizer seconds
_LONGEST_REPAIRED = 100_000  # letters of a line; ftfy looks at a line several times
_MAGIC = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP or Office file", b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image", b"\x1f\x8b": "a gzip archive", b"\x7fELF": "a program", b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"{\\rtf": "an RTF file", b"RIFF": "sound or video", b"OggS": "sound or video",
}  # fmt: skip
_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
# What a Windows text in a western language is made of: quotes, dashes, and letters with accents.
_WESTERN = frozenset(
    b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa1\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbd\xbf"
) | frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ".encode("cp1252"))
_C1 = {c: bytes([c]).decode("cp1252", "ignore") for c in range(0x80, 0xA0)}
# Letters and marks without which no text can be mojibake; most texts have curly quotes and dashes at most.
_ODD = re.compile("[^\x00-\x7f‘’“”–—…]")
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f\ufffc\ufffe\uffff\ud800-\udfff"
    "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f"
)
_MAY_HIDE = re.compile(f"[{_UNSEEN}\u200c\u200d]")
_HIDDEN = re.compile(
    f"[{_UNSEEN}]|"
    "(?<![\u0600-\uffff\U00010000-\U0010ffff])[\u200c\u200d]"  # joiners that no script or emoji asks for
)


def decode(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """The text of a file and what had to be repaired. Raises ReadError for an
    empty file and for what is no text."""
    if not data.strip(b" \t\r\n\x0b\x0c"):
        raise ReadError("empty file")
    text, repairs = _text(data)
    cleaned, more = clean(text)
    if not cleaned.strip():
        raise ReadError("empty file")
    return cleaned, (*repairs, *more)


def clean(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The same text with mojibake mended, invisible characters gone and line ends "\\n"."""
    counts: Counter[str] = Counter()
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _shown(text, counts)
    if _ODD.search(text):
        text = "\n".join(_mended(line, counts) for line in text.split("\n"))
        text = _shown(text, counts)  # mending may uncover some
    return text, tuple(Repair(rule, counts[rule]) for rule in sorted(counts))


def _text(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    for name, bom in _BOMS:
        if data.startswith(bom):
            return _counted(data.decode(name, "replace"), data)
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if wide := _wide(data):
        return _counted(data.decode(wide, "replace"), data)
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 10 <= sum(1 for c in text if ord(c) > 127) - broken:  # UTF-8, but for a few bytes
        return _counted(text, data)
    name = _encoding(data)
    text, lost = _counted(data.decode(name, "replace"), b"")
    return text, (Repair(f"read as {name}", 1), *lost)


def _refuse_binary(data: bytes) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise ReadError(f"not text: {what}")
    head = data[:8192]
    if _wide(data):
        return
    if head.count(0) * 100 > len(head):  # a stray zero byte is a control code among others
        raise ReadError("not text: it holds zero bytes")
    odd = sum(c < 32 and c not in b"\t\n\r\x0b\x0c\x1b" for c in head)
    if odd * 10 > len(head):
        raise ReadError("not text: a tenth of it is control codes")


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of a western text is zero."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 10 > len(head) * 3 and even * 50 < len(head):
        return "utf-16-le"
    if even * 10 > len(head) * 3 and odd * 50 < len(head):
        return "utf-16-be"
    return None


def _encoding(data: bytes) -> str:
    high = {c for c in data if c > 127}
    if high <= _WESTERN:
        return "cp1252"
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    return "cp1252" if best is None else best.encoding


def _counted(text: str, data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """With how many bytes had no meaning; a mark that the file itself holds is none of them."""
    lost = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    return text, (Repair("bytes without meaning", lost),) if lost > 0 else ()


def _mended(line: str, counts: Counter[str]) -> str:
    if not _ODD.search(line) or len(line) > _LONGEST_REPAIRED:
        return line
    if is_bad(line):
        fixed = ftfy.fix_encoding(line)
        if fixed != line:
            counts["mojibake"] += 1
            line = fixed
    plain = line.translate(_C1)
    if plain != line:
        counts["control characters read as Windows punctuation"] += sum("\x80" <= c < "\xa0" for c in line)
    return plain


def _shown(text: str, counts: Counter[str]) -> str:
    """The text without what cannot be seen; most hold none, and a set of letters is looked for ten times as fast."""
    if not _MAY_HIDE.search(text):
        return text
    return _HIDDEN.sub(lambda m: _gone(m.group(), counts), text)


def _gone(hidden: str, counts: Counter[str]) -> str:
    control = hidden < " " or hidden == "\x7f"
    counts["control characters" if control else "invisible characters"] += 1
    return ""
