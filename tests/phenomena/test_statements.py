"""One minimal text for each way in which news tell speech, read by the rules alone and with the engine that ships."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from verbale.analyse import analyse, lay_out
from verbale.analyse.encoder import Engine, load_engine
from verbale.extract import extract
from verbale.read.reading import Reading
from verbale.records import Report, Statement
from verbale.resolve import resolve


class Said(NamedTuple):
    """A statement as a reader would note it down: who, in which form, which pieces, to whom, by whose report."""

    who: str | None
    form: str
    pieces: tuple[str, ...]
    to: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    within: int | None = None


PHENOMENA: dict[str, tuple[str, list[Said]]] = {
    # Layout
    "a quotation over several paragraphs closes only in the last": (
        'Jon Berg said:\n\n"We came by sea.\n\n"We came in peace.\n\n"We will come again."',
        [Said("Jon Berg", "direct", ("We came by sea.", "We came in peace.", "We will come again."))],
    ),
    "a quotation within a quotation, single marks within double": (
        "\"He told me 'we will never sell the bridge' and left,\" Ana Ruzhova said.",
        [
            Said("Ana Ruzhova", "direct", ("He told me 'we will never sell the bridge' and left,",)),
            Said(None, "mixed", ("we will never sell the bridge",), ("Ana Ruzhova",), within=0),
        ],
    ),
    "a quotation within a quotation, double marks within single": (
        "'He told me \"we will never sell the bridge\" and left,' Ana Ruzhova said.",
        [
            Said("Ana Ruzhova", "direct", ('He told me "we will never sell the bridge" and left,',)),
            Said(None, "mixed", ("we will never sell the bridge",), ("Ana Ruzhova",), within=0),
        ],
    ),
    "guillemets": (
        "«We will wait for them here», Ana Ruzhova said.",
        [Said("Ana Ruzhova", "direct", ("We will wait for them here",))],
    ),
    "low and high marks": (
        "„We will wait for them here“, Ana Ruzhova said.",
        [Said("Ana Ruzhova", "direct", ("We will wait for them here",))],
    ),
    "apostrophes are no closing marks": (
        "'The ministers' bridge isn't ours, it's the people's,' Ana Ruzhova said.",
        [Said("Ana Ruzhova", "direct", ("The ministers' bridge isn't ours, it's the people's,",))],
    ),
    "a missing closing mark does not swallow the rest": (
        '"We will wait for them here, Ana Ruzhova said.\n\nThe bridge is old. It has two lanes.\n\n'
        '"It is safe," Jon Berg said.',
        [
            Said("Ana Ruzhova", "direct", ("We will wait for them here",)),
            Said("Jon Berg", "direct", ("It is safe,",)),
        ],
    ),
    "doubled marks": (
        '""We will wait for them here,"" Ana Ruzhova said.',
        [Said("Ana Ruzhova", "direct", ("We will wait for them here,",))],
    ),
    # Cues
    "the attribution after the quotation": (
        '"We will wait for them here," Ana Ruzhova said.',
        [Said("Ana Ruzhova", "direct", ("We will wait for them here,",))],
    ),
    "the attribution turned round": (
        '"We will wait for them here," said Ana Ruzhova.',
        [Said("Ana Ruzhova", "direct", ("We will wait for them here,",))],
    ),
    "the attribution between two halves": (
        '"We will wait," Ana Ruzhova said, "until they come."',
        [Said("Ana Ruzhova", "direct", ("We will wait,", "until they come."))],
    ),
    "a new attribution is a new statement": (
        '"We will wait for them," Ana Ruzhova said. She added: "They know the way here."',
        [
            Said("Ana Ruzhova", "direct", ("We will wait for them,",)),
            Said("Ana Ruzhova", "direct", ("They know the way here.",)),
        ],
    ),
    "quoted words in the reporter's clause": (
        'Ana Ruzhova called the bridge "a disgrace to the whole coast".',
        [Said("Ana Ruzhova", "mixed", ("a disgrace to the whole coast",))],
    ),
    "a verb of saying that no list holds": (
        '"We will wait for them here," Ana Ruzhova thundered.',
        [Said("Ana Ruzhova", "direct", ("We will wait for them here,",))],
    ),
    "a statement": (
        'In a statement, Ana Ruzhova said that "no ship will leave the harbour".',
        [Said("Ana Ruzhova", "mixed", ("no ship will leave the harbour",))],
    ),
    "remarks without a verb of saying": (
        'Ana Ruzhova, in remarks to reporters: "No ship will leave the harbour."',
        [Said("Ana Ruzhova", "direct", ("No ship will leave the harbour.",))],
    ),
    "a post": (
        'In a post on X, Ana Ruzhova wrote: "No ship will leave the harbour."',
        [Said("Ana Ruzhova", "direct", ("No ship will leave the harbour.",))],
    ),
    "according to": (
        "The bridge will open in May, according to Ana Ruzhova.",
        [Said("Ana Ruzhova", "indirect", ("The bridge will open in May",))],
    ),
    "a source that wrote on a day": (
        '"The bridge will open in May," according to a post on Monday by Ana Ruzhova.',
        [Said("Ana Ruzhova", "direct", ("The bridge will open in May,",))],
    ),
    "a colon before the words": (
        'Ana Ruzhova: "The bridge will open in May."',
        [Said("Ana Ruzhova", "direct", ("The bridge will open in May.",))],
    ),
    "reported speech with that": (
        "Ana Ruzhova said that the bridge would open in May.",
        [Said("Ana Ruzhova", "indirect", ("the bridge would open in May",))],
    ),
    "reported speech without that": (
        "Ana Ruzhova said the bridge would open in May.",
        [Said("Ana Ruzhova", "indirect", ("the bridge would open in May",))],
    ),
    "reported speech around its attribution": (
        "The bridge, Ana Ruzhova said, would open in May.",
        [Said("Ana Ruzhova", "indirect", ("The bridge", "would open in May"))],
    ),
    "a noun phrase as what is said": (
        "Ana Ruzhova stressed the need for talks on the bridge.",
        [Said("Ana Ruzhova", "indirect", ("the need for talks on the bridge",))],
    ),
    "a participle after the main clause": (
        "Ana Ruzhova praised the courage of the builders and of the town, adding that the bridge would open in May.",
        [
            Said("Ana Ruzhova", "indirect", ("the courage of the builders and of the town",)),
            Said("Ana Ruzhova", "indirect", ("the bridge would open in May",)),
        ],
    ),
    "a participle after an object": (
        "Dockers marched to Lisbon demanding an end to the toll.",
        [Said("Dockers", "indirect", ("an end to the toll",))],
    ),
    "a passive in a readout": (
        "Ana Ruzhova said that the bridge was safe. It was noted that it would open in May.",
        [
            Said("Ana Ruzhova", "indirect", ("the bridge was safe",)),
            Said("Ana Ruzhova", "indirect", ("it would open in May",)),
        ],
    ),
    "the two leaders of a readout": (
        "President Ana Ruzhova of Norway spoke by telephone with President Jon Bergson of Iceland. "
        "The two leaders underscored the need for a bridge.",
        [Said("Ana Ruzhova + Jon Bergson", "indirect", ("the need for a bridge",))],
    ),
    "a transcript": (
        "QUESTION: Will the bridge open?\n\nMS. RUZHOVA: It will open in May.\n\nQUESTION: Who will pay?\n\n"
        "MS. RUZHOVA: Nobody will pay.",
        [
            Said("QUESTION", "direct", ("Will the bridge open?",)),
            Said("Ruzhova", "direct", ("It will open in May.",)),
            Said("QUESTION", "direct", ("Who will pay?",)),
            Said("Ruzhova", "direct", ("Nobody will pay.",)),
        ],
    ),
    # Speakers
    "a surname": (
        'Ana Ruzhova opened the bridge. "It is safe to walk on," Ruzhova said.',
        [Said("Ana Ruzhova", "direct", ("It is safe to walk on,",))],
    ),
    "a pronoun": (
        'Ana Ruzhova opened the bridge. "It is safe to walk on," she said.',
        [Said("Ana Ruzhova", "direct", ("It is safe to walk on,",))],
    ),
    "a title": (
        'Foreign Minister Ana Ruzhova opened the bridge. "It is safe to walk on," the minister said.',
        [Said("Ana Ruzhova", "direct", ("It is safe to walk on,",))],
    ),
    "the spokeswoman": (
        'The ministry\'s spokeswoman Ana Ruzhova opened the bridge. "It is safe to walk on," the spokeswoman said.',
        [Said("Ana Ruzhova", "direct", ("It is safe to walk on,",))],
    ),
    "an unnamed official and a second one": (
        'A senior official said the bridge was safe. "It is not safe at all," a second official said.',
        [
            Said("senior official", "indirect", ("the bridge was safe",)),
            Said("second official", "direct", ("It is not safe at all,",)),
        ],
    ),
    "two men of one surname": (
        'Jon Bergson met his brother Lars Bergson. "I will pay for the bridge," Lars Bergson said.',
        [Said("Lars Bergson", "direct", ("I will pay for the bridge,",))],
    ),
    "a quotation before its speaker": (
        '"It will never be safe to walk on."\n\nSo said Ana Ruzhova.',
        [Said("Ana Ruzhova", "direct", ("It will never be safe to walk on.",))],
    ),
    "a paragraph that continues the last speaker": (
        '"It is safe to walk on," Ana Ruzhova said.\n\n"We have built it for our children."',
        [
            Said("Ana Ruzhova", "direct", ("It is safe to walk on,",)),
            Said("Ana Ruzhova", "direct", ("We have built it for our children.",)),
        ],
    ),
    "an unnamed speaker after a named one": (
        'Ana Ruzhova opened the bridge. "It is not safe at all," a diplomat said.',
        [Said("diplomat", "direct", ("It is not safe at all,",))],
    ),
    "a speaker with an apposition": (
        'Ana Ruzhova, the mayor of the old town, said the bridge was "safe for all".',
        [Said("Ana Ruzhova", "mixed", ("safe for all",))],
    ),
    "a name beside a common noun": (
        'The mayor of the old town, Ana Ruzhova, said the bridge was "safe for all".',
        [Said("Ana Ruzhova", "mixed", ("safe for all",))],
    ),
    "a speaker after an adjunct that ends with a name": (
        'On the blog Coast Light, Ana Ruzhova, a fellow of the school, argued that the bridge was "safe for all".',
        [Said("Ana Ruzhova", "mixed", ("safe for all",))],
    ),
    "people of whom it is told who met them": (
        'Some of the guests the Coast Post met said they had come to "see the bridge before it falls".',
        [Said("guests", "mixed", ("see the bridge before it falls",))],
    ),
    "a clause before the speaker": (
        'While Jon Berg asks "who will pay", Ana Ruzhova offered a view of her own:\n\nThe bridge will fall in May.',
        [
            Said("Jon Berg", "mixed", ("who will pay",)),
            Said("Ana Ruzhova", "direct", ("The bridge will fall in May.",)),
        ],
    ),
    # What is no statement
    "scare quotes": ('Ana Ruzhova opened the so-called "people\'s bridge".', []),
    "a nickname": ('Jon "the Whale" Berg opened the bridge.', []),
    "the title of a book": ('Ana Ruzhova gave him her novel, "The Bridge of Salt", in Lisbon.', []),
    "the name of a document": ('The ministers signed the "Coast Bridge Declaration" in Lisbon.', []),
    "a term": ('The word "bridge" has six letters.', []),
    # Within, via, addressees
    "somebody's words within somebody's": (
        '"Jon Berg said that the bridge was safe," Ana Ruzhova said.',
        [
            Said("Ana Ruzhova", "direct", ("Jon Berg said that the bridge was safe,",)),
            Said("Jon Berg", "indirect", ("the bridge was safe",), within=0),
        ],
    ),
    "reported speech within reported speech": (
        "Ana Ruzhova said that Jon Berg had announced that the bridge was safe.",
        [
            Said("Ana Ruzhova", "indirect", ("Jon Berg had announced that the bridge was safe",)),
            Said("Jon Berg", "indirect", ("the bridge was safe",), within=0),
        ],
    ),
    "quoted by an agency": (
        "Ana Ruzhova was quoted by Interfax as saying that the bridge was safe.",
        [Said("Ana Ruzhova", "indirect", ("the bridge was safe",), via=("Interfax",))],
    ),
    "quoted by an agency of which much is told": (
        "Ana Ruzhova was quoted by Interfax, the agency that first carried her long interview on the coast, "
        "as saying that the bridge was safe.",
        [Said("Ana Ruzhova", "indirect", ("the bridge was safe",), via=("Interfax",))],
    ),
    "an agency quotes somebody of whom much is told": (
        "Interfax quoted Ana Ruzhova, the mayor of the old town and a builder of bridges for thirty years, "
        "as saying that the bridge was safe.",
        [Said("Ana Ruzhova", "indirect", ("the bridge was safe",), via=("Interfax",))],
    ),
    "as an agency reported": (
        'Ana Ruzhova called the bridge "safe for all", as reported by Interfax.',
        [Said("Ana Ruzhova", "mixed", ("safe for all",), via=("Interfax",))],
    ),
    "as somebody claimed": (
        'Nobody knows whether the bridge is really "safe for all", as claimed by Ana Ruzhova.',
        [Said("Ana Ruzhova", "mixed", ("safe for all",))],
    ),
    "told somebody": (
        "Ana Ruzhova told Jon Berg that the bridge was safe.",
        [Said("Ana Ruzhova", "indirect", ("the bridge was safe",), ("Jon Berg",))],
    ),
    "said to somebody": (
        '"The bridge is safe for all," Ana Ruzhova said to Jon Berg.',
        [Said("Ana Ruzhova", "direct", ("The bridge is safe for all,",), ("Jon Berg",))],
    ),
    "at a meeting with somebody": (
        "At a meeting with Jon Berg, Ana Ruzhova said that the bridge was safe.",
        [Said("Ana Ruzhova", "indirect", ("the bridge was safe",), ("Jon Berg",))],
    ),
    "the medium of a medium stands for nobody who spoke": (
        "According to Interfax, Ana Ruzhova said that the bridge was safe.",
        [Said("Ana Ruzhova", "indirect", ("the bridge was safe",), via=("Interfax",))],
    ),
    "a report of a report, told last": (
        "Dockers have reported that the bridge will fall, according to today's Washington Post.",
        [Said("Dockers", "indirect", ("the bridge will fall",), via=("Washington Post",))],
    ),
    "an attribution and its source, told last": (
        "The bridge will be closed for a year, Ana Ruzhova has reported, according to Interfax.",
        [Said("Ana Ruzhova", "indirect", ("The bridge will be closed for a year",), via=("Interfax",))],
    ),
    "remarks to somebody between speaker and cue": (
        'Ana Ruzhova, in remarks to Jon Berg, said: "The bridge is safe for all."',
        [Said("Ana Ruzhova", "direct", ("The bridge is safe for all.",), ("Jon Berg",))],
    ),
    "what is answered is nobody who listens": (
        'Ana Ruzhova responded to the ruling: "The bridge is safe for all."',
        [Said("Ana Ruzhova", "direct", ("The bridge is safe for all.",))],
    ),
    "a news conference with somebody is not said to him": (
        "At a news conference with Jon Berg, Ana Ruzhova said that the bridge was safe.",
        [Said("Ana Ruzhova", "indirect", ("the bridge was safe",))],
    ),
    "the statement of whoever issued one last": (
        "Ana Ruzhova said in a statement that the bridge was safe. Jon Berg said that it was not. "
        '"It is made of stone," the statement read.',
        [
            Said("Ana Ruzhova", "indirect", ("the bridge was safe",)),
            Said("Jon Berg", "indirect", ("it was not",)),
            Said("Ana Ruzhova", "direct", ("It is made of stone,",)),
        ],
    ),
    "somebody described in marks": (
        'Interfax quoted a "senior builder" as saying: "The bridge is safe for all."',
        [Said("senior builder", "direct", ("The bridge is safe for all.",), via=("Interfax",))],
    ),
    "a letter that goes on": (
        'A letter from Ana Ruzhova says that the bridge is old. "It must be of stone," it said.',
        [
            Said("Ana Ruzhova", "indirect", ("the bridge is old",)),
            Said("Ana Ruzhova", "direct", ("It must be of stone,",)),
        ],
    ),
    "a transcript in marks": (
        '"MS. RUZHOVA: Will the bridge open?\n\n"MR. BERG: It will.\n\n'
        '"MS. RUZHOVA: Who will pay?\n\n"MR. BERG: Nobody will."',
        [
            Said("Ruzhova", "direct", ("Will the bridge open?",)),
            Said("Berg", "direct", ("It will.",)),
            Said("Ruzhova", "direct", ("Who will pay?",)),
            Said("Berg", "direct", ("Nobody will.",)),
        ],
    ),
    "urged somebody": (
        "Ana Ruzhova urged Jon Berg to open the bridge.",
        [Said("Ana Ruzhova", "indirect", ("to open the bridge",), ("Jon Berg",))],
    ),
    "said the next morning": (
        '"The bridge is safe for all," the builder, Ana Ruzhova, said the next morning.',
        [Said("Ana Ruzhova", "direct", ("The bridge is safe for all,",))],
    ),
    "told a paper, after what was told": (
        "The bridge would open in May, Ana Ruzhova told Interfax on Monday.",
        [Said("Ana Ruzhova", "indirect", ("The bridge would open in May",), ("Interfax",))],
    ),
    "an agency reports, citing somebody": (
        "The bridge had closed in January, Interfax reported, citing a senior builder.",
        [Said("senior builder", "indirect", ("The bridge had closed in January",), via=("Interfax",))],
    ),
    "a name and a place under a quotation": (
        '"Roads are for those who have somewhere to go." – Ana Ruzhova, Lisbon\n\nThe bridge is old.',
        [Said("Ana Ruzhova", "direct", ("Roads are for those who have somewhere to go.",))],
    ),
    "one word after a colon": (
        'Ana Ruzhova replied with a single word: "Nonsense."',
        [Said("Ana Ruzhova", "mixed", ("Nonsense.",))],
    ),
    "who a report is by": (
        'The sea will rise, according to a report published on Thursday by Ana Ruzhova. "It is sure," the report says.',
        [
            Said("Ana Ruzhova", "indirect", ("The sea will rise",)),
            Said("Ana Ruzhova", "direct", ("It is sure,",)),
        ],
    ),
    "whoever is introduced right before a quotation": (
        'Jon Berg said that it was late.\n\nAna Ruzhova stood there all day.\n\n"I saw three boats go by that day."',
        [
            Said("Jon Berg", "indirect", ("it was late",)),
            Said("Ana Ruzhova", "direct", ("I saw three boats go by that day.",)),
        ],
    ),
    "answers of an interview": (
        "Ana Ruzhova spoke to our paper.\n\nQ: Is it safe?\n\nA: It is safe.\n\nQ: For all?\n\nA: For all of us.",
        [
            Said("Q", "direct", ("Is it safe?",)),
            Said("Ana Ruzhova", "direct", ("It is safe.",)),
            Said("Q", "direct", ("For all?",)),
            Said("Ana Ruzhova", "direct", ("For all of us.",)),
        ],
    ),
    "a view that somebody had": (
        "But Ana Ruzhova had another view:\n\nThe bridge is old and must be of stone.\n\nThe town has two lanes.",
        [Said("Ana Ruzhova", "direct", ("The bridge is old and must be of stone.",))],
    ),
    "small states have memories": (
        "Ana Ruzhova said small states had the longest memories.",
        [Said("Ana Ruzhova", "indirect", ("small states had the longest memories",))],
    ),
    "a verb of the present between a name and its object": (
        "Ana Ruzhova doubts his statement:\n\nThe bridge is old and must go.\n\nThe town has two lanes.",
        [Said("Ana Ruzhova", "direct", ("The bridge is old and must go.",))],
    ),
    "told a news conference": (
        "Ana Ruzhova told a news conference that the bridge was old.",
        [Said("Ana Ruzhova", "indirect", ("the bridge was old",))],
    ),
    "a name with its state beside a noun": (
        "The mediator, Oman's Salim Busaidi, said that both had been polite.",
        [Said("Salim Busaidi", "indirect", ("both had been polite",))],
    ),
    "quoted words at the head of a long reported clause": (
        'The town is "deeply concerned" by the closing of both of its bridges, Ana Ruzhova, a builder, said.',
        [Said("Ana Ruzhova", "mixed", ("deeply concerned",))],
    ),
    "warning shots": ("The firing of warning shots went on.", []),
    "the condition of anonymity": ("Two builders briefed the press on condition of anonymity.", []),
    "the name of a programme, with a comma in its marks": (
        'On "Face the Coast," Ana Ruzhova said that the bridge was old.',
        [Said("Ana Ruzhova", "indirect", ("the bridge was old",))],
    ),
}

HEADLINES: dict[str, tuple[str, list[Said]]] = {
    "a name and a colon": (
        "Ruzhova: bridge will open in May",
        [Said("Ana Ruzhova", "indirect", ("bridge will open in May",))],
    ),
    "words in marks within a headline": (
        'Ruzhova: bridge is a "monument" to all builders',
        [Said("Ana Ruzhova", "indirect", ('bridge is a "monument" to all builders',))],
    ),
    "a name, to a name": (
        "Ruzhova to Berg: bridge will open in May",
        [Said("Ana Ruzhova", "indirect", ("bridge will open in May",), ("Jon Berg",))],
    ),
    "the name after a dash": (
        "Bridge will open to all in May - Ruzhova",
        [Said("Ana Ruzhova", "indirect", ("Bridge will open to all in May",))],
    ),
    "the name after a colon": (
        "Bridge will open to all in May: Ruzhova",
        [Said("Ana Ruzhova", "indirect", ("Bridge will open to all in May",))],
    ),
    "a verb of saying in a headline": (
        "Ruzhova says bridge will open in May",
        [Said("Ana Ruzhova", "indirect", ("bridge will open in May",))],
    ),
    "a headline that tells somebody": (
        "Ruzhova tells Berg: bridge will open in May",
        [Said("Ana Ruzhova", "indirect", ("bridge will open in May",), ("Jon Berg",))],
    ),
    "on a matter": (
        "Ruzhova on the coast talks: bridge will open in May",
        [Said("Ana Ruzhova", "indirect", ("bridge will open in May",))],
    ),
    "a topic": ("Norway: Public Anger Over Bridge Toll", []),
}
BODY = "Ana Ruzhova, the mayor, met Jon Berg in the old town on Friday."


@cache
def engine() -> Engine:
    return load_engine()


def statements(text: str, title: str | None = None, *, with_engine: bool) -> list[Said]:
    """What the report says was said, its statements numbered from 0."""
    whole = f"{title}\n\n{text}" if title else text
    reading = Reading(Report("a-report", "r1", title, date(2024, 5, 14), None, None, "en", (), whole))
    found = extract(resolve(analyse(reading, engine()) if with_engine else lay_out(reading)))
    name = {actor.id: actor.name for actor in found.actors}
    number = {one.id: place for place, one in enumerate(found.statements)}
    return [
        Said(
            " + ".join(name[i] for i in one.speakers) or None,
            one.form,
            tuple(span.of(whole) for span in one.spans),
            tuple(name[i] for i in one.to),
            tuple(name[i] for i in one.via),
            number[one.within] if one.within else None,
        )
        for one in found.statements
    ]


@pytest.mark.parametrize("phenomenon", PHENOMENA)
def test_by_the_rules(phenomenon: str):
    text, told = PHENOMENA[phenomenon]
    assert statements(text, with_engine=False) == told


@pytest.mark.parametrize("phenomenon", HEADLINES)
def test_in_a_headline_by_the_rules(phenomenon: str):
    title, told = HEADLINES[phenomenon]
    assert statements(BODY, title, with_engine=False) == told


@pytest.mark.slow
@pytest.mark.parametrize("phenomenon", PHENOMENA)
def test_with_the_engine(phenomenon: str):
    text, told = PHENOMENA[phenomenon]
    assert statements(text, with_engine=True) == told


@pytest.mark.slow
@pytest.mark.parametrize("phenomenon", HEADLINES)
def test_in_a_headline_with_the_engine(phenomenon: str):
    title, told = HEADLINES[phenomenon]
    assert statements(BODY, title, with_engine=True) == told


FRONT = " ".join(["It rained all day in the old town by the sea."] * 10) + "\n\n"
"""Says nothing, names nobody; as long as a passage of several short paragraphs, so that it is one of its own."""


def shift(one: Statement, by: int) -> Statement:
    """The statement as it would stand *by* characters further on."""
    cue = one.cue.shifted(by) if one.cue else None
    spans, clause = (tuple(span.shifted(by) for span in spans) for spans in (one.spans, one.clause))
    return replace(one, spans=spans, cue=cue, clause=clause)


def find(text: str, *, with_engine: bool) -> tuple[Statement, ...]:
    reading = Reading(Report("a-report", "r1", None, date(2024, 5, 14), None, None, "en", (), text))
    return extract(resolve(analyse(reading, engine()) if with_engine else lay_out(reading))).statements


@pytest.mark.slow
@pytest.mark.parametrize("phenomenon", PHENOMENA)
def test_with_the_engine_a_full_passage_put_in_front_shifts_and_changes_nothing_else(phenomenon: str):
    text = "The town has a bridge of stone.\n\n" + PHENOMENA[phenomenon][0]
    shifted = tuple(shift(one, len(FRONT)) for one in find(text, with_engine=True))
    assert find(FRONT + text, with_engine=True) == shifted


@pytest.mark.slow
@settings(max_examples=20)
@given(st.lists(st.sampled_from([text for text, _ in PHENOMENA.values()]), min_size=2, max_size=4))
def test_with_the_engine_spans_lie_in_the_text_in_order_and_join_to_the_statements_text(texts: list[str]):
    text = "\n\n".join(texts)
    for one in find(text, with_engine=True):
        assert one.text == "\n\n".join(span.of(text) for span in one.spans)
        assert all(a.end <= b.start for a, b in pairwise(one.spans))
        assert all(0 <= span.start < span.end <= len(text) for span in one.spans)
