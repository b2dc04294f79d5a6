"""Sport, markets, science and culture: there a match is no meeting, a signed player no treaty, an attack no assault.

An act is play if its words or its report's head are of such a field, nobody of public life stands on its sides, and
its sentence has no word of public life. Of the 4,700 events that the engine tells of labelled items outside the test
fold it takes 3, all of them wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, NamedTuple

from verbale.extract.event_tellings import Telling
from verbale.ids import is_local
from verbale.records import Actor
from verbale.resolve import identify
from verbale.resolve.resolution import Resolution
from verbale.spans import Span
from verbale.words import word_set

SPORT: Final = word_set(
    """
    athlete athletes ballgame baseball basketball champion champions championship championships chess coach coached
    cricket cyclist defender finals football footballer goal goalkeeper goals golf golfer grandmaster half-time
    handball hat-trick hockey innings lap laps league marathon match matches medal medals midfielder midfielders
    overtime peloton pitcher playoff playoffs qualifier qualifying quarter-final quarter-finals quarterback
    quarterfinal referee regatta rider riders rower rowers rugby runner scored scoring semi-final semi-finals
    semifinal semifinals soccer sprinter striker strikers swimmer team-mate team-mates teammate teammates tennis
    tournament volleyball wicket wickets
    """
)
MARKETS: Final = word_set(
    """
    airline carmaker chipmaker chipmakers earnings investors merge merged merger merging profit profits retailer
    shareholder shareholders shares start-up startup stocks subscribers supermarket supermarkets takeover traders
    """
)
SCIENCE: Final = word_set(
    """
    archaeologists astronomers bees biologist biologists conjecture fossil fossils galaxy genome hive hypothesis
    mathematician mathematicians physicist physicists planet researchers scientists spacecraft species telescope
    whales
    """
)
CULTURE: Final = word_set(
    """
    actor actress album albums ballet band chef choir concert concerts conductor dancer dictionary exhibition film
    filmmaker films movie movies museum museums musician novel novelist novels opera orchestra painter painting
    paintings playwright poet poetry rapper recipe recipes restaurant restaurants sculptor sculpture singer
    songwriter theatre theatres
    """
)
CRIME: Final = word_set(
    """
    bicycle burglar burglars burglary pickpocket pickpockets robber robbers robbery shoplifter shoplifters swindler
    swindlers thief thieves
    """
)
"""Of private crime; what the police and courts do about it has words of public life beside it."""
FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "sport": SPORT,
    "markets": MARKETS,
    "science": SCIENCE,
    "culture": CULTURE,
    "crime": CRIME,
}
ANY_FIELD: Final = frozenset().union(*FIELDS.values())
RESULT: Final = re.compile(r"(?<![\w-])\d{1,3}[-–]\d{1,3}(?![\w-])")
"""The result of a match, a set or a game."""
HEAD: Final = 2
"""Sentences of the body that, with the title, say what a report is about."""
ENOUGH_FOR_STATES: Final = 2
"""Signs of sport from which on states that meet or attack are their teams, of trade from which on they are their firms'
homes."""

PUBLIC: Final = word_set(
    """
    acquitted activist activists ambassador army arrest arrested asylum attorney ban banned bill bomb bombs boycott
    charged charges citizenship congress convicted court courts dead death diplomat diplomats doping election
    embassy explosion federal government guilty gunman gunmen hostage hostages injured investigation jail jailed
    judge killed killing law lawmakers lawsuit legislature migrants militants military minister ministers ministry
    murder officials parliament party police policy political politician president prime prison prosecutor
    prosecutors protest protesters protests rebels refugees regulator regulators restrictions sanctions security
    sentenced shooting soldiers stabbing sued suspect tariff tariffs terrorism terrorist trial troops victims
    violence visa visas voted votes wanted war wounded
    """
)
"""Words of public life: a sentence with one of them is not taken for play."""
OFFICIAL: Final = frozenset("COP CRM GOV IGO JUD LAB LEG MIL NGO OPP PTY REB REF SEP SPY UAF".split())
"""Sectors of those whose acts are political whatever they are about."""
NO_OFFICIALS: Final = {"sport": "MIL", "crime": "CRM"}
"""A field -> the sector that its private people seem to have: captains of a side, robbers."""

OF_TWO_WORLDS: Final = word_set("captain crew director guard guards judge judges jury king orchestra queen")
"""Words for officials that here stand for others: the judges of a prize, the king of a game, a film's crew."""

HELPERS: Final = frozenset({"EDU", "MED", "NGO"})
HELPERS_STATE: Final = "UNO"
"""Sectors, and the body, of those who warn of dangers and threaten nobody: in all 5 such places of the labelled items
outside the test fold."""
CAUTION: Final = re.compile(r"warn", re.I)

