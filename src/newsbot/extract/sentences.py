"""Sentences of one paragraph, read on the text whose quotations are masked."""

from __future__ import annotations

import re

from newsbot.extract.lexicon import Kind, kind
from newsbot.extract.lists import listed
from newsbot.model import Span

# The end of a sentence: its stop and closing marks, white space, and what may open the next one.
# Inside a masked quotation nothing matches; a closing mark alone ends one where the words inside did. The set of what
# it may begin with comes first, and then a look back at which it was: so it is found three times as fast.
_END = re.compile(
    r"[.!?…'’\"”»](?:(?<=[.!?…])['’\"”)\]»]{0,4}|(?<=\x01.)(?:(?<=')')?[)\]]?)"
    r"(?P<gap>\s+)(?=[\"“‘'«(\[—–―-]{0,3}[^\W_]|[\"“‘'«„\[(]|\$|£|€)"
)
# A dateline of a town in capitals and an agency, a town alone with a colon, an hour.
_FRONT = re.compile(
    r"(?P<said>\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4}\b)?(?: ?[–—:-])?"
    r"|(?P<town>[A-Z]{3,20}):"
    r"|[A-Z][A-Z.’' -]{2,30}(?:, [A-Z][\w. ]{1,24}){0,2}(?: \([^()\n]{2,30}\))? ?(?:—|–|―|--|-)) +(?=\S)"
)
_TOKEN = re.compile(r"[^\s(\[\"“‘'—–/\x01]{1,20}$")
_FIRST = re.compile(r"[\"“‘'«(\[]{0,3}([^\W_][\w’']{0,19})")
# A speaker and cue after a quotation that ends in ? or ! belong to it: “Why?” Mr. Gray asked.
_TAG = re.compile(
    r"(?:(?:[A-Z][\w.’'-]{0,20}|the|of|de|von|van|al|bin) ){1,6}"
    r"(?:(?:has|had|also|later|once|then) ){0,2}"
    r"(?:said|says|asked|asks|wrote|writes|tweeted|shouted|yelled|cried|added|replied|told|responded|"
    r"joked|wondered|continued|answered|exclaimed|demanded|concluded|quipped|posted|recalled|went on|questioned|"
    r"interjected|remarked|noted|observed|mused|declared|boomed|chanted|roared|warned|insisted|screamed|argued)\b"
    r"(?=[.,:;]| [A-Z]| (?:early|late|later|earlier|last|this|to|of|on|in|at|during|as|when|after|before|while|with|from|back|me|him|her|them|us|reporters)\b)"
)


def sentences(text: str, masked: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]`, one paragraph without white space at its ends, in order; a dateline or the
    hour of a live blog in front is one of its own."""
    out: list[Span] = []
    at = start
    if (front := _FRONT.match(masked, start, end)) and front.end() < end and _is_front(front):
        out.append(Span(start, front.end("said")))
        at = front.end()
    for found in _END.finditer(masked, start, end):
        if _ends(text, masked, found, start):
            out.append(Span(at, found.start("gap")))
            at = found.end("gap")
    if at < end:
        out.append(Span(at, end))
    return out


def _is_front(found: re.Match[str]) -> bool:
    """With a colon only behind a place: "LUCKNOW: The minister"; "GRAY: It rained" is speech."""
    town = found["town"]
    return town is None or kind(town.title()) & Kind.PLACE != 0


def _ends(text: str, masked: str, found: re.Match[str], floor: int) -> bool:
    stop, behind = masked[found.start()], found.end("gap")
    first = _FIRST.match(masked, behind)
    head = first[1] if first else ""
    if stop not in ".!?…":
        return _quotation_ends(text, masked, found.start(), behind, head)
    if head[:1].islower():
        return False
    if stop != ".":
        return True
    return not _abbreviated(masked, found.start(), head, floor)


def _quotation_ends(text: str, masked: str, mark: int, behind: int, head: str) -> bool:
    last = text[mark - 1]
    if last in "’'" and mark > 1:
        last = text[mark - 2]
    if head[:1].islower() or last not in ".!?…" or masked[behind] in "—–―-":
        return False
    return last in ".…" or not _TAG.match(masked, behind)


def _abbreviated(masked: str, stop: int, head: str, floor: int) -> bool:
    """Whether the full stop belongs to the word before it and the sentence goes on."""
    word = masked[max(floor, stop - 20) : stop].rpartition(" ")[2]
    if not word.isalnum():
        token = _TOKEN.search(masked, max(floor, stop - 20), stop)
        word = token[0] if token else ""
    if not word:
        return False
    word = word[2:] if word[:2] in ("D-", "R-", "I-") else word  # "D-St. Anne"
    if word in listed("abbreviations"):
        return True
    single = len(word) == 1 and word.isupper()
    if not single and word.lower() in listed("abbreviations_number"):
        return head[:1].isdigit()
    if single or word in listed("abbreviations_end") or re.fullmatch(r"(?:[A-Za-z]\.){1,4}[A-Za-z]", word):
        return bool(head) and head not in listed("openers")
    return False
