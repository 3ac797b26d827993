"""Captions and picture credits, told by how pages write them."""

from __future__ import annotations

import re

from newsbot.readers.dateline import dateline

_MAKER = (
    r"(?:Photos?|PHOTOS?|Images?|IMAGE|Pictures?|PICTURE|Photograph|Illustration|Graphic|Sketch|Drawing|Map|Chart|"
    r"Cartoon|Rendering|Screen ?(?:grab|shot)|Credits?|CREDIT|Featured image)"
)
_HOUSE = r"(?:Getty Images|Getty|AFP|Reuters|REUTERS|AP Photo|AP|EPA|Shutterstock|Unsplash|iStock|Alamy|DepositPhotos|Pexels|Wikimedia Commons)"
_BY = r"(?: credits?| by| from| via| source| courtesy(?: of)?| of){0,2}"
_NAME = r"[A-Z][\w.’'-]{0,30}(?: [A-Z][\w.’'-]{0,30}){0,3}"

# A line that is a credit and nothing else: "Image: AFP", "Photo by Ann Lee on Unsplash", "Ann Lee/Getty Images".
# Not "Photo finish decides the sprint": after the word comes a mark, or "by" and a name.
_CREDIT_ALONE = re.compile(
    rf"[([—–-]{{0,2}} ?{_MAKER}{_BY} ?(?:[:/|]|\.{{3}}|…) ?.{{1,100}}"
    rf"|[([—–-]{{0,2}} ?{_MAKER} (?:by|courtesy of|via|from) (?:[A-Z].{{1,80}}|(?:the )?(?:author|writer))"
    rf"|[(\[]?(?:{_NAME} ?(?:/|\||via) ?){{0,2}}{_HOUSE}(?: Images| Photo)?(?: ?(?:/|via) ?{_NAME}){{0,2}}[)\]]?"
)
# A credit that ends a caption. Not "…released the photo: a smiling boy" (the word opens a sentence or
# brackets), not "…told the agency (Reuters)" (a house alone in brackets may be the story's own).
_CREDIT_LAST = re.compile(
    rf"(?:[.!?”\")\]|–—-] ?)(?!Graphic|Map|Chart){_MAKER}{_BY} ?(?:[:/|]|\.{{3}}|…|(?=[A-Z][\w.’-]{{1,20}} [A-Z]\w{{1,20}} ?/)) ?[A-Z@©].{{1,80}}$"
    rf"|[(\[](?:{_MAKER}|File photo|{_HOUSE})(?: (?:by|via|from|courtesy(?: of)?) | ?[:/|] ?)[^()\[\]]{{1,90}}[)\]]\.?$"
    rf"|[(\[][^()\[\]]{{1,60}}(?:/ ?|via ){_HOUSE}(?: Images| Photo)?[)\]]\.?$"
    rf"|[.!?”\")\]] ?(?:{_NAME} ?(?:/|via) ?)?{_HOUSE}(?: ?/ ?{_NAME})?$"
    rf"|[.!?”\")\]|] ?{_NAME} ?/ ?{_NAME}$"
)
_OPENS_CAPTION = re.compile(
    r"FILE(?: PHOTO)?(?: -| –| —|:) ?\S|File (?:photo|picture|image)\b|Representational (?:image|photo)|Caption: |"
    r"\d{1,3} (?:of|/) \d{1,3} ?[|–—-] ?\S|Pictured(?: above| below)?: |In this (?:photo|image|picture)\b|"
    r"(?:A )?[Ss]creen(?:grab|shot) (?:from|of|shows)\b|(?:Photo|Image|Picture|Illustration) shows "
)
_SENTENCE = re.compile(r"[a-z\d”)][.!?]”? (?=[A-Z“])")
_HOUSES = re.compile(rf"\b{_HOUSE}\b")


def is_credit(line: str) -> bool:
    """Whether the line says who made a picture, and nothing else."""
    return len(line) <= 160 and bool(_CREDIT_ALONE.fullmatch(line))


def is_caption(line: str) -> bool:
    """Whether the line tells of a picture: it ends with a credit or opens as captions do."""
    if len(line) > 700:
        return False
    if _OPENS_CAPTION.match(line):
        return True
    end = line[-160:]  # most paragraphs of a story end here: a full stop and no credit's mark
    if end[-1] in ".”" and not any(mark in end for mark in ":/|([…"):
        return False
    if not _CREDIT_LAST.search(end):
        return False
    opening = dateline(line)  # a lead with a picture's credit glued to it is the story's
    return (opening is None or opening.agency is None) and len(_SENTENCE.findall(line)) <= 3


def house(line: str) -> str:
    """The picture agency that a caption or credit names, empty if none."""
    found = _HOUSES.search(line, max(0, len(line) - 120))
    return found.group() if found else ""
