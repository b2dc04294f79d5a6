"""Names that a report introduces, and words beside names: who is meant by them."""

from __future__ import annotations

from resolve.resolved import actors_of, names_of, resolve_text, words_of


def test_a_surname_that_a_given_name_introduces_is_no_armed_group() -> None:
    text = '"We will not sign," said Jane Wagner, a spokeswoman. On Tuesday Wagner left for Rome.'
    resolution = resolve_text(text)
    assert names_of(resolution, "Wagner") == ["Jane Wagner"]


def test_the_armed_group_of_the_same_name_stays_one_where_nobody_has_it() -> None:
    resolution = resolve_text("Wagner said that its men were leaving Mali.")
    assert names_of(resolution, "Wagner") == ["Wagner Group"]


def test_a_preposition_with_a_capital_before_a_name_is_a_given_name() -> None:
    resolution = resolve_text('"The bill is fair," said Per Holmstad, a lawyer. Farmers met Per Holmstad in Oslo.')
    assert names_of(resolution, "Per Holmstad") == ["Per Holmstad"]


def test_a_name_in_capitals_is_told_in_ordinary_case_without_its_title() -> None:
    resolution = resolve_text("MS OKORADE: The talks have failed.\n\nMR JOHN O'LEERY: They have not.")
    assert names_of(resolution, "OKORADE") == ["Okorade"]
    assert names_of(resolution, "JOHN O'LEERY") == ["John O'Leery"]


def test_a_noun_that_is_an_adjective_before_another_is_hardly_anybody() -> None:
    resolution = resolve_text("The president gave her first national address on Friday.")
    assert all(one.score < 0.3 for one in resolution.mentions if "national" in one.span.of(resolution.text))


def test_the_verb_of_several_is_no_part_of_their_name() -> None:
    resolution = resolve_text("Coalition authorities report that three soldiers died in Mali.")
    assert "Coalition authorities" in words_of(resolution)
    assert "report" not in words_of(resolution)


def test_letters_that_a_report_introduces_are_the_body_it_names() -> None:
    text = "The National Telecommunications Commission (NTC) of Brazil fined a bank. The NTC called it a warning."
    resolution = resolve_text(text)
    (body,) = actors_of(resolution, "NTC", nth=1)
    assert (body.name, body.state) == ("National Telecommunications Commission", "BRA")


def test_letters_of_the_body_that_the_tables_mean_stay_theirs() -> None:
    resolution = resolve_text("The International Atomic Energy Agency (IAEA) met. The IAEA called for calm.")
    assert [one.state for one in actors_of(resolution, "IAEA", nth=1)] == ["IAEA"]


def test_an_agency_without_another_word_is_of_no_state() -> None:
    resolution = resolve_text("The Agency said that aid had reached Myanmar. Myanmar thanked donors.")
    assert [one.state for one in actors_of(resolution, "Agency")] == [None]


def test_the_head_of_something_wider_is_not_of_the_state_that_the_report_is_about() -> None:
    resolution = resolve_text("Ukraine withdrew its team. The head of European football regretted it. Ukraine did not.")
    assert [one.state for one in actors_of(resolution, "head")] == [None]


def test_what_a_state_has_is_of_that_state() -> None:
    resolution = resolve_text("Sudan closed its border. Its villages were shelled.")
    assert [one.state for one in actors_of(resolution, "villages")] == ["SDN"]


def test_of_two_courts_the_court_is_the_one_named_last() -> None:
    text = "The High Court in Nairobi freed him. The Supreme Court of Uganda ordered a count. The court gave no reason."
    resolution = resolve_text(text)
    assert [one.state for one in actors_of(resolution, "court")] == ["UGA"]


def test_letters_in_brackets_have_the_name_that_they_are_short_for() -> None:
    said = resolve_text("The Mothers Against Mud Baths (MAMB) marched. Then MAMB left.")
    assert [one.name for one in actors_of(said, "MAMB", nth=1)] == ["Mothers Against Mud Baths"]
