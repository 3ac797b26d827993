"""What every store answers, on the engine itself."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_stories import told
from newsbot.model import (
    Figure,
    Filter,
    Findings,
    Lineage,
    Mention,
    Quote,
    Repair,
    SetAside,
    Source,
    Span,
    Speaker,
    Story,
    Zone,
)
from newsbot.store import Freshness, Reading, Refusal
from newsbot.store.sqlite import open_sqlite

EARLY, LATE, LATER, LAST = (f"2030-01-0{day}T00:00:00+00:00" for day in (1, 2, 3, 4))
ANY = Filter()


def in_file(folder):
    return open_sqlite(f"sqlite:///{folder}/archive.db")


def in_memory(folder):
    return open_sqlite(":memory:")


@pytest.fixture(params=[in_file, in_memory])
def opened(request, tmp_path_factory):
    """A maker of stores, each empty, all closed at the end."""
    stores = []

    def make():
        stores.append(request.param(tmp_path_factory.mktemp("store")))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def store(opened):
    return opened()


HARBOUR = told(
    "harbour",
    "Harbour master Núria Peñalver said the ferry crossings would resume.",
    "“The pier is sound,” the senior port official told reporters.",
    "Some 4,000 passengers a day use the crossings.",
    headline="Ferries return to Łeba",
    source="AP dateline",
    names=("Associated Press",),
    people=(("Núria Peñalver", "Harbour master"),),
    said=(("The pier is sound", "senior port official"),),
    counted=(("4,000", "passengers"),),
    byline="Iris Vold",
    published="2029-11-05",
    url="https://example.org/harbour",
    traits=("n:leba", "w:ferry", "w:pier"),
)
STRIKE = told(
    "strike",
    "Dockers' leader Tom Okafor called the offer an insult on Monday.",
    "“We walk out at noon,” he said.",
    "The port lost 12 ships and 4,000 containers, Okafor said.",
    headline="Dockers walk out",
    source="The Harbour Post",
    people=(("Tom Okafor", "Dockers' leader"), ("Okafor", None)),
    said=(("We walk out at noon", "he", "Tom Okafor"),),
    counted=(("12", "ships", "Okafor said"), ("4,000", "containers", "Okafor said")),
    published="2029-12",
    traits=("n:okafor", "w:ferry", "w:pier"),
)
MARKET = told(
    "market",
    "The fish market opened without a mayor.",
    "Tomas Okaforth, 61, sold 300 crabs.",
    headline="Crabs and cars sell well",
    source="Al Mina",
    people=(("Tomas Okaforth", None),),
    counted=(("300", "crabs"),),
)


@pytest.fixture
def stocked(store):
    """Three stories, loaded at three times."""
    return stock(store)


@pytest.fixture(scope="module", params=[in_file, in_memory])
def library(request, tmp_path_factory):
    """The same for tests that only ask."""
    store = stock(request.param(tmp_path_factory.mktemp("library")))
    yield store
    store.close()


def stock(store):
    for reading, now in ((HARBOUR, EARLY), (STRIKE, LATE), (MARKET, LATER)):
        assert store.save([reading], now=now) == ["loaded"]
    return store


def ids(found):
    return [getattr(one, "story", one).id for one in found]


def texts(found):
    return [one.finding.text for one in found]


# Keeping


TEXT = st.text(min_size=1, max_size=60)
WORDS = st.text(max_size=12)
PRINTED = st.characters(exclude_categories=["C"])  # of an id; readers refuse any other
MAYBE = st.none() | WORDS
NUMBER = st.none() | st.floats(allow_nan=False)
ZONES = st.sampled_from(
    ["headline", "byline", "dateline", "caption", "subhead", "body", "credit", "correction"]
)


@st.composite
def readings(draw):
    text = draw(TEXT)
    at = st.integers(0, len(text))

    def span():
        return Span(*sorted((draw(at), draw(at))))

    def speaker():
        where = span()
        kind = draw(st.sampled_from(["name", "pronoun", "role", "unnamed", "collective"]))
        return Speaker(start=where.start, end=where.end, text=draw(WORDS), person=draw(MAYBE), kind=kind)

    def base():
        where = span()
        return {
            "start": where.start,
            "end": where.end,
            "text": text[where.start : where.end],
            "context": span(),
            "zone": draw(ZONES),
            "key": draw(WORDS),
        }

    def many():
        return range(draw(st.integers(0, 3)))

    maybe = st.booleans()
    findings = Findings(
        mentions=tuple(
            Mention(**base(), person=draw(WORDS), titles=tuple(span() for _ in many())) for _ in many()
        ),
        quotes=tuple(
            Quote(
                **base(),
                kind=draw(st.sampled_from(["direct", "partial", "reported"])),
                speaker=speaker() if draw(maybe) else None,
                cue=span() if draw(maybe) else None,
                balanced=draw(maybe),
                via=draw(MAYBE),
            )
            for _ in many()
        ),
        figures=tuple(
            Figure(
                **base(),
                value=draw(NUMBER),
                low=draw(NUMBER),
                high=draw(NUMBER),
                bound=draw(st.sampled_from("=~<>")),
                trend=draw(st.sampled_from(["up", "down", None])),
                hedge=draw(MAYBE),
                unit=draw(MAYBE),
                per=draw(MAYBE),
                period=span() if draw(maybe) else None,
                measure=span() if draw(maybe) else None,
                speaker=speaker() if draw(maybe) else None,
            )
            for _ in many()
        ),
        sentences=tuple(span() for _ in many()),
    )
    story = Story(
        id=draw(st.text(PRINTED, min_size=1, max_size=8)),
        origin=draw(WORDS),
        source=Source(
            label=draw(WORDS),
            publisher=draw(MAYBE),
            named_by=draw(st.sampled_from(["text", "sidecar", None])),
            evidence=draw(WORDS),
            names=tuple(draw(WORDS) for _ in many()),
        ),
        headline=draw(WORDS),
        text=text,
        zones=tuple(Zone(draw(ZONES), *span()) for _ in many()),
        byline=draw(MAYBE),
        published=draw(st.sampled_from([None, "2029", "2029-11", "2029-11-30T23:59:00+02:00", "no date"])),
        updated=draw(MAYBE),
        url=draw(MAYBE),
        status=draw(MAYBE),
        stage=draw(st.sampled_from(["preview", "after", None])),
        set_aside=tuple(SetAside(n, draw(WORDS), draw(WORDS)) for n in many()),
        repairs=tuple(Repair(draw(WORDS), n) for n in many()),
    )
    traits = draw(st.lists(WORDS, max_size=4, unique=True))
    return Reading(
        story=story, findings=findings, fingerprint=draw(st.text(min_size=1)), traits=tuple(traits)
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(reading=readings())
def test_a_reading_comes_back_as_it_was(opened, reading):
    store, story, only = opened(), reading.story, Filter(stories=(reading.story.id,))
    store.save([reading], now=EARLY)
    assert store.story(story.id) == story
    assert store.whole([story.id]) == {story.id: (story, reading.findings.sentences)}
    for question, kept in (
        (store.mentions, reading.findings.mentions),
        (store.quotes, reading.findings.quotes),
        (store.figures, reading.findings.figures),
    ):
        found = question((), only, limit=10)
        assert tuple(one.finding for one in found) == kept
        assert [one.passage for one in found] == [
            story.text[one.context.start : one.context.end] for one in kept
        ]
        assert all(one.story == store.head(story.id) for one in found)
    store.close()


STATES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), min_size=1, max_size=12)
PLAYERS = ("Ada Brook", "Ada Brooke", "Ben Brook", "Cleo Dunne")
VERSIONS = [
    told(
        "?",
        "Coach Ada Brook, captain Ada Brooke, keeper Ben Brook and referee Cleo Dunne met 30 fans and 4 dogs.",
        people=tuple((name, ("Coach", "captain", "keeper", "referee")[n]) for n, name in enumerate(people)),
        said=(("met", "keeper", PLAYERS[n]),),
        counted=(("30", "fans"), ("4", "dogs"))[: n % 3],
        headline=("Draw", "Win", "Łoss")[n % 3],
        source=("Pitch", "Stand")[n % 2],
        published=(None, "2030-01-01")[n % 2],
        evidence="report",
        traits=("w:goal", f"w:{n}"),
    )
    for n, people in enumerate([PLAYERS[:1], PLAYERS[:2], PLAYERS, PLAYERS[1:]])
]


def answers(store):
    """What a store says to every question about the players, but for rows and times of load."""

    def seen(found):
        return sorted(((one.story.id, one.finding, one.passage) for one in found), key=repr)

    names = ("Brook", "Ada Brook", "Bruke", "Cleo", "Dunne", "Ben")
    return {
        "people": [store.people(name, limit=9) for name in names],
        "holders": [
            store.holders([word], ANY, limit=9) for word in ("coach", "captain", "keeper", "referee")
        ],
        "sources": [(one.label, one.evidence, one.stories) for one in store.sources()],
        "freshness": replace(store.freshness(), kept=None),
        "undated": store.undated(Filter(since="2030")),
        "search": [
            sorted(ids(store.search([word], ANY, limit=9))) for word in ("draw", "win", "loss", "fan")
        ],
        "figures": [seen(store.figures([word], ANY, limit=99)) for word in ("fan", "win", "dog", "loss")],
        "quotes": [seen(store.quotes([name.lower()], ANY, limit=99)) for name in PLAYERS],
        "role": seen(store.quotes_by_role(["keeper"], ANY, limit=99)),
        "mentions": [seen(store.mentions([name.lower()], ANY, limit=99)) for name in PLAYERS],
        "topics": store.topics(limit=9),
        "related": [sorted(head.id for head, _ in store.related([f"w:{n}"], limit=9)) for n in range(4)],
    }


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(changes=STATES)
def test_after_any_changes_a_store_answers_as_one_that_met_only_the_last_versions(opened, changes):
    lived, fresh, last = opened(), opened(), {}
    for name, n in changes:
        reading = VERSIONS[n % len(VERSIONS)]
        reading = replace(reading, story=replace(reading.story, id=name), fingerprint=f"{n}")
        expected = "loaded" if name not in last else "unchanged" if last[name] == reading else "changed"
        assert lived.save([reading], now=EARLY) == [expected]
        last[name] = reading
    fresh.save(list(last.values()), now=EARLY)
    assert answers(lived) == answers(fresh)
    lived.close()
    fresh.close()


def test_saving_again_is_unchanged(stocked):
    before = stocked.head("harbour")
    assert stocked.save([HARBOUR, STRIKE], now=LATER) == ["unchanged", "unchanged"]
    assert stocked.head("harbour") == before
    assert stocked.fingerprints(["harbour", "nowhere"]) == {"harbour": HARBOUR.fingerprint}


def test_a_changed_story_replaces_its_findings_and_keeps_its_row_and_first_load(stocked):
    before = stocked.head("harbour")
    changed = told("harbour", "Mayor Ellen Voss closed the pier.", people=(("Ellen Voss", "Mayor"),))
    assert stocked.save([changed], now=LATER) == ["changed"]
    after = stocked.head("harbour")
    assert (after.row, after.loaded, after.headline) == (before.row, EARLY, "Council meets")
    assert texts(stocked.mentions((), Filter(stories=("harbour",)), limit=9)) == ["Ellen Voss"]
    assert stocked.people("Peñalver", limit=5) == []
    assert stocked.holders(["harbour", "master"], ANY, limit=5) == []
    assert stocked.figures(["passengers"], ANY, limit=5) == []
    assert ids(stocked.search(["pier"], ANY, limit=5)) == ["harbour"]
    assert stocked.search(["ferries"], ANY, limit=5) == []


def test_the_same_story_twice_in_one_batch_is_kept_once(store):
    assert store.save([HARBOUR, HARBOUR], now=EARLY) == ["loaded", "unchanged"]
    assert store.freshness().stories == 1


def test_a_batch_that_fails_leaves_nothing_behind(stocked):
    broken = replace(MARKET, story=replace(MARKET.story, id="broken", headline="\ud800"))
    with pytest.raises(UnicodeEncodeError):
        stocked.save([told("whole", "It rained."), broken], now=LATER)
    assert stocked.story("whole") is None
    assert stocked.freshness().stories == 3
    assert stocked.search(["rained"], ANY, limit=5) == []


# Stories


def test_a_story_is_found_by_id_by_url_and_by_the_end_of_its_origin(library):
    assert library.story("harbour") == HARBOUR.story
    assert library.story("https://example.org/harbour") == HARBOUR.story
    assert library.story("strike.txt") == STRIKE.story
    assert library.story("news/strike.txt") == STRIKE.story
    assert library.head("harbour").headline == "Ferries return to Łeba"


@pytest.mark.parametrize("ref", ["", ".txt", "nowhere", "%", "HARBOUR"])
def test_a_reference_that_fits_no_story_or_several_finds_none(library, ref):
    assert library.story(ref) is None
    assert library.head(ref) is None
    assert library.whole([ref]) == {}


def test_stories_come_newest_load_first_and_every_one_oldest_first(library):
    assert ids(library.stories(ANY, limit=9)) == ["market", "strike", "harbour"]
    assert ids(library.stories(ANY, limit=2)) == ["market", "strike"]
    assert ids(library.every()) == ["harbour", "strike", "market"]


def test_other_questions_may_be_asked_between_two_stories_of_every(library):
    assert [library.story(head.id).id for head in library.every()] == ["harbour", "strike", "market"]


# Words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["FERRY"], ["harbour"]),
        (["crossing"], ["harbour"]),
        (["crossings"], ["harbour"]),
        (["passen"], ["harbour"]),
        (["penalver"], ["harbour"]),
        (["peñalver"], ["harbour"]),
        (["leba"], ["harbour"]),
        (["dockers"], ["strike"]),
        (["pier", "sound"], ["harbour"]),
        (["pier", "noon"], []),
        (["4,000"], ["strike", "harbour"]),
        (["car"], ["market"]),
        (["cra"], []),
        (["—"], []),
        (["nowhere"], []),
        ([], ["market", "strike", "harbour"]),
    ],
)
def test_search_finds_stories_that_hold_all_words_or_their_families(library, words, found):
    assert sorted(ids(library.search(words, ANY, limit=9))) == sorted(found)


def test_search_puts_a_headline_before_a_word_in_passing(store):
    store.save([told("head", "It rained all day.", headline="Volcano wakes")], now=EARLY)
    store.save(
        [told("passing", "Rain fell on the volcano, the lake and the town.", headline="Rain")], now=LATE
    )
    assert ids(store.search(["volcano"], ANY, limit=9)) == ["head", "passing"]


HOSTILE = st.lists(
    st.text(max_size=8)
    | st.just("a\ud83d")
    | st.sampled_from(['"', "a*", "NEAR(a b)", "AND", "text:", "{", "-x", "^"])
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=HOSTILE)
def test_no_words_are_read_as_a_query_language(stocked, words):
    line = " ".join(words)
    only = Filter(source=line or None, by=line or None, phrases=tuple(words), since=line, until=line)
    for narrowed in (ANY, only, Filter(stories=("market",))):
        stocked.search(words, narrowed, limit=3)
        stocked.stories(narrowed, limit=3)
        stocked.undated(narrowed)
        stocked.figures(words, narrowed, limit=3)
        stocked.quotes_on(words, narrowed, limit=3)
        stocked.quotes_by_role(words, narrowed, limit=3)
        stocked.mentions(words, narrowed, limit=3)
        stocked.holders(words, narrowed, limit=3)
    stocked.mentions(words, Filter(stories=tuple(words), loaded_after=line), limit=3)
    stocked.people(line, limit=3)
    stocked.story(line)
    stocked.head(line)
    stocked.whole([line])
    stocked.related(words, limit=3)
    stocked.remember(line, line, now=EARLY)
    stocked.recall(line)


# Filters


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (Filter(source="ap"), ["harbour"]),
        (Filter(source="associated press"), ["harbour"]),
        (Filter(source="press associated"), []),
        (Filter(source="harbour post"), ["strike"]),
        (Filter(source="a"), []),
        (Filter(by="vold"), ["harbour"]),
        (Filter(since="2029-11-05"), ["strike", "harbour"]),
        (Filter(since="2029-11-06"), ["strike"]),
        (Filter(until="2029-11-05"), ["harbour"]),
        (Filter(until="2029-11-04"), []),
        (Filter(since="2029-11", until="2029-11"), ["harbour"]),
        (Filter(since="2029-12-24", until="2029-12-24"), ["strike"]),
        (Filter(since="2029"), ["strike", "harbour"]),
        (Filter(since="2031", until="2028"), []),
        (Filter(loaded_after=EARLY), ["market", "strike"]),
        (Filter(loaded_after=LATER), []),
        (Filter(phrases=("walk out at noon",)), ["strike"]),
        (Filter(phrases=("WALK OUT", "the offer")), ["strike"]),
        (Filter(phrases=("out walk",)), []),
        (Filter(phrases=("ferries return to leba",)), ["harbour"]),
        (Filter(stories=("harbour", "market", "nowhere")), ["market", "harbour"]),
        (Filter(stories=("harbour", "strike"), source="ap"), ["harbour"]),
        (Filter(stories=("harbour",), loaded_after=EARLY), []),
    ],
)
def test_filters_narrow_stories(library, only, found):
    assert ids(library.stories(only, limit=9)) == found


def test_a_source_word_matches_whole_words_only(store):
    store.save([told("a", "It rained.", source="APB News"), told("b", "It rained.", source="AP")], now=EARLY)
    assert ids(store.search(["rained"], Filter(source="ap"), limit=9)) == ["b"]


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (Filter(by="okafor"), ["12", "4,000"]),
        (Filter(by="vold"), ["4,000"]),
        (Filter(source="ap"), ["4,000"]),
        (Filter(until="2029-11"), ["4,000"]),
        (Filter(loaded_after=LATE), ["300"]),
        (Filter(phrases=("12 ships",)), ["12", "4,000"]),
        (Filter(stories=("market", "strike")), ["300", "12", "4,000"]),
        (Filter(stories=("strike",), by="okafor", source="post"), ["12", "4,000"]),
        (ANY, ["300", "12", "4,000", "4,000"]),
    ],
)
def test_filters_narrow_figures(library, only, found):
    assert texts(library.figures((), only, limit=9)) == found


def test_filters_narrow_quotes_and_mentions(library):
    assert texts(library.quotes((), Filter(by="tom okafor"), limit=9)) == ["We walk out at noon"]
    assert texts(library.quotes((), Filter(by="port official"), limit=9)) == ["The pier is sound"]
    assert texts(library.quotes((), Filter(phrases=("told reporters",)), limit=9)) == ["The pier is sound"]
    assert texts(library.mentions((), Filter(phrases=("the offer",)), limit=9)) == ["Tom Okafor", "Okafor"]
    assert texts(library.mentions((), Filter(by="iris vold"), limit=9)) == ["Núria Peñalver"]
    assert texts(library.mentions(["tom okafor"], Filter(source="ap"), limit=9)) == []


def test_stories_without_a_date_are_counted_where_a_range_leaves_them_out(library):
    assert library.undated(Filter(since="2029")) == 1
    assert library.undated(Filter(since="2029", source="mina")) == 1
    assert library.undated(Filter(since="2029", source="ap")) == 0
    assert library.undated(Filter(since="2029", stories=("market", "strike"))) == 1
    assert library.undated(Filter(since="2029", loaded_after=LATER)) == 0
    assert library.undated(ANY) == 0


# Findings


def test_a_date_that_is_none_counts_as_undated(store):
    store.save([told("a", "It rained.", published="lately")], now=EARLY)
    assert store.undated(Filter(since="2029")) == store.undated(Filter(since="2029", source="wire")) == 1


def test_mentions_and_quotes_are_found_by_key_newest_first(library):
    keys = [one.finding.key for one in library.mentions((), ANY, limit=9)]
    assert keys == ["tomas okaforth", "tom okafor", "okafor", "nuria penalver"]
    assert texts(library.mentions(["tom okafor", "nuria penalver"], ANY, limit=9)) == [
        "Tom Okafor",
        "Núria Peñalver",
    ]
    assert texts(library.quotes(["tom okafor"], ANY, limit=9)) == ["We walk out at noon"]
    assert library.quotes(["tom"], ANY, limit=9) == []
    assert texts(library.quotes((), ANY, limit=1)) == ["We walk out at noon"]


def test_quotes_that_go_over_a_place_are_found_by_it(library):
    (quote,) = library.quotes(["tom okafor"], ANY, limit=9)
    first, last = quote.finding.start, quote.finding.end - 1
    assert texts(library.quotes_over({"strike": [0, last], "harbour": [0]}, limit=9)) == [
        "We walk out at noon"
    ]
    assert texts(library.quotes_over({"strike": [first]}, limit=1)) == ["We walk out at noon"]
    assert library.quotes_over({"strike": [first - 1, last + 1]}, limit=9) == []
    assert library.quotes_over({"nowhere": [first]}, limit=9) == library.quotes_over({}, limit=9) == []


def test_figures_are_found_by_words_of_passage_or_headline(library):
    assert texts(library.figures(["passenger"], ANY, limit=9)) == ["4,000"]
    assert texts(library.figures(["ferries"], ANY, limit=9)) == ["4,000"]
    assert texts(library.figures(["ferry", "crossings"], ANY, limit=9)) == ["4,000"]
    assert texts(library.figures(["ships"], ANY, limit=9)) == ["12", "4,000"]
    assert library.figures(["pier"], ANY, limit=9) == []
    assert library.figures(["nowhere"], ANY, limit=9) == []


def test_quotes_are_found_by_words_of_the_passage_and_by_role(library):
    assert texts(library.quotes_on(["reporters"], ANY, limit=9)) == ["The pier is sound"]
    assert library.quotes_on(["ferries"], ANY, limit=9) == []
    assert library.quotes_on([], ANY, limit=9) == []
    assert texts(library.quotes_by_role(["senior", "official"], ANY, limit=9)) == ["The pier is sound"]
    assert library.quotes_by_role(["official", "senior"], ANY, limit=9) == []
    assert library.quotes_by_role(["okafor"], ANY, limit=9) == []


def test_topics_are_the_units_of_the_newest_figures(library):
    assert library.topics(limit=2) == [("containers", 1), ("crabs", 1)]


# People


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Okafor", ["Okafor", "Tom Okafor"]),
        ("tom okafor", ["Tom Okafor"]),
        ("Okafor Tom", ["Tom Okafor"]),
        ("penalver", ["Núria Peñalver"]),
        ("Nuria Penalvar", ["Núria Peñalver"]),
        ("Tom Peñalver", []),
        ("Xyz", []),
        ("", []),
        ("?!", []),
    ],
)
def test_people_have_every_word_of_the_name_misspelt_or_not(library, name, found):
    assert [
        person.name for person in library.people(name, limit=9) if person.name != "Tomas Okaforth"
    ] == found


def test_people_are_counted_by_story_and_by_mention_most_met_first(store):
    for n in range(3):
        names = ("Ann Lund", "Ann Lund") if n else ("Ann Lund", "Ann Berg")
        store.save([told(f"s{n}", "Ann Lund met Ann Berg.", people=[(name,) for name in names])], now=EARLY)
    lund, berg = store.people("ann", limit=9)
    assert (lund.key, lund.name, lund.stories, lund.mentions) == ("ann lund", "Ann Lund", 3, 5)
    assert (berg.name, berg.stories, berg.mentions) == ("Ann Berg", 1, 1)
    assert store.people("ann", limit=1) == [lund]


def test_a_person_is_shown_by_the_form_most_stories_use_the_longer_of_two(store):
    def reading(id, form):
        made = told(id, "Luis Bárcena Gil and Luis Bárcena are one.", people=((form,),))
        one = replace(made.findings.mentions[0], key="luis barcena")
        return replace(made, findings=Findings(mentions=(one,)))

    store.save([reading("a", "Luis Bárcena"), reading("b", "Luis Bárcena Gil")], now=EARLY)
    assert [person.name for person in store.people("barcena", limit=9)] == ["Luis Bárcena Gil"]
    store.save([reading("c", "Luis Bárcena")], now=EARLY)
    assert [person.name for person in store.people("gil", limit=9)] == ["Luis Bárcena"]


def test_an_office_finds_who_is_given_it(library):
    (holder,) = library.holders(["master", "harbour"], ANY, limit=9)
    assert (holder.key, holder.name, holder.title, holder.stories) == (
        "nuria penalver",
        "Núria Peñalver",
        "Harbour master",
        1,
    )
    assert library.holders(["harbour", "leader"], ANY, limit=9) == []
    assert library.holders([], ANY, limit=9) == []
    assert library.holders(["leader"], Filter(source="post"), limit=9) != []
    assert library.holders(["leader"], Filter(source="ap"), limit=9) == []


# Storylines


def test_a_story_joins_the_storyline_of_the_story_it_names(store):
    store.save([told("a", "One.")], now=EARLY)
    store.save([told("b", "Two.", storyline=store.head("a").row)], now=LATE)
    store.save([told("c", "Three.", storyline=store.head("b").row)], now=LATE)
    store.save([told("d", "Four.")], now=LATE)
    first = store.head("a").row
    assert [store.head(name).storyline == first for name in "abcd"] == [True, True, True, False]
    assert ids(store.storyline(first, limit=9)) == ["a", "b", "c"]
    assert ids(store.storyline(first, limit=2)) == ["a", "b"]
    assert store.storyline(999, limit=9) == []
    assert ids(store.storylines([store.head("d").row, 999, first], limit=2)) == ["d", "a", "b"]
    assert store.several([store.head("d").row, 999, first]) == {first}
    assert store.several([]) == frozenset()


def test_a_story_joins_the_storyline_of_one_that_is_kept_with_it(store):
    store.save([told("a", "One."), told("b", "Two.", beside="a"), told("c", "Three.", beside="b")], now=EARLY)
    store.save([told("d", "Four.", beside="c"), told("e", "Five.", beside="nowhere")], now=LATE)
    first = store.head("a").row
    assert [store.head(name).storyline == first for name in "abcde"] == [True, True, True, True, False]


def test_stories_that_share_traits_are_those_of_the_moment(store):
    def related():
        return [(head.id, list(traits)) for head, traits in store.related(["w:pier", "w:ferry"], limit=9)]

    store.save([told("a", "One.", traits=("w:pier",))], now=EARLY)
    assert related() == [("a", ["w:pier"])]
    store.save([told("b", "Two.", traits=("w:pier", "w:ferry"))], now=EARLY)
    assert related() == [("b", ["w:pier", "w:ferry"]), ("a", ["w:pier"])]
    store.save(
        [told("b", "Two, longer.", traits=("w:lake",)), told("c", "Three.", traits=("w:ferry",))], now=LATE
    )
    assert related() == [("c", ["w:ferry"]), ("a", ["w:pier"])]


def test_a_changed_story_stays_in_its_storyline_and_joins_one_if_it_was_alone(store):
    store.save([told("a", "One."), told("b", "Two.")], now=EARLY)
    a, b = store.head("a").row, store.head("b").row
    store.save([told("b", "Two, longer.", storyline=a)], now=LATE)
    assert store.head("b").storyline == a
    store.save([told("a", "One, longer.", storyline=b), told("b", "Two, longest.")], now=LATE)
    assert (store.head("a").storyline, store.head("b").storyline) == (a, a)


def test_related_stories_share_most_traits(library):
    (first, traits), (second, _) = library.related(["n:okafor", "w:ferry", "w:pier", "x"], limit=9)
    assert (first.id, second.id) == ("strike", "harbour")
    assert traits == ("n:okafor", "w:ferry", "w:pier")
    assert library.related([], limit=9) == []
    assert [head.id for head, _ in library.related(["w:pier"], limit=1)] == ["strike"]


def test_a_sketch_is_given_for_stories_loaded_since_and_forgotten_after_a_fortnight(store):
    store.save([told("a", "One.", sketch=(3, 5)), told("plain", "Two.")], now=EARLY)
    store.save([told("b", "Three.", sketch=(4, 9))], now=LATE)
    rows = [store.head(name).row for name in ("a", "plain", "b")]
    assert store.sketches(rows, since=EARLY) == {rows[0]: [3, 5], rows[2]: [4, 9]}
    assert store.sketches(rows, since=LATE) == {rows[2]: [4, 9]}
    store.save([told("a", "One and a half.", sketch=(6,))], now=LATE)
    assert store.sketches(rows[:1], since=EARLY) == {rows[0]: [6]}
    store.save([told("late", "Four.")], now="2030-01-16T12:00:00+00:00")
    assert store.sketches(rows, since=EARLY) == {}


def test_a_copy_of_a_copy_names_the_first_story(store):
    store.save([told("a", "One."), told("b", "Two.", original="a", shared="copy")], now=EARLY)
    copied = [told("c", "Three.", original="b", shared="copy", wire="ap"), told("d", "Four.", wire="ap")]
    store.save([*copied, told("e", "Five.", original="b", shared="shared passage")], now=LATE)
    assert store.lineage(["a", "b", "c", "d", "e", "none"]) == {
        "b": Lineage(original="a", shared="copy", wire=None),
        "c": Lineage(original="a", shared="copy", wire="ap"),
        "d": Lineage(original=None, shared=None, wire="ap"),
        "e": Lineage(original="b", shared="shared passage", wire=None),
    }


def test_a_story_copies_none_that_was_loaded_after_it_and_itself_never(store):
    store.save([told("a", "One."), told("b", "Two.", original="a", shared="copy")], now=EARLY)
    store.save([told("a", "One, again.", original="b", shared="copy")], now=LATE)
    store.save([told("c", "Three.", original="c", shared="copy")], now=LATE)
    store.save([told("d", "Four.", original="nowhere", shared="copy")], now=LATE)
    assert list(store.lineage(["a", "b", "c", "d"])) == ["b"]
    store.save([told("b", "Two, rewritten.")], now=LATER)
    assert store.lineage(["b"]) == {}


def test_a_story_whose_text_changed_is_revised_and_one_read_anew_is_not(store):
    store.save([told("a", "One."), told("b", "Two."), told("c", "Three.")], now=EARLY)
    assert store.revised(since="1970", limit=9) == []
    store.save([told("b", "Two, mended."), told("a", "One.", fingerprint="read anew")], now=LATE)
    store.save([told("c", "Three, mended.")], now=LATER)
    assert ids(store.revised(since=EARLY, limit=9)) == ["c", "b"]
    assert ids(store.revised(since=EARLY, limit=1)) == ["c"]
    assert ids(store.revised(since=LATE, limit=9)) == ["c"]


# Earlier texts


def test_the_text_before_a_change_is_kept_and_found_by_its_name(stocked):
    before = stocked.version("strike")
    longer = told("strike", "Dockers went back.", published="2029-12-24", headline="Dockers go back")
    stocked.save([longer], now=LAST)
    assert stocked.earlier(["strike", "harbour", "none"]) == {"strike": [("strike@1", LAST)]}
    kept = stocked.version("strike@1")
    assert kept.findings == before.findings
    assert kept.story == replace(before.story, id="strike@1") == stocked.story("strike@1")
    assert kept.head == replace(before.head, id="strike@1") == stocked.head("strike@1")
    assert stocked.story("strike").headline == "Dockers go back"


def test_the_texts_of_many_stories_are_one_question(stocked):
    stocked.save([told("strike", "Dockers went back to work.", headline="Dockers go back")], now=LATER)
    asked = ["harbour", "strike", "strike@1", "none", "harbour"]
    assert stocked.texts(asked) == {ref: stocked.story(ref).text for ref in asked if ref != "none"}
    assert stocked.texts([]) == {}


def test_a_version_of_a_story_is_all_that_was_found_in_it(library):
    now = library.version("harbour")
    assert (now.story, now.head) == (library.story("harbour"), library.head("harbour"))
    assert now.findings == HARBOUR.findings
    assert library.version("https://example.org/harbour") == now
    assert library.version("none") is None


@given(reading=readings())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_earlier_text_comes_back_as_it_was(opened, reading):
    store = opened()
    store.save([reading], now=EARLY)
    was = store.version(reading.story.id)
    store.save([told(reading.story.id, "Something else altogether.")], now=LATE)
    (name, until), *_ = store.earlier([reading.story.id]).get(reading.story.id, [("", LATE)])
    kept = store.version(name)
    assert until == LATE
    assert kept is None or kept == replace(
        was, story=replace(was.story, id=name), head=replace(was.head, id=name)
    )
    assert (kept is None) == (not name)


def test_earlier_texts_are_numbered_as_they_came_and_the_last_twenty_are_kept(store):
    for n in range(23):
        store.save([told("a", f"The {n}. text.")], now=f"2030-01-{n + 1:02}T00:00:00+00:00")
    names = [one.name for one in store.earlier(["a"])["a"]]
    assert names == [f"a@{n}" for n in range(3, 23)]
    assert store.story("a@2") is None
    assert store.story("a@3").text.endswith("The 2. text.")
    assert store.story("a@22").text.endswith("The 21. text.")
    assert store.story("a@23") is None


def test_a_text_that_comes_back_is_a_change_and_one_read_anew_is_none(store):
    store.save([told("a", "One.")], now=EARLY)
    store.save([told("a", "One.", fingerprint="read anew")], now=EARLY)
    assert store.earlier(["a"]) == {}
    store.save([told("a", "Two.")], now=LATE)
    store.save([told("a", "One.")], now=LATER)
    assert store.earlier(["a"]) == {"a": [("a@1", LATE), ("a@2", LATER)]}
    assert store.story("a@2").text.endswith("Two.")


def test_an_earlier_text_is_found_by_url_and_path_too(stocked):
    stocked.save([told("harbour", "Closed.", url="https://example.org/harbour")], now=LATER)
    assert stocked.story("https://example.org/harbour@1").id == "harbour@1"
    assert stocked.story("news/harbour.txt@1").id == "harbour@1"
    for ref in ("harbour@", "harbour@0", "harbour@01", "harbour@2", "harbour@1@1", "@1", "none@1"):
        assert stocked.story(ref) is None, ref


def test_a_storys_own_id_is_never_the_name_of_an_earlier_text(store):
    store.save([told("a", "One."), told("a@1", "Another story.")], now=EARLY)
    store.save([told("a", "Two.")], now=LATE)
    store.save([told("a", "Three.")], now=LATER)
    assert store.story("a@1").text.endswith("Another story.")
    assert store.earlier(["a"]) == {"a": [("a@2", LATER)]}


def test_a_question_never_meets_an_earlier_text(store):
    store.save([told("a", "The pier holds 40 boats.", counted=(("40", "boats"),))], now=EARLY)
    store.save([told("a", "The pier holds 60 boats.", counted=(("60", "boats"),))], now=LATE)
    assert texts(store.figures((), ANY, limit=9)) == ["60"]
    assert ids(store.search(["40"], ANY, limit=9)) == []
    assert ids(store.every()) == ["a"]


def test_a_shown_line_is_known_where_its_words_stand_after_a_change(store):
    store.save([told("a", "One is here.", "Two is here.", "Two is here.", headline="H")], now=EARLY)
    text = store.story("a").text
    last = text.rindex("Two")
    store.show("C1", [("a", 0, 1), ("a", last, last + 12)], now=EARLY)
    store.save([told("a", "Nought.", "One is here.", "Two is here.", "Two is here.", headline="H")], now=LATE)
    now = store.story("a").text.rindex("Two")
    assert store.shown("C1") == {("a", 0, 1), ("a", now, now + 12)}
    assert store.lost("C1") == []


def test_a_shown_line_that_is_gone_is_lost_until_the_next_note_of_the_series(store):
    store.save([told("a", "It carried 300 people.", headline="H")], now=EARLY)
    line = (3, 3 + len("It carried 300 people."))
    store.show("C1", [("a", *line)], now=EARLY)
    store.show("C2", [("a", *line), ("b", 0, 4)], now=EARLY)
    store.save([told("a", "It carried 320 people.", headline="H")], now=LATE)
    assert store.lost("C1") == [("a@1", *line)]
    assert store.shown("C2") == {("a@1", *line), ("b", 0, 4)}
    store.save([told("a", "It carried nobody.", headline="H")], now=LATER)
    assert store.lost("C1") == [("a@1", *line)]
    store.show("C1", [], now=EARLY)
    assert store.lost("C1") == [("a@1", *line)]
    store.show("C1", [("b", 0, 4)], now=LATER)
    assert (store.lost("C1"), store.lost("C2")) == ([], [("a@1", *line)])
    assert ("a@1", *line) in store.shown("C1")


# Around the stories


def test_sources_are_counted_most_stories_first(stocked):
    stocked.save([told("more", "It rained.", source="Al Mina", evidence="a credit")], now=LAST)
    first, second, third = stocked.sources()
    assert (first.label, first.stories, first.evidence, first.last_loaded) == (
        "Al Mina",
        2,
        "a credit",
        LAST,
    )
    assert [second.label, third.label] == ["AP dateline", "The Harbour Post"]


def test_freshness_tells_of_the_last_load_alone(stocked):
    assert stocked.freshness() == Freshness(stories=3, last_load=None, refused=(), kept=LATER)
    stocked.note_load(now=EARLY, refused=[Refusal(origin="/a", reason="empty")])
    stocked.note_load(
        now=LATE, refused=[Refusal(origin="/c", reason="empty"), Refusal(origin="/b", reason="binary")]
    )
    told_of = stocked.freshness()
    assert told_of.last_load == LATE
    assert [refusal.origin for refusal in told_of.refused] == ["/c", "/b"]


def test_what_is_kept_later_is_stamped_later_whatever_the_clock_says(store):
    assert store.freshness().kept is None
    stamps = []
    for at, text in ((LATE, "One."), (LATE, "Two."), (EARLY, "Three."), (LATER, "Three, again.")):
        store.save([told(text[:5], text)], now=at)
        stamps.append(store.freshness().kept)
    assert stamps == sorted(set(stamps))
    assert (stamps[0], stamps[-1]) == (LATE, LATER)
    assert [story.id for story in store.stories(Filter(loaded_after=stamps[0]), limit=9)] == ["Three", "Two."]


def test_aliases_of_a_folder_are_replaced_together(store):
    store.save_aliases("/a", {"amlo": "Andrés Manuel López Obrador", "bojo": "Boris Johnson"})
    store.save_aliases("/b", {"jfk": "John F. Kennedy"})
    store.save_aliases("/a", {"amlo": "Andrés Manuel López Obrador"})
    assert store.aliases() == {"amlo": "Andrés Manuel López Obrador", "jfk": "John F. Kennedy"}


def test_an_empty_archive_answers_everything(store):
    assert store.stories(ANY, limit=9) == []
    assert store.search(["rain"], ANY, limit=9) == []
    assert store.figures((), ANY, limit=9) == []
    assert store.topics(limit=9) == []
    assert store.people("Ann", limit=9) == []
    assert store.sources() == []
    assert list(store.every()) == []
    assert store.freshness() == Freshness(stories=0, last_load=None, refused=())


# The journal


def test_an_event_is_taken_once_whichever_of_its_keys_comes_first(store):
    assert store.take(["Ev1", "C1:100.1"])
    assert not store.take(["Ev1"])
    assert not store.take(["Ev2", "C1:100.1"])
    assert not store.take(["Ev2"])
    assert store.take(["Ev3"])


def test_a_delivery_is_claimed_by_one_until_its_lease_runs_out(store):
    assert store.state("note") is None
    assert store.claim("note", owner="a", lease_s=60) == 1
    assert store.claim("note", owner="b", lease_s=60) is None
    assert store.state("note") == "sending"
    assert store.expired("", limit=9) == []
    assert store.claim("late", owner="a", lease_s=-1) == 1
    assert store.expired("l", limit=9) == ["late"]
    assert store.claim("late", owner="b", lease_s=60) == 2
    assert store.expired("l", limit=9) == []


def test_a_delivery_that_was_given_back_is_claimed_as_if_for_the_first_time(store):
    assert store.claim("C1:sheet", owner="one", lease_s=120) == 1
    store.release("C1:sheet")
    assert store.state("C1:sheet") is None
    assert store.claim("C1:sheet", owner="two", lease_s=120) == 1
    store.settle("C1:sheet", "sent", detail="171.5")
    store.release("C1:sheet")
    assert store.sent("C1:sheet") == "171.5"


def test_a_settled_delivery_is_never_claimed_again(store):
    store.claim("C1:morning:2030-01-01", owner="a", lease_s=-1)
    store.settle("C1:morning:2030-01-01", "sent", detail="171.5")
    assert store.claim("C1:morning:2030-01-01", owner="b", lease_s=60) is None
    assert store.state("C1:morning:2030-01-01") == "sent"
    assert store.sent("C1:morning:2030-01-01") == "171.5"
    store.settle("C1:morning:2030-01-02", "skipped", detail="too late")
    assert store.sent("C1:morning:2030-01-02") is None
    assert store.sent("nothing") is None
    assert store.expired("C1:", limit=9) == []


def test_the_last_delivery_sent_is_known_by_the_beginning_of_its_key(store):
    assert store.last_sent("C1:") is None
    store.settle("C1:a", "sent", detail="1")
    store.settle("C2:a", "skipped", detail="")
    assert store.last_sent("C1:").endswith("+00:00")
    assert len(store.last_sent("C1:")) == len("2030-01-01T00:00:00+00:00")
    assert store.last_sent("C2:") is None
    assert store.last_sent("%") is None


def test_a_thread_remembers_its_last_line(store):
    assert store.recall("C1:1") is None
    store.remember("C1:1", "who Okafor", now=EARLY)
    store.remember("C1:1", "figures ships", now=LATE)
    assert store.recall("C1:1") == ("figures ships", LATE)


def test_an_answer_that_was_given_is_kept_until_its_time_is_over(store):
    assert store.given("k1") is None
    store.give("k1", '{"line":"who Ōta"}', now=EARLY, until=LATE)
    store.give("k2", "{}", now=EARLY, until=LATER)
    assert store.given("k1") == '{"line":"who Ōta"}'
    store.give("k3", "{}", now=LATE, until=LATER)
    assert store.given("k1"), "its time is not over yet"
    store.give("k3", "{}", now=LATER, until=LATER)
    assert (store.given("k1"), store.given("k2"), store.given("k3")) == (None, "{}", "{}")


def test_an_answer_that_is_given_again_is_kept_for_the_longer_time(store):
    for until in (EARLY, LATER, LATE):
        store.give("k1", "{}", now=EARLY, until=until)
    store.give("k2", "{}", now=LATER, until=LATER)
    assert store.given("k1") == "{}"


def test_an_answer_with_half_a_character_is_kept(store):
    store.give("k\ud83d", '{"line":"\ud83d"}', now=EARLY, until=LATE)
    assert store.given("k\ud83d") == '{"line":"?"}'


def test_a_series_of_notes_remembers_a_fortnight_of_lines(store):
    assert store.shown("C1:digest") == frozenset()
    store.show("C1:digest", [("a", 0, 9), ("b", 4, 8)], now=EARLY)
    store.show("C2:digest", [("c", 1, 2)], now=EARLY)
    store.show("C1:digest", [("a", 0, 9), ("a", 10, 19)], now=LATE)
    assert store.shown("C1:digest") == {("a", 0, 9), ("b", 4, 8), ("a", 10, 19)}
    store.show("C2:digest", [], now="2030-01-16T00:00:00+00:00")
    assert store.shown("C1:digest") == {("a", 0, 9), ("a", 10, 19)}
    assert store.shown("C2:digest") == frozenset()


def test_of_many_threads_one_takes_and_one_claims(store):
    start, won = threading.Barrier(8), []

    def race():
        start.wait()
        won.append((store.take(["Ev"]), store.claim("note", owner="x", lease_s=60)))

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken for taken, _ in won) == [False] * 7 + [True]
    assert sorted((claim or 0) for _, claim in won) == [0] * 7 + [1]


def test_threads_ask_while_one_saves(stocked):
    wrong = []

    def ask():
        for _ in range(20):
            found = stocked.figures(["ships"], ANY, limit=9)
            if texts(found) != ["12", "4,000"]:
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(20):
        stocked.save([told(f"n{n}", "It rained on 3 dogs.", counted=(("3", "dogs"),))], now=LATER)
    for thread in threads:
        thread.join()
    assert wrong == []
    assert stocked.freshness().stories == 23
