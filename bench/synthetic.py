"""Records of reports that nobody wrote: as many as one likes, for measuring and for killing.

They are like real ones in size (about eight events, nine statements and a dozen actors in 450 words, as the 244
training reports have on average), of 60 states and 600 people, over ten years. The same seed gives the same records.
No two texts are alike. Their words are spread as in news: the commonest is every twenty-fifth, short ones are common, a
text repeats some of its own, and a hundred thousand texts have about as many words again that stand in few.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, islice, product
from typing import Any

from verbale.ids import report_id
from verbale.plover import CODEBOOK, TYPES, get_scale
from verbale.records import Actor, Event, MadeBy, Report, ReportRecord, Statement, TextInfo
from verbale.schema import VERSION
from verbale.spans import Span

STATES = tuple(f"{first}{second}{third}" for first in "ABCDE" for second in "AEIO" for third in "RST")
FIRST_DAY = date(2014, 1, 1)
DAYS = 3650
SYLLABLES = tuple("ba co di fu ge ha jo ka li mo ne pa qui ro sa te vu wa xe zo".split())
VOCABULARY = 100_000
LENGTH, SHORT = 450, 60
"""Words of a report."""
OWN, OF_OWN = 20, 0.25
"""Words that a report is about, and the share of its words that are one of these."""
STATUSES = ("occurred", "occurred", "occurred", "occurred", "ongoing", "scheduled", "denied", "historical")
PUBLISHERS = tuple(f"Paper {number}" for number in range(40))


class Maker:
    """Makes records, one after the other."""

    def __init__(
        self, seed: int = 0, days: int = DAYS, flow: int | None = None, is_short: bool = False, is_bare: bool = False
    ) -> None:
        self._random = random.Random(seed)
        self._days = days
        self._flow = flow
        self._length = SHORT if is_short else LENGTH
        self._statements = 0 if is_short or is_bare else 9
        self._acts = 0 if is_bare else 8
        self._words = tuple(islice(self._list_words(), VOCABULARY))
        # Few words are common and most are rare, as in real texts.
        self._shares = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        self._people = [self._make_person(number) for number in range(600)]

    def make(self, number: int) -> ReportRecord:
        """The record of the report of that number."""
        chance = self._random
        day = FIRST_DAY + timedelta(number // self._flow if self._flow else chance.randrange(self._days))
        text = self._write(number)
        actors = self._cast(text)
        return ReportRecord(
            schema=VERSION,
            made_by=MadeBy("0.1.0", "synthetic", "synthetic", CODEBOOK),
            report=Report(
                source=f"report-{number}",
                id=report_id(text),
                title=text.partition("\n\n")[0],
                published=day,
                publisher=chance.choice(PUBLISHERS),
                url=f"https://news.example/{number}",
                language="en",
                credits=(),
                text=text,
            ),
            actors=tuple(actors),
            statements=tuple(self._speak(text, actors, place, day) for place in range(1, 1 + self._statements)),
            events=tuple(self._act(text, actors, place, day) for place in range(1, 1 + self._acts)),
            agreements=(),
            warnings=(),
        )

    def _list_words(self) -> Iterator[str]:
        """Different words, the short ones first."""
        for length in range(1, 5):
            words = ["".join(syllables) for syllables in product(SYLLABLES, repeat=length)]
            self._random.shuffle(words)
            yield from words

    def _make_person(self, number: int) -> tuple[str, str, str]:
        name = " ".join(word.title() for word in self._random.choices(self._words, k=2))
        return f"Q{900_000 + number}", f"{name} {number}", self._random.choice(STATES)

    def _write(self, number: int) -> str:
        draw, known, shares = self._random.random, self._words, self._shares
        own = [known[int(draw() ** 3 * VOCABULARY)] for _ in range(OWN)]
        everybody = shares[-1] / (1 - OF_OWN)
        drawn = (draw() * everybody for _ in range(self._length))
        words = [known[bisect(shares, at)] if at < shares[-1] else own[int(at * 997) % OWN] for at in drawn]
        title = " ".join(words[:8]).capitalize()
        body = [" ".join(words[at : at + 45]).capitalize() + "." for at in range(8, self._length, 45)]
        return "\n\n".join([title, *body, f"Report {number} ends."])

    def _cast(self, text: str) -> list[Actor]:
        states = self._random.sample(STATES, 4)
        people = self._random.sample(self._people, 8)
        return [
            *(Actor(one, one, "state", one, (), None, None, (self._find(text),)) for one in states),
            *(
                Actor(one, name, "person", state, ("GOV",), f"Minister of {state}", "table", (self._find(text),))
                for one, name, state in people
            ),
        ]

    def _find(self, text: str) -> Span:
        start = self._random.randrange(len(text) - 60)
        return Span(start, start + self._random.randint(5, 50))

    def _speak(self, text: str, actors: list[Actor], place: int, day: date) -> Statement:
        start = self._random.randrange(len(text) - 250)
        span = Span(start, start + self._random.randint(60, 240))
        speaker, hearer = self._random.sample([actor.id for actor in actors], 2)
        return Statement(
            id=f"s{place}",
            speakers=(speaker,),
            form="direct",
            spans=(span,),
            text=span.of(text),
            cue=None,
            to=(hearer,) if place % 4 == 0 else (),
            via=(),
            within=None,
            date=day.isoformat() if place % 2 else None,
            context=("diplomatic",),
            confidence=0.9,
            rule="synthetic",
        )

    def _act(self, text: str, actors: list[Actor], place: int, day: date) -> Event:
        chance = self._random
        kind = chance.choice(TYPES)
        span = self._find(text)
        ids = chance.sample([actor.id for actor in actors], 2)
        told: dict[str, Any] = {"actor": tuple(ids), "recipient": ()}
        if kind.sides != "joint":
            told = {"actor": (ids[0],), "recipient": (ids[1],)}
        mode = chance.choice([None, *(mode.code for mode in kind.modes)])
        return Event(
            id=f"e{place}",
            event=kind.code,
            mode=mode,
            context=("diplomatic",),
            status=chance.choice(STATUSES),  # type: ignore[arg-type]
            host=(),
            date=(day - timedelta(chance.randrange(5))).isoformat(),
            enddate=None,
            date_basis="text",
            event_loc=None,
            event_text=span.of(text),
            text_info=TextInfo(*span),
            mentions=(TextInfo(*span),),
            quad_code=kind.quad,
            event_scale=get_scale(kind.code, mode),
            size=None,
            statement=None,
            agreement=None,
            confidence=round(chance.uniform(0.4, 0.99), 3),
            rule="synthetic",
            **told,
        )


def make_records(
    count: int,
    seed: int = 0,
    days: int = DAYS,
    flow: int | None = None,
    is_short: bool = False,
    is_bare: bool = False,
) -> Iterator[ReportRecord]:
    """So many records, over so many days; with *flow* in the order of days, so many a day.

    Short ones have as many events, but 60 words and no statements; bare ones have neither, and all their words.
    """
    maker = Maker(seed, days, flow, is_short, is_bare)
    return (maker.make(number) for number in range(count))
