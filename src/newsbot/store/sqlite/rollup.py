"""Roll-ups: how often people, offices and sources were met, kept as stories come and change."""

from __future__ import annotations

import sqlite3
from collections import Counter

from newsbot.model import Findings, Story
from newsbot.names import deletions
from newsbot.store.dates import UNDATED, date_words
from newsbot.store.queries import queries
from newsbot.store.words import pieces

_SQL = queries("save")


class Rollup:
    """What a batch adds and takes away, summed, so that each count is written once."""

    def __init__(self) -> None:
        self._tally: Counter[str] = Counter()
        self._sources: Counter[int] = Counter()
        self._stories: Counter[str] = Counter()  # by person's key
        self._mentions: Counter[str] = Counter()
        self._forms: Counter[tuple[str, str]] = Counter()
        self._titles: Counter[tuple[str, str]] = Counter()

    def story(self, story: Story, findings: Findings, source: int, sign: int) -> None:
        """Count a story in (+1) or out (-1)."""
        self._tally["stories"] += sign
        self._tally["undated"] += sign if date_words(story.published) == UNDATED else 0
        self._sources[source] += sign
        for mention in findings.mentions:
            self._mentions[mention.key] += sign
        for key in {mention.key for mention in findings.mentions}:
            self._stories[key] += sign
        for form in {(mention.key, mention.person) for mention in findings.mentions}:
            self._forms[form] += sign
        titles = {(m.key, story.text[t.start : t.end]) for m in findings.mentions for t in m.titles}
        for title in titles:
            self._titles[title] += sign

    def apply(self, db: sqlite3.Connection) -> None:
        """Write the sums."""
        db.executemany(_SQL["count_tally"], ((n, name) for name, n in self._tally.items()))
        db.executemany(_SQL["count_source"], ((n, source) for source, n in self._sources.items()))
        db.executemany(_SQL["drop_empty_sources"], ((source,) for source in self._sources))
        people = {
            key: db.execute(
                _SQL["count_person"], {"key": key, "stories": stories, "mentions": self._mentions[key]}
            ).fetchone()[0]
            for key, stories in self._stories.items()
        }
        for (key, form), stories in self._forms.items():
            if stories:
                db.execute(_SQL["count_form"], {"person": people[key], "form": form, "stories": stories})
        for (key, title), stories in self._titles.items():
            if stories:
                _count_title(db, people[key], title, stories)
        for person in people.values():
            _settle(db, person)


def rank(stories: int) -> int:
    """The binary logarithm, so that a count must double before an index row moves."""
    return max(stories, 1).bit_length() - 1


def _settle(db: sqlite3.Connection, person: int) -> None:
    """Put a person's name and index right after counting."""
    stories = db.execute(_SQL["person_counts"], {"person": person}).fetchone()["stories"]
    db.execute(_SQL["drop_empty_forms"], {"person": person})
    forms = [row["form"] for row in db.execute(_SQL["person_forms"], {"person": person})]
    if forms:
        db.execute(_SQL["name_person"], {"person": person, "name": forms[0]})
    else:
        db.execute(_SQL["drop_person"], {"person": person})
    wanted = {piece for form in forms for piece in pieces(form)}
    held = {
        row["token"]: (row["id"], row["rank"])
        for row in db.execute(_SQL["person_tokens"], {"person": person})
    }
    level = rank(stories)
    for token in sorted(held.keys() | wanted):
        token_id, old = held.get(token, (None, None))
        if token in wanted and old == level:
            continue
        if token_id is not None:
            db.execute(_SQL["drop_token_person"], {"token": token_id, "rank": old, "person": person})
        if token in wanted:
            token_id = token_id or _token(db, token)
            db.execute(_SQL["keep_token_person"], {"token": token_id, "rank": level, "person": person})
            db.execute(_SQL["keep_person_token"], {"person": person, "token": token_id, "rank": level})
        else:
            db.execute(_SQL["drop_person_token"], {"person": person, "token": token_id})
            _forget(db, token, token_id)


def _token(db: sqlite3.Connection, token: str) -> int:
    """The number of a word of a name, put under its deletions if it is new."""
    found = db.execute(_SQL["token_id"], {"token": token}).fetchone()
    if found:
        return int(found[0])
    number = int(db.execute(_SQL["keep_token"], {"token": token}).fetchone()[0])
    db.executemany(_SQL["keep_deletion"], ((piece, number) for piece in sorted(deletions(token))))
    return number


def _forget(db: sqlite3.Connection, token: str, number: int) -> None:
    if not db.execute(_SQL["token_in_use"], {"token": number}).fetchone()[0]:
        db.executemany(_SQL["drop_deletion"], ((piece, number) for piece in sorted(deletions(token))))
        db.execute(_SQL["drop_token"], {"token": number})


def _count_title(db: sqlite3.Connection, person: int, title: str, by: int) -> None:
    number, stories, old = db.execute(
        _SQL["count_title"], {"person": person, "title": title, "stories": by}
    ).fetchone()
    level = rank(stories) if stories else -1
    if level == old:
        return
    words = sorted(set(pieces(title)))
    db.executemany(_SQL["drop_title_word"], ((word, old, number) for word in words))
    if stories:
        db.execute(_SQL["rank_title"], {"id": number, "rank": level})
        db.executemany(_SQL["keep_title_word"], ((word, level, number) for word in words))
    else:
        db.execute(_SQL["drop_title"], {"id": number})