TALKS: Final = word_set("ACCUSE AGREE AID CONCEDE CONSULT COOPERATE REJECT REQUEST RETREAT SUPPORT THREATEN")
"""Types that are told of private people too."""
OF_TEAMS: Final = word_set("AID CONCEDE CONSULT REJECT RETREAT SUPPORT")
"""Types that sport tells of states' teams."""
BLOWS: Final = re.compile(
    r"\b(?:attack|batter|battl|beat|crush|defeat|fight|fought|hit|strik|struck|surrender)\w*", re.I
)
"""Triggers of ASSAULT and PROTEST that are play where nobody is hurt."""


class Words(NamedTuple):
    """What the words of a stretch say: the field of each of their signs, and whether one is of public life."""

    signs: tuple[str, ...]
    is_public: bool


class Play:
    """Tells which acts of one report are play."""

    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._known: dict[Span, Words] = {}
        self._heads = tuple(self._list_heads())

    def is_play(self, telling: Telling) -> bool:
        """Is an act of sport, trade, science or culture, and of nobody and nothing in public life?"""
        act, analysis = telling.act, self._resolution.analysis
        is_blow = act.event in ("ASSAULT", "PROTEST") and BLOWS.search(act.trigger.of(analysis.text)) is not None
        if telling.size is not None or not (is_blow or act.event in TALKS):
            return False
        sentence = analysis.sentence_of(act.trigger)
        if self._read(sentence).is_public:
            return False
        signs = [sign for span in dict.fromkeys((*self._heads, sentence)) for sign in self._read(span).signs]
        if not signs:
            return False
        sport = signs.count("sport")
        people = list(self._list_people(telling))
        if any(_is_official(one, signs) for one in people):
            return False
        if any(one.kind == "state" for one in people):
            are_teams = (is_blow or act.event in OF_TEAMS) and sport >= ENOUGH_FOR_STATES
            has_firms = any(one.kind != "state" for one in people) and signs.count("markets") >= ENOUGH_FOR_STATES
            return are_teams or has_firms
        return True

    def is_caution(self, telling: Telling) -> bool:
        """Do only bodies that help or watch warn of something? They cannot threaten: "the WHO warns that"."""
        act = telling.act
        if act.event != "THREATEN" or not CAUTION.match(act.trigger.of(self._resolution.text)):
            return False
        actors = [one for one in self._list_people(telling) if one.id in telling.sides.actor]
        return bool(actors) and all(one.state == HELPERS_STATE or HELPERS & set(one.sector) for one in actors)

    def _list_heads(self) -> Iterator[Span]:
        """The title, and the first two sentences of the body."""
        analysis = self._resolution.analysis
        if analysis.has_title:
            yield analysis.paragraphs[0]
        first = analysis.paragraphs[0].end if analysis.has_title else 0
        yield from islice((one for one in analysis.sentences if one.start >= first), HEAD)

    def _read(self, span: Span) -> Words:
        known = self._known.get(span)
        if known is None:
            words = self._list_words(span)
            known = self._known[span] = Words(tuple(self._list_signs(words, span)), not PUBLIC.isdisjoint(words))
        return known

    def _list_signs(self, words: frozenset[str], span: Span) -> Iterator[str]:
        """The field of each sign in a stretch with such words."""
        for word in words & ANY_FIELD:
            yield from (field for field, of_field in FIELDS.items() if word in of_field)
        if RESULT.search(self._resolution.text, span.start, span.end):
            yield "sport"

    def _list_words(self, span: Span) -> frozenset[str]:
        """The words of a stretch that are no names: in lower case, or at its beginning."""
        analysis = self._resolution.analysis
        first, last = analysis.words_of(span)
        return frozenset((*filter(str.islower, analysis.raw_of(first, last)), *analysis.lows[first : first + 1]))

    def _list_people(self, telling: Telling) -> Iterator[Actor]:
        """Everybody on the sides of whom anything is known."""
        met = {actor.id: actor for span in telling.sides.spans for actor in identify(self._resolution, span)}
        for one in (*telling.sides.actor, *telling.sides.recipient):
            actor = self._resolution.find(one) or met.get(one)
            if actor is not None:
                yield actor


def _is_official(actor: Actor, signs: list[str]) -> bool:
    """Is somebody in public life? In sport a town's name alone is its club's."""
    if actor.kind == "state":
        return False
    last = (actor.office or actor.name).lower().split()[-1:]
    is_club = "sport" in signs and actor.kind == "organisation" and " " not in actor.name
    if not is_local(actor.id):
        return True
    if is_club or (last and last[0] in OF_TWO_WORLDS):
        return False
    private = {NO_OFFICIALS[field] for field in signs if field in NO_OFFICIALS}
    return bool(actor.office or (OFFICIAL - private) & set(actor.sector))
