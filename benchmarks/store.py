"""How long the archive takes for each question, over made-up stories.

    python benchmarks/store.py --stories 20000 [--at archive.db]

Stories are made from numbers alone, so that two machines measure the same archive: 460 words of a vocabulary in
which few are common and most are rare, eight people, five quotes, six figures. `--at` keeps the archive and goes on
from what it holds.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from newsbot.model import Figure, Filter, Findings, Mention, Quote, Source, Span, Speaker, Story, Zone
from newsbot.names import key
from newsbot.store import Reading, Store
from newsbot.store.sqlite import open_sqlite

SYLLABLES = [
    a + b
    for a in "b d f g k l m n p r s t v z ch st tr gr".split()
    for b in "a e i o u an el or in us".split()
]
COMMON = (
    "government president mexico border migrants minister police court report border crossings talks".split()
)
UNITS = ("people", "migrants", "dollar", "percent", "votes", "homes", "ships", "tonnes", "hours", "cases")
ROLES = ("a senior official", "the minister", "a police spokesman", "the mayor", "an aide")
OFFICES = ("Homeland Security Secretary", "Foreign Minister", "Mayor", "President", "party leader", "coach")
SOURCES = [f"Source {n} Daily" if n % 3 else f"Agency {n} dateline" for n in range(30)]
VOCABULARY = 60_000
BATCH = 50


def word(n: int) -> str:
    """The nth word; the first are real ones."""
    if n < len(COMMON):
        return COMMON[n]
    size, made = len(SYLLABLES), ""
    n += size
    while n:
        made += SYLLABLES[n % size]
        n //= size
    return made


def zipf(size: int, offset: float) -> list[float]:
    return list(accumulate(1 / (n + offset) for n in range(size)))


class Maker:
    """Stories by number."""

    def __init__(self, people: int) -> None:
        self.words = [word(n) for n in range(VOCABULARY)]
        self.word_weights = zipf(VOCABULARY, 200)  # the commonest word is in a third of the stories
        self.people = [self.name(n) for n in range(people)]
        self.people_weights = zipf(people, 100)

    def name(self, n: int) -> str:
        given, family = word(3000 + n * 7919 % 900), word(5000 + n * 104729 % (len(self.words) // 4))
        return f"{given.title()} {family.title()}"

    def pick_words(self, dice: random.Random, count: int) -> list[str]:
        top = self.word_weights[-1]
        return [self.words[bisect(self.word_weights, dice.random() * top)] for _ in range(count)]

    def pick_person(self, dice: random.Random) -> str:
        return self.people[bisect(self.people_weights, dice.random() * self.people_weights[-1])]

    def story(self, n: int) -> Reading:
        dice = random.Random(n)
        headline = " ".join(self.pick_words(dice, 8)).capitalize()
        text = [headline]
        at = len(headline) + 2
        mentions, quotes, figures, sentences = [], [], [], []
        body = at
        for number in range(23):
            parts = self.pick_words(dice, 20)
            person = self.pick_person(dice)
            office = dice.choice(OFFICES)
            role, unit = dice.choice(ROLES), dice.choice(UNITS)
            if number % 3 == 0:
                parts[3:3] = [office, person]
            if number % 5 == 1:
                parts[2:2] = [
                    "“" + " ".join(self.pick_words(dice, 9)) + ",”",
                    "said",
                    person if number % 2 else role,
                ]
            if number % 4 == 2:
                parts[5:5] = [f"{dice.randrange(1, 90)},000", unit]
            sentence = " ".join(parts) + "."
            span = Span(at, at + len(sentence))
            sentences.append(span)
            if number % 3 == 0:
                where = self.place(sentence, person, at, span)
                start = at + sentence.index(office)
                mentions.append(
                    Mention(
                        **where, key=key(person), person=person, titles=(Span(start, start + len(office)),)
                    )
                )
            if number % 5 == 1:
                said = sentence[sentence.index("“") + 1 : sentence.index(",”")]
                speaker = person if number % 2 else role
                start = at + sentence.index(speaker)
                quotes.append(
                    Quote(
                        **self.place(sentence, said, at, span),
                        key=key(speaker),
                        kind="direct",
                        cue=None,
                        speaker=Speaker(
                            start=start,
                            end=start + len(speaker),
                            text=speaker,
                            person=person if number % 2 else None,
                            kind="name" if number % 2 else "role",
                        ),
                    )
                )
            if number % 4 == 2:
                amount = parts[5]
                figures.append(
                    Figure(**self.place(sentence, amount, at, span), key=unit, unit=unit, value=1000.0)
                )
            text.append(sentence)
            at += len(sentence) + 2
        whole = "\n\n".join(text)
        label = SOURCES[min(int(dice.expovariate(0.15)), len(SOURCES) - 1)]
        story = Story(
            id=f"https://example.org/{n}",
            origin=f"/archive/{n // 1000}/{n}.txt",
            source=Source(label=label, names=(label.split(" ")[0],), evidence="a line of the text"),
            headline=headline,
            text=whole,
            zones=(Zone("headline", 0, len(headline)), Zone("body", body, len(whole))),
            byline=self.name(dice.randrange(800)),
            published=str(date(2029, 1, 1) + timedelta(days=n % 730)) if n % 5 else None,
            url=f"https://example.org/{n}",
        )
        findings = Findings(
            mentions=tuple(mentions), quotes=tuple(quotes), figures=tuple(figures), sentences=tuple(sentences)
        )
        traits = tuple(dict.fromkeys(f"w:{w}" for w in dice.sample(whole.split(), 48)))
        # most storylines have four stories, one that never ends has every hundredth
        line = 1 if n % 100 == 0 else n - n % 4 + 1
        return Reading(story=story, findings=findings, fingerprint=str(n), storyline=line, traits=traits)

    @staticmethod
    def place(sentence: str, words: str, at: int, span: Span) -> dict[str, object]:
        start = at + sentence.index(words)
        return {"start": start, "end": start + len(words), "text": words, "context": span, "zone": "body"}


def fill(store: Store, maker: Maker, stories: int) -> None:
    """Load up to so many stories; tell the rate."""
    first = store.freshness().stories
    spent, began = 0.0, time.perf_counter()
    for start in range(first, stories, BATCH):
        readings = [maker.story(n) for n in range(start, min(start + BATCH, stories))]
        now = datetime(2031, 1, 1, tzinfo=UTC) + timedelta(seconds=start)
        mark = time.perf_counter()
        store.save(readings, now=now.isoformat(timespec="seconds"))
        spent += time.perf_counter() - mark
    if stories > first:
        took = time.perf_counter() - began
        print(
            f"saved {stories - first} stories at {(stories - first) / spent:.0f}/s (made and saved in {took:.0f} s)"
        )


def questions(
    store: Store, maker: Maker, stories: int
) -> Iterator[tuple[str, Callable[[random.Random], object]]]:
    """Each question as a desk asks it, with words that dice choose."""
    any_ = Filter()

    def words(dice: random.Random) -> list[str]:
        return maker.pick_words(dice, dice.randrange(1, 3))

    def person(dice: random.Random) -> list[str]:
        return [key(maker.pick_person(dice))]

    def misspelt(dice: random.Random) -> str:
        name = maker.pick_person(dice).split()[-1]
        at = dice.randrange(1, len(name))
        return name[:at] + dice.choice("aeiourstl") + name[at + dice.randrange(2) :]

    def source(dice: random.Random) -> str:
        return dice.choice(SOURCES)

    def week(dice: random.Random) -> Filter:
        day = date(2029, 1, 1) + timedelta(days=dice.randrange(700))
        return Filter(since=str(day), until=str(day + timedelta(days=7)))

    def some(dice: random.Random) -> tuple[str, ...]:
        return tuple(f"https://example.org/{dice.randrange(stories)}" for _ in range(30))

    middle = (datetime(2031, 1, 1, tzinfo=UTC) + timedelta(seconds=stories // 2)).isoformat(
        timespec="seconds"
    )
    yield "search words", lambda d: store.search(words(d), any_, limit=40)
    yield "search government", lambda _: store.search(["government"], any_, limit=40)
    yield "search government president", lambda _: store.search(["government", "president"], any_, limit=40)
    yield "search words, a source", lambda d: store.search(words(d), Filter(source=source(d)), limit=40)
    yield "search words, a week", lambda d: store.search(words(d), week(d), limit=40)
    yield (
        "search a phrase",
        lambda _: store.search(["government"], Filter(phrases=("president mexico",)), limit=40),
    )
    yield (
        "stories, a source and a week",
        lambda d: store.stories(
            Filter(source=source(d), since=week(d).since, until=week(d).until), limit=200
        ),
    )
    yield "undated, a source", lambda d: store.undated(Filter(source=source(d), since="2029"))
    yield "people, a name", lambda d: store.people(maker.pick_person(d), limit=50)
    yield "people, a surname", lambda d: store.people(maker.pick_person(d).split()[-1], limit=50)
    yield "people, a given name", lambda d: store.people(maker.pick_person(d).split()[0], limit=50)
    yield "people, misspelt", lambda d: store.people(misspelt(d), limit=50)
    yield "mentions", lambda d: store.mentions(person(d), any_, limit=200)
    yield "mentions of the most met", lambda _: store.mentions([key(maker.people[0])], any_, limit=200)
    yield "mentions, a source", lambda d: store.mentions(person(d), Filter(source=source(d)), limit=200)
    yield "quotes", lambda d: store.quotes(person(d), any_, limit=200)
    yield "quotes, since half", lambda d: store.quotes(person(d), Filter(loaded_after=middle), limit=200)
    yield "quotes on words", lambda d: store.quotes_on(words(d), any_, limit=200)
    yield "quotes by a role", lambda _: store.quotes_by_role(["senior", "official"], any_, limit=200)
    yield "figures", lambda d: store.figures(words(d), any_, limit=200)
    yield "figures border", lambda _: store.figures(["border"], any_, limit=200)
    yield (
        "figures, a source, a week",
        lambda d: store.figures(
            words(d), Filter(source=source(d), since=week(d).since, until=week(d).until), limit=200
        ),
    )
    yield (
        "figures by a speaker",
        lambda d: store.figures(["border"], Filter(by=maker.pick_person(d)), limit=200),
    )
    yield "figures of 30 stories", lambda d: store.figures(words(d), Filter(stories=some(d)), limit=200)
    yield "holders", lambda _: store.holders(["security", "secretary"], any_, limit=50)
    yield "topics", lambda _: store.topics(limit=10)
    yield "related", lambda d: store.related([f"w:{w}" for w in maker.pick_words(d, 48)], limit=40)
    yield "story and sentences", lambda d: store.whole(some(d)[:1])
    yield "story by the end of its origin", lambda d: store.story(f"/{d.randrange(stories)}.txt")
    yield "sources", lambda _: store.sources()
    yield "freshness", lambda _: store.freshness()


def measure(ask: Callable[[random.Random], object], times: int) -> tuple[float, float, float]:
    """Median, 99th of a hundred and worst, in milliseconds."""
    dice, took = random.Random(5), []
    for _ in range(times):
        mark = time.perf_counter()
        ask(dice)
        took.append((time.perf_counter() - mark) * 1000)
    took.sort()
    return took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.99))], took[-1]


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=100, help="how often each question is asked")
    parser.add_argument("--at", type=Path, help="keep the archive in this file")
    args = parser.parse_args(argv)
    maker = Maker(people=max(2000, args.stories // 5))
    with tempfile.TemporaryDirectory() as folder:
        place = args.at or Path(folder) / "archive.db"
        store = open_sqlite(str(place))
        fill(store, maker, args.stories)
        store.close()
        mark = time.perf_counter()
        store = open_sqlite(str(place))
        store.stories(Filter(), limit=10)
        started = (time.perf_counter() - mark) * 1000
        print(
            f"{args.stories} stories, {place.stat().st_size / args.stories:.0f} bytes each; start {started:.0f} ms\n"
        )
        print(f"{'question':34} {'p50 ms':>8} {'p99 ms':>8} {'worst':>8}")
        for name, ask in questions(store, maker, args.stories):
            middle, late, worst = measure(ask, args.times)
            print(f"{name:34} {middle:8.2f} {late:8.2f} {worst:8.2f}", flush=True)
        store.close()
    print(
        f"\nmost memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (the maker's included)"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
