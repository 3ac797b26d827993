"""What an editor must look at before printing, and what sources agree on."""

from __future__ import annotations

from dataclasses import replace

from newsbot.answer import Item, Section
from newsbot.commands import accounts, groups, voices
from newsbot.commands.evidence import Evidence
from newsbot.commands.items import quote_item, span_item
from newsbot.commands.vocabulary import CHECK_TRANSCRIPT, joined
from newsbot.commands.wordings import differences
from newsbot.compare import attributes, drift
from newsbot.compare.ledger import Group
from newsbot.model import Figure, Found, Quote, Span

_OFFICES = 3
_MARKS = tuple("“”\"‘’'«»„")


def changed(desk: Evidence) -> list[Section]:
    """Figures that a story loaded since the last note replaced: NEW SINCE, old before new."""
    if not desk.since:
        return []
    groups_ = [group for group in desk.groups if group.verdict == "CHANGED" and _is_new(desk, group)]
    sections = [replace(made, heading=f"NEW SINCE · {made.heading}") for made in map(groups.section, groups_)]
    desk.mark(sections)
    return sections


def checks(desk: Evidence) -> list[Section]:
    """What differs first: numbers of one measure, then words; then what must be looked at side by side."""
    told = [group for group in desk.groups if group.unit and group.verdict not in ("SAME", "ONE SOURCE")]
    told = [group for group in told if not (group.verdict == "CHANGED" and _is_new(desk, group))]
    one_measure = [groups.section(group, check=True) for group in told if group.reason is None]
    beside = [groups.section(group, check=True) for group in told if group.reason]
    quoted = [_drift(utterance) for utterance in desk.utterances if utterance.verdict == "DIFFER"]
    held = [_office(desk, one, check=True) for one in desk.offices if one.verdict != "SAME"]
    timed = [accounts.hour(one, desk.stories, check=True) for one in desk.hours if one.verdict == "DIFFER"]
    there = [accounts.attended(one, desk.stories, check=True) for one in desk.attended]
    happened = [accounts.happening(one, desk.stories, check=True) for one in desk.happened]
    told_apart = [section for section in (*there, *happened) if section.verdict]
    laid_beside = [section for section in (*happened, *there) if not section.verdict]
    stand = [accounts.state(one, desk.stories, desk.quotes) for one in desk.standings]
    sections = [*one_measure, *stand, *quoted, *told_apart, *timed, *beside, *laid_beside, *held]
    desk.mark(sections)
    return sections


def agreed(desk: Evidence) -> list[Section]:
    """Numbers first, then what moved without one, then hours and offices, where the sources say so in so many words."""
    told = [group for group in desk.groups if group.verdict == "SAME" and group.unit]
    counted = [groups.section(group) for group in told if not _uttered(desk, group)]
    held = [one for one in desk.offices if one.verdict == "SAME"][:_OFFICES]
    timed = [accounts.hour(one, desk.stories) for one in desk.hours if one.verdict == "SAME"]
    moved = [accounts.movement(one, desk.stories, desk.quotes) for one in desk.moved]
    return [*counted, *moved, *timed, *(_office(desk, one) for one in held)]


def _uttered(desk: Evidence, group: Group) -> bool:
    """Whether each number stands in one and the same utterance: that sources quote it alike is no agreement on it."""
    entries = [entry.found for entry in group.entries]
    return any(
        all(any(_holds(quoted, figure) for quoted in utterance.told) for figure in entries)
        for utterance in desk.utterances
    )


def _holds(quoted: Found[Quote], figure: Found[Figure]) -> bool:
    said = quoted.finding
    return (
        quoted.story.id == figure.story.id
        and said.start <= figure.finding.start
        and figure.finding.end <= said.end
    )


def _drift(utterance: drift.Utterance) -> Section:
    """Every source's wording; where it was posted, if a source tells."""
    person = max((voices.person(found) or "" for found in utterance.told), key=len) or None
    posted = next((f for f in utterance.told if f.finding.via and f.finding.via.startswith("on X")), None)
    return Section(
        heading=" · ".join(part for part in ("CHECK", "QUOTE", person) if part),
        verdict=utterance.verdict,
        note=joined(f"origin: X post ({posted.story.source.label})" if posted else None, CHECK_TRANSCRIPT),
        items=tuple(_wording(found, person, utterance) for found in utterance.told),
    )


def _wording(found: Found[Quote], person: str | None, utterance: drift.Utterance) -> Item:
    """The words in their marks alone, for the heading says who speaks; the facts tell which of them differ."""
    others = [other for other in utterance.told if other is not found]
    made = quote_item(found, named=person)
    made = replace(made, facts={**(made.facts or {}), "differs": differences(found, others)})
    if not person:
        return made
    start, end = (
        found.finding.start - found.finding.context.start,
        found.finding.end - found.finding.context.start,
    )
    if found.passage[start - 1 : start] in _MARKS:
        start -= 1
    while found.passage[end : end + 1] in _MARKS:
        end += 1
    return replace(made, show=Span(found.finding.context.start + start, found.finding.context.start + end))


def _office(desk: Evidence, told: attributes.Office, *, check: bool = False) -> Section:
    """A person's office as each source gives it."""
    heading = f"OFFICE · {told.person}"
    items = tuple(
        span_item(found.story, desk.stories[found.story.id], found.finding.titles[0])
        for found in told.told
        if found.story.id in desk.stories
    )
    return Section(heading=f"CHECK · {heading}" if check else heading, verdict=told.verdict, items=items)


def _is_new(desk: Evidence, group: Group) -> bool:
    return desk.since is not None and any(entry.found.story.loaded > desk.since for entry in group.entries)
