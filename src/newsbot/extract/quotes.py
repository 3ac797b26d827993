"""Quotes: who says what, in which words, of one page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from newsbot import names
from newsbot.extract import grammar as g
from newsbot.extract.cues import nouns, verbs
from newsbot.extract.page import Page, Quotation
from newsbot.extract.phrases import Phrase, main
from newsbot.extract.report import Report
from newsbot.extract.reported import reports
from newsbot.extract.speakers import RELATIVE, Cast
from newsbot.extract.words import QUOTED, Line, Piece, cut
from newsbot.model import Mention, Quote, QuoteKind, Span, Speaker, ZoneKind
from newsbot.text import fold

_NO_HEIRS: frozenset[ZoneKind] = frozenset({"headline", "subhead", "caption"})
_LONGEST_LINE = 300  # words; what is longer is no sentence of the news, and is not read
_NEAR = 12  # sentences of a paragraph that are asked for the voice of one that is all quotation
_SCARE_WORDS = 4  # fewer words in marks, without a cue, are a phrase and no speech
_WORD = re.compile(r"\w+")
_SMALL = frozenset("of the a an and in on for to with at from by or de la".split())
_ANSWERS = frozenset("No Yes Never I We Not".split())
_EVIDENCE = re.compile(
    r"\b(?i:data|figures|statistics|records|numbers|estimates|tally|count|survey|poll|report|analysis) "
    r"(?:(?:compiled|released|published|provided|gathered|kept|conducted|issued) )?(?:by|from) (?=[A-Zt])"
)
_TURN = re.compile(r"[\"“‘']?(?P<who>[A-Z][A-Z.’'\- ]{1,38}[A-Z]|Q|A)(?: \([^()\n]{1,60}\))?:\s+(?=\S)")


def quotes(page: Page, mentions: tuple[Mention, ...]) -> tuple[Quote, ...]:
    """All that is said, in text order; a fragment in marks may stand inside a reported clause."""
    return _Reading(page, mentions).read()


def speaker_of(
    page: Page, mentions: tuple[Mention, ...], said: tuple[Quote, ...], start: int, end: int
) -> Speaker | None:
    """Who says the words at `start` to `end` (a figure, say): the speaker of the quote or reported
    clause that holds them, or of a phrase of evidence in their sentence; None where nobody does."""
    holding = [q for q in said if q.start <= start and end <= q.end and q.speaker]
    if holding:
        return max(holding, key=lambda q: (q.end - q.start, q.start)).speaker
    return _evidence(page, mentions, start, end)


def _evidence(page: Page, mentions: tuple[Mention, ...], start: int, end: int) -> Speaker | None:
    """The giver of "figures from the health ministry" in the sentence of `start` to `end`."""
    at = bisect_right(page.sentences, start, key=lambda sentence: sentence.start) - 1
    if at < 0 or end > page.sentences[at].end:
        return None
    span = page.sentences[at]
    said = page.masked[span.start : span.end]
    found = (
        _EVIDENCE.search(page.masked, span.start, span.end) if " by " in said or " from " in said else None
    )
    if not found:
        return None
    near = [(i, m) for i, m in enumerate(mentions) if span.start <= m.start < span.end]
    line = Line(page.masked, span.start, span.end, near)
    first = bisect_left(line.s, found.end())
    phrase = main(line, first) if 0 < first < line.n <= _LONGEST_LINE else None
    speaker = Cast(page.text, mentions).speaker(line, phrase) if phrase else None
    return speaker if speaker and (speaker.end <= start or speaker.start >= end) else None


@dataclass(slots=True)
class _Sentence:
    """A sentence with its reports and the quotations that stand in it."""

    span: Span
    line: Line
    reports: list[Report]
    speakers: list[Speaker | None]
    quotations: list[Quotation]
    paragraph: int

    @property
    def filled(self) -> bool:
        """Whether nothing but quotation stands in it."""
        return bool(self.quotations) and all(w == QUOTED or not w[0].isalnum() for w in self.line.w)


@dataclass(slots=True)
class _Reading:
    """One pass over a page from its top."""

    page: Page
    mentions: tuple[Mention, ...]
    out: list[Quote] = field(default_factory=list)
    cast: Cast = field(init=False)
    voice: Speaker | None = None
    voice_paragraph: int = -1
    introduced: Speaker | None = None
    quotation_starts: list[int] = field(default_factory=list)
    mention_starts: list[int] = field(default_factory=list)

    def read(self) -> tuple[Quote, ...]:
        self.cast = Cast(self.page.text, self.mentions)
        self.quotation_starts = [q.start for q in self.page.quotations]
        self.mention_starts = [m.start for m in self.mentions]
        transcript = self._is_transcript()
        by_paragraph = self._sentences()
        for index in range(len(self.page.paragraphs)):
            if not (transcript and self._turn(index)):
                self._paragraph(index, by_paragraph[index])
        return tuple(sorted(self.out, key=lambda q: (q.start, -q.end, q.kind)))

    # cutting the page into lines

    def _sentences(self) -> list[list[Span]]:
        groups: list[list[Span]] = [[] for _ in self.page.paragraphs]
        ends = [part.end for part in self.page.paragraphs]
        for sentence in self.page.sentences:
            groups[min(bisect_left(ends, sentence.end), len(ends) - 1)].append(sentence)
        return groups

    def _paragraph(self, index: int, spans: list[Span]) -> None:
        starts, mention_starts = self.quotation_starts, self.mention_starts
        heads = index == 0 or self.page.paragraphs[index].zone in _NO_HEIRS
        read: list[_Sentence] = []
        for span in spans:
            quotations = list(
                self.page.quotations[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            )
            near = range(bisect_left(mention_starts, span.start), bisect_left(mention_starts, span.end))
            colon = heads and ":" in self.page.masked[span.start : span.end]
            plain = not quotations and not colon
            line = None
            if not plain or _may_report(self.page.masked, span):
                line = Line(self.page.masked, span.start, span.end, [(i, self.mentions[i]) for i in near])
            if line is None or plain and _CUE_WORDS.isdisjoint(line.low):
                self._plain(span, near)
                read.append(_Sentence(span, _EMPTY, [], [], [], index))
                continue
            if line.n > _LONGEST_LINE:
                read.append(_Sentence(span, _EMPTY, [], [], [], index))
                continue
            found = _Sentence(span, line, reports(line, headline=heads), [], quotations, index)
            self._voices(found)
            read.append(found)
            self._plain(span, near)
        for place, sentence in enumerate(read):
            self._write(sentence, read, place)
        ends_open = bool(read) and self.page.text[read[-1].span.end - 1] == ":"
        self.introduced = self._last_voice(read[-1]) if ends_open else None

    def _plain(self, span: Span, near: range) -> None:
        """The person a sentence begins with is a likely "he" of the next."""
        if not near:
            return
        first = self.mentions[near[0]]
        titled = any(title.start == span.start for title in first.titles)
        if titled or _begins(lead := self.page.masked[span.start : first.start]) or RELATIVE.fullmatch(lead):
            self.cast.subject(first)

    def _voices(self, sentence: _Sentence) -> None:
        seen: dict[Phrase, Speaker | None] = {}
        for report in sentence.reports:
            phrase = report.phrase
            if phrase is None:
                sentence.speakers.append(None)
                continue
            if phrase not in seen:
                seen[phrase] = self.cast.speaker(sentence.line, phrase)
            speaker = seen[phrase]
            sentence.speakers.append(speaker)
            if speaker:
                self.cast.spoke(speaker)

    # writing what a sentence says

    def _write(self, sentence: _Sentence, around: list[_Sentence], place: int) -> None:
        taken: set[Quotation] = set()
        order = sorted(
            (
                (piece, report, speaker)
                for report, speaker in zip(sentence.reports, sentence.speakers, strict=True)
                if speaker
                for piece in report.pieces
            ),
            key=lambda item: (
                _held(item[1], sentence.reports) and not _own_words(sentence.line, *item),
                item[0].end - item[0].first,
                item[0].first,
            ),
        )
        for piece, report, speaker in order:
            self._piece(sentence, piece, report, speaker, taken)
        for quotation in sentence.quotations:
            if quotation not in taken:
                self._left_over(sentence, quotation, around, place)

    def _piece(
        self, sentence: _Sentence, piece: Piece, report: Report, speaker: Speaker, taken: set[Quotation]
    ) -> None:
        line = sentence.line
        start, end = line.s[piece.first], line.e[piece.end - 1]
        inside = [q for q in sentence.quotations if start <= q.start and q.end <= end]
        plain = sum(line.w[i] != QUOTED and line.w[i][0].isalnum() for i in range(piece.first, piece.end))
        whole = plain <= 1 and bool(inside)
        rule = report.rule or _place(report, piece, whole=whole)
        new = [quotation for quotation in inside if quotation not in taken]
        for quotation in new:
            taken.add(quotation)
            resumed = piece is not report.pieces[0] and line.quoted(report.pieces[0].first)
            full = whole and (resumed or self._is_sentence(quotation))
            if not whole and self._nickname(quotation):
                continue  # a nickname, a title: it stands in the clause, nobody says it
            kind: QuoteKind = "direct" if full else "partial"
            self._words(quotation, kind, speaker, sentence, report, rule=rule)
        if not whole and plain:
            start, end = self._trim(start, end)
            if start < end and not (start < speaker.start < end):
                self._add((start, end), "reported", speaker, sentence=sentence, report=report, rule=rule)
        self._heard(speaker, sentence.paragraph, new)

    def _heard(self, speaker: Speaker, paragraph: int, inside: list[Quotation]) -> None:
        if inside or self.voice_paragraph != paragraph:
            self.voice, self.voice_paragraph = speaker, paragraph

    def _is_sentence(self, quotation: Quotation) -> bool:
        text = self.page.text[quotation.start : quotation.end]
        return not text[0].islower() and (len(_WORD.findall(text)) >= 2 or text[-1] in ",.!?…")

    def _left_over(
        self, sentence: _Sentence, quotation: Quotation, around: list[_Sentence], place: int
    ) -> None:
        zone = self.page.paragraphs[sentence.paragraph].zone
        count = len(_WORD.findall(self.page.text, quotation.start, quotation.end))
        if sentence.filled or not sentence.reports and self._nearly_filled(sentence, quotation):
            speaker, rule = (None, _ALONE) if zone in _NO_HEIRS else self._heir(sentence, around, place)
            goes_on = not place and self._goes_on(quotation)
            if count >= _SCARE_WORDS or speaker and (place or goes_on):
                rule = "goes on from the paragraph before" if speaker and goes_on else rule
                self._words(quotation, "direct", speaker, sentence, None, rule=rule)
                if speaker:
                    self.voice, self.voice_paragraph = speaker, sentence.paragraph
            return
        if count < _SCARE_WORDS or self._named_thing(quotation):
            return
        found = self._nearby(sentence, quotation)
        if found:
            speaker, report = found
            rule = "nearest speaker of the sentence" if report else "subject of the sentence"
            self._words(quotation, "partial", speaker, sentence, report, rule=rule)
            self._heard(speaker, sentence.paragraph, [quotation])

    def _goes_on(self, quotation: Quotation) -> bool:
        """Whether the paragraph before ended inside a quotation that this one continues."""
        at = bisect_left(self.quotation_starts, quotation.start) - 1
        before = self.page.quotations[at] if at >= 0 else None
        return before is not None and not before.closed and before.paragraph == quotation.paragraph - 1

    def _nearly_filled(self, sentence: _Sentence, quotation: Quotation) -> bool:
        """A quotation with no more than three of the story's words around it: "But “we won.”"."""
        line = sentence.line
        plain = sum(w != QUOTED and w[0].isalnum() for w in line.w)
        return plain <= 3 and plain * 3 < len(_WORD.findall(self.page.text, quotation.start, quotation.end))

    def _heir(self, sentence: _Sentence, around: list[_Sentence], place: int) -> tuple[Speaker | None, str]:
        """Whose words a sentence is that is nothing but quotation, and by which rule."""
        if place and self.page.text[around[place - 1].span.end - 1] == ":":
            before = self._last_voice(around[place - 1])
            if before:
                return before, "colon before"
        if self.introduced and not place:
            return self.introduced, "colon before"
        if self.voice and self.voice_paragraph == sentence.paragraph:
            return self.voice, "paragraph's speaker"
        for other in around[max(0, place - _NEAR) : place][::-1] + around[place + 1 : place + _NEAR]:
            voice = self._last_voice(other) if other.quotations or other.span < sentence.span else None
            if voice:
                return voice, "paragraph's speaker"
        if self.voice and self.voice_paragraph == sentence.paragraph - 1:
            return self.voice, "speaker of the paragraph before"
        return None, _ALONE

    def _last_voice(self, sentence: _Sentence) -> Speaker | None:
        voices = [s for s in sentence.speakers if s]
        if voices:
            return voices[-1] if sentence.span.end and len(voices) == 1 else voices[0]
        phrase = main(sentence.line) if sentence.line.n else None
        return self.cast.speaker(sentence.line, phrase) if phrase else None

    def _nearby(self, sentence: _Sentence, quotation: Quotation) -> tuple[Speaker, Report | None] | None:
        """The nearest voice of the sentence, before the quotation rather than behind it."""
        line = sentence.line
        best: tuple[int, Speaker, Report] | None = None
        for report, speaker in zip(sentence.reports, sentence.speakers, strict=True):
            if not speaker:
                continue
            cue = line.s[report.cue.first]
            far = quotation.start - cue if cue < quotation.start else (cue - quotation.end) * 2 + 60
            if best is None or far < best[0]:
                best = (far, speaker, report)
        if best:
            return best[1], best[2]
        phrase = main(line)
        if not phrase or line.s[phrase.first] > quotation.start:
            return None
        speaker = self.cast.speaker(line, phrase)
        return (speaker, None) if speaker and speaker.kind != "collective" else None

    def _nickname(self, quotation: Quotation) -> bool:
        words = self.page.text[quotation.start : quotation.end]
        short = len(_WORD.findall(words)) < _SCARE_WORDS and not words.isupper()
        return short and self._named_thing(quotation)

    def _named_thing(self, quotation: Quotation) -> bool:
        """Whether the words are the name of a book, a song, a show: capitals all through."""
        words = self.page.text[quotation.start : quotation.end].split()
        return words[0].strip(",.!") not in _ANSWERS and all(
            not word[0].islower() or word in _SMALL for word in words
        )

    def _words(
        self,
        quotation: Quotation,
        kind: QuoteKind,
        speaker: Speaker | None,
        sentence: _Sentence,
        report: Report | None,
        *,
        rule: str,
    ) -> None:
        span = (quotation.start, quotation.end)
        self._add(span, kind, speaker, sentence=sentence, report=report, quotation=quotation, rule=rule)

    def _add(
        self,
        span: tuple[int, int],
        kind: QuoteKind,
        speaker: Speaker | None,
        *,
        sentence: _Sentence,
        rule: str,
        report: Report | None = None,
        quotation: Quotation | None = None,
    ) -> None:
        start, end = span
        line, text = sentence.line, self.page.text
        cue = Span(line.s[report.cue.first], line.e[report.cue.end - 1]) if report else None
        via = text[line.s[report.via.first] : line.e[report.via.end - 1]] if report and report.via else None
        self.out.append(
            Quote(
                start=start,
                end=end,
                text=text[start:end],
                context=sentence.span,
                zone=self.page.paragraphs[sentence.paragraph].zone,
                key=_key(speaker),
                kind=kind,
                speaker=speaker,
                cue=cue,
                balanced=quotation is None or self._balanced(quotation),
                via=via,
                rule=rule,
            )
        )

    def _balanced(self, quotation: Quotation) -> bool:
        """Marks that close, or that stay open because the next paragraph opens with a mark again."""
        if quotation.closed:
            return quotation.opened
        at = bisect_right(self.quotation_starts, quotation.start)
        follows = self.page.quotations[at] if at < len(self.page.quotations) else None
        return bool(
            follows
            and follows.paragraph == quotation.paragraph + 1
            and follows.start - self.page.paragraphs[follows.paragraph].start <= 2
        )

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        text = self.page.text
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.—–-"):
            end -= 1
        while start < end and (text[start].isspace() or text[start] in ",;:.—–-"):
            start += 1
        return start, end

    # transcripts

    def _is_transcript(self) -> bool:
        turns = [p for p in self.page.paragraphs if _TURN.match(self.page.text, p.start, p.end)]
        return len(turns) >= 2

    def _turn(self, index: int) -> bool:
        """A paragraph of a transcript ("PENCE: Thank you.") is its speaker's, marks or none."""
        part, text = self.page.paragraphs[index], self.page.text
        found = _TURN.match(text, part.start, part.end)
        if not found:
            return False
        start, end = found.span("who")
        person = next(
            (
                m.person
                for m in self.mentions
                if fold(m.person).split()[-1:] == fold(found["who"]).split()[-1:]
            ),
            None,
        )
        by = "surname in this story" if person else ""
        speaker = Speaker(start=start, end=end, text=text[start:end], person=person, kind="name", by=by)
        line = Line(self.page.masked, part.start, part.end, ())
        said = _Sentence(Span(part.start, part.end), line, [], [], [], index)
        self._add((found.end(), part.end), "direct", speaker, sentence=said, rule="transcript")
        self.voice, self.voice_paragraph = speaker, index
        return True


