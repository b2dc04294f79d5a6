from __future__ import annotations

import msgspec

from resolve.resolved import mention, words_of
from verbale.analyse import lay_out
from verbale.analyse.analysis import Name, NameKind
from verbale.read.reading import Reading
from verbale.resolve import resolve
from verbale.resolve.resolution import Resolution
from verbale.spans import Span
from written import find, write_report


def read(text: str, *names: tuple[str, NameKind, float]) -> Resolution:
    laid_out = lay_out(Reading(report=write_report(text, title=None), warnings=()))
    read_names = tuple(Name(find(text, words), kind, score) for words, kind, score in names)
    return resolve(msgspec.structs.replace(laid_out, names=read_names))


def test_a_name_that_no_rule_found_becomes_a_mention() -> None:
    said = read("The toymakers objected.", ("toymakers", "group", 0.9))
    assert words_of(said) == ["toymakers"]
    assert mention(said, "toymakers").score <= 0.9


def test_a_person_told_by_the_reader_is_a_person() -> None:
    said = read("They knew Quill Zadeh Orrin well.", ("Quill Zadeh Orrin", "person", 0.9))
    (actor,) = mention(said, "Quill Zadeh Orrin").actors
    assert said.actor(actor).kind == "person"


def test_a_name_that_a_rule_found_is_found_once() -> None:
    said = read("Iranian envoy Reza Darvishian left.", ("Reza Darvishian", "person", 0.9), ("Iranian", "state", 0.9))
    assert words_of(said) == ["Reza Darvishian"]


def test_an_unsure_name_is_left_out() -> None:
    assert words_of(read("The toymakers objected.", ("toymakers", "group", 0.2))) == []


def test_what_the_rules_took_for_a_thing_is_a_person_by_the_reader() -> None:
    said = read("They knew Quill Dam well.", ("Quill Dam", "person", 0.9))
    (actor,) = mention(said, "Quill Dam").actors
    assert said.actor(actor).kind == "person"


def test_a_surname_of_the_report_is_no_place() -> None:
    text = "Quill Zadeh spoke.\n\nZadeh: we welcome all."
    laid_out = lay_out(Reading(report=write_report(text, title=None), warnings=()))
    at = text.index("Zadeh:")
    names = (Name(find(text, "Quill Zadeh"), "person", 0.9), Name(Span(at, at + 5), "place", 0.9))
    said = resolve(msgspec.structs.replace(laid_out, names=names))
    assert said.places == ()
    assert {actor for one in said.mentions for actor in one.actors} == set(mention(said, "Quill Zadeh").actors)