_EMPTY = Line("", 0, 0, ())
_ALONE = "marks alone"


def _place(report: Report, piece: Piece, *, whole: bool) -> str:
    """Where the words of a verb's report stand."""
    cue = report.cue.first
    if piece.first < cue:
        return "cue after"
    if whole:
        return "goes on after the cue" if report.pieces[0].first < cue else "cue before"
    return "clause of a cue verb"


def _own_words(line: Line, piece: Piece, report: Report, speaker: Speaker) -> bool:
    """Whether a named speaker's verb of speech stands right at the marks, whoever tells of it."""
    if speaker.kind != "name" or not report.strong or not line.quoted(piece.first):
        return False
    return line.s[piece.first] > speaker.start or piece.end == piece.first + 1


def _held(report: Report, others: list[Report]) -> bool:
    """Whether the cue stands inside what another report of the sentence reports."""
    return any(
        piece.first <= report.cue.first < piece.end
        for other in others
        if other is not report
        for piece in other.pieces
    )


def _begins(lead: str) -> bool:
    """Whether nothing but titles and linking words stand before a name: it is the subject."""
    return len(lead) < 60 and all(
        word[0].isupper()
        and word.lower().rstrip(".,") not in g.PREPOSITIONS
        or word.lower() in ("the", "former", "but", "and")
        for word in lead.split()
    )


def _key(speaker: Speaker | None) -> str:
    """Nothing is filed under a bare "he": it would gather the words of many."""
    if speaker is None or speaker.kind == "pronoun" and not speaker.person:
        return ""
    return names.key(speaker.person) if speaker.person else fold(speaker.text)


def _may_report(masked: str, span: Span) -> bool:
    """Whether a cue may stand in the sentence; most have none."""
    return not _CUE_WORDS.isdisjoint(cut(masked[span.start : span.end]))


_CUE_WORDS = frozenset(verbs()) | nouns() | {"according"}
