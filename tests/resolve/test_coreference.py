from __future__ import annotations

from datetime import date

import pytest

from resolve.resolved import actors_of, mention, names_of, resolve_text


def test_he_and_she_are_told_by_given_name() -> None:
    said = resolve_text("Anna Velten met Peter Rohde. He thanked her. She left.")
    assert names_of(said, "He") == ["Peter Rohde"]
    assert names_of(said, "her") == ["Anna Velten"]
    assert names_of(said, "She") == ["Anna Velten"]


def test_she_is_told_by_a_title() -> None:
    said = resolve_text("Spokeswoman Jaana Lill met Kai Tamm in Tallinn. She said nothing.")
    assert names_of(said, "She") == ["Jaana Lill"]


def test_he_is_rather_the_subject_of_the_sentence_before() -> None:
    said = resolve_text("Peter Rohde met Carl Anders in Bern. He said the talks had begun.")
    assert names_of(said, "He") == ["Peter Rohde"]


def test_him_is_not_the_subject_of_its_own_clause() -> None:
    said = resolve_text("Peter Rohde met Carl Anders. Rohde told him the truth.")
    assert names_of(said, "him") == ["Carl Anders"]


def test_a_long_quotation_does_not_part_a_speaker_from_he() -> None:
    quote = " ".join(f"We have waited for {n} years." for n in range(2, 12))
    said = resolve_text(f'Peter Rohde arrived in Bern. "{quote}" he said.')
    assert names_of(said, "he") == ["Peter Rohde"]


def test_somebody_named_in_a_quotation_is_not_he_outside_it() -> None:
    said = resolve_text('"I spoke to Carl Anders," said Peter Rohde. He left.')
    assert names_of(said, "He") == ["Peter Rohde"]


def test_the_speakers_of_a_scene_are_left_open() -> None:
    said = resolve_text('"We will go and I hope you come," said Peter Rohde.')
    assert [mention(said, one).actors for one in ("We", "I", "you")] == [(), (), ()]


def test_they_are_those_who_were_named_together() -> None:
    said = resolve_text("Anna Velten and Peter Rohde met in Bern. They agreed to meet again.")
    assert names_of(said, "They") == ["Anna Velten", "Peter Rohde"]


def test_they_are_those_who_met() -> None:
    said = resolve_text("Anna Velten met Peter Rohde in Bern. They discussed trade.")
    assert names_of(said, "They") == ["Anna Velten", "Peter Rohde"]


def test_it_is_a_state_or_body() -> None:
    said = resolve_text("Norway met Peter Rohde. It said the offer stood.")
    assert names_of(said, "It") == ["Norway"]


def test_who_is_the_one_before() -> None:
    said = resolve_text("The talks were led by Anna Velten, who arrived late.")
    assert names_of(said, "who") == ["Anna Velten"]


def test_a_title_goes_back_to_its_holder_in_the_report() -> None:
    said = resolve_text(
        "Iranian Foreign Minister Reza Darvishian met Qatari Prime Minister Nasser Al Mirqab. "
        "The foreign minister spoke first. The Qatari prime minister thanked him."
    )
    assert names_of(said, "foreign minister") == ["Reza Darvishian"]
    assert names_of(said, "Qatari prime minister") == ["Nasser Al Mirqab"]


def test_a_spokeswoman_is_the_one_who_was_named() -> None:
    said = resolve_text("Foreign ministry spokeswoman Jaana Lill arrived. The spokeswoman said nothing.")
    assert names_of(said, "spokeswoman") == ["Jaana Lill"]


def test_a_longer_title_is_not_a_shorter_one() -> None:
    said = resolve_text("Deputy Foreign Minister Karl Ness met Foreign Minister Ole Lund. The foreign minister left.")
    assert names_of(said, "foreign minister") == ["Ole Lund"]


def test_an_office_with_a_state_is_its_holder_of_the_day() -> None:
    said = resolve_text("The French president spoke.", published=date(2019, 3, 4))
    (person,) = actors_of(said, "French president")
    assert (person.name, person.office_basis) == ("Emmanuel Macron", "table")


def test_an_indefinite_office_is_nobody_in_particular() -> None:
    (person,) = actors_of(
        resolve_text("A French president once said so.", published=date(2019, 3, 4)), "French president"
    )
    assert person.kind == "unnamed"


def test_the_two_leaders_are_the_heads_who_were_named_last() -> None:
    said = resolve_text(
        "President of Chad Omar Djibrine met President of Togo Kossi Amegah and Togolese General Yao Dosseh. "
        "The two leaders signed a treaty."
    )
    assert names_of(said, "leaders") == ["Omar Djibrine", "Kossi Amegah"]


def test_both_sides_are_the_two_states() -> None:
    said = resolve_text("Armenia met Georgia on Monday. Both sides agreed.")
    assert names_of(said, "sides") == ["Armenia", "Georgia"]


def test_the_side_of_a_state_is_the_state() -> None:
    assert [one.id for one in actors_of(resolve_text("The Ukrainian side agreed."), "Ukrainian side")] == ["UKR"]


def test_his_country_is_the_state_that_he_acts_for() -> None:
    said = resolve_text("Guyanese President Mohan Ramlall said his country would not yield.")
    assert [one.id for one in actors_of(said, "country")] == ["GUY"]


def test_states_that_are_not_both_keep_their_words() -> None:
    said = resolve_text("Estonia and Poland met. The Baltic states agreed.")
    assert names_of(said, "Baltic states") == ["Baltic states"]


def test_the_court_is_the_one_that_was_named() -> None:
    said = resolve_text("The Supreme Court of Malta ruled on Monday. The court found no fault.")
    assert names_of(said, "court") == ["Supreme Court of Malta"]


def test_foreign_ministers_of_several_states_are_one_each() -> None:
    said = resolve_text("The presidents of Chad and Togo met. Chadian President Omar Djibrine spoke.")
    assert names_of(said, "presidents of Chad") == ["Omar Djibrine"]
    assert mention(said, "Togo").kind == "title"
    assert [one.state for one in actors_of(said, "Togo")] == ["TGO"]


def test_on_a_government_s_own_page_the_president_is_its_own() -> None:
    said = resolve_text(
        "President Marta Soler met Togolese President Kossi Amegah. The President thanked him.",
        publisher="Office of the President of Andorra",
    )
    assert names_of(said, "President") == ["Marta Soler"]


def test_on_his_part_is_of_the_one_named_after_the_comma() -> None:
    said = resolve_text("Peter Rohde spoke in Bern. On his part, Carl Anders agreed.")
    assert names_of(said, "his") == ["Carl Anders"]


def test_the_president_of_a_body_is_not_the_president_of_a_state() -> None:
    said = resolve_text("Togolese President Kossi Amegah arrived. He met the UEFA president.")
    assert names_of(said, "UEFA president") == ["UEFA president"]


def test_a_counterpart_holds_the_same_office_elsewhere() -> None:
    said = resolve_text(
        "Peruvian Foreign Minister Luis Arana and Chilean Foreign Minister Ana Rojas met. "
        "Arana thanked his counterpart."
    )
    assert names_of(said, "counterpart") == ["Ana Rojas"]


def test_both_sides_are_the_states_that_the_report_is_about() -> None:
    said = resolve_text(
        "Armenia and Georgia signed a treaty. Armenia praised Georgia. Norway had helped. Both sides left."
    )
    assert names_of(said, "sides") == ["Armenia", "Georgia"]


def test_the_ministers_are_all_who_were_named() -> None:
    said = resolve_text(
        "Foreign Minister of Chad Omar Djibrine, Foreign Minister of Togo Kossi Amegah and Foreign Minister of Ghana "
        "Ama Boateng met. The foreign ministers agreed."
    )
    assert names_of(said, "foreign ministers") == ["Omar Djibrine", "Kossi Amegah", "Ama Boateng"]


def test_a_given_name_that_misleads_gives_way_where_nobody_else_was_named() -> None:
    said = resolve_text("Chris Lewan works for a group of the coast. She told the town that the bridge was safe.")
    assert names_of(said, "She") == ["Chris Lewan"]


def test_his_before_a_noun_is_a_mention_of_its_own() -> None:
    said = resolve_text("Peter Rohde was arrested at his school in Bern.")
    assert names_of(said, "his") == ["Peter Rohde"]


def test_somebody_with_a_name_is_rather_meant_than_a_relative_without() -> None:
    said = resolve_text("Anna Velten wrote to her mother. She had waited for years.")
    assert names_of(said, "She") == ["Anna Velten"]


def test_his_father_is_not_he() -> None:
    said = resolve_text("The father, Anders Rohde, spoke in Bern. His father said nothing.")
    assert names_of(said, "His") == ["Anders Rohde"]
    assert [one.kind for one in said.mentions if one.span.of(said.text) == "father"] == ["description"]


def test_a_child_is_told_by_other_words_for_the_young() -> None:
    said = resolve_text(
        "Peter Rohde and Anna Velten mourned their child, Greta. The baby had been ill. Rohde said his daughter died."
    )
    assert names_of(said, "baby") == ["Greta"]
    assert names_of(said, "daughter") == ["Greta"]


def test_what_somebody_is_sent_to_is_no_part_of_who_that_is() -> None:
    said = resolve_text("They sent the child to a doctor in Bern.")
    assert mention(said, "child").span.of(said.text) == "child"


def test_the_couple_and_their_surname_in_the_plural_are_both() -> None:
    said = resolve_text(
        "Peter Rohde, 42, and his wife Anna Rohde, 36, left Bern. The couple said nothing. Police met the Rohdes."
    )
    assert names_of(said, "couple") == ["Peter Rohde", "Anna Rohde"]
    assert names_of(said, "Rohdes") == ["Peter Rohde", "Anna Rohde"]


def test_a_title_after_a_name_may_go_on_to_the_comma() -> None:
    said = resolve_text("Anna Velten, director of the gallery, spoke in Bern. The director thanked the town.")
    assert names_of(said, "director thanked"[:8]) == ["Anna Velten"]


def test_whom_she_meant_he_does_not_mean_later() -> None:
    said = resolve_text("Minister Quilla Ondar met Premier Zade Orrin. She spoke first. He said nothing.")
    assert names_of(said, "She") == ["Quilla Ondar"]
    assert names_of(said, "He") == ["Zade Orrin"]


def test_she_is_told_by_the_ending_of_a_surname() -> None:
    said = resolve_text("Peter Rohde met Quilla Ondarova. She said nothing.")
    assert names_of(said, "She") == ["Quilla Ondarova"]


def test_in_her_speech_is_of_the_one_named_after_the_comma() -> None:
    said = resolve_text("Berta Rohde left. In her opening speech on Monday, Anna Velten thanked them.")
    assert names_of(said, "her") == ["Anna Velten"]


def test_it_is_the_state_that_a_noun_before_it_describes() -> None:
    said = resolve_text("Israel's closest ally, the United States, was displeased. It urged Israel to wait.")
    assert names_of(said, "It") == ["United States"]


def test_they_who_discussed_are_people_rather_than_states() -> None:
    said = resolve_text(
        "President Ana Ruz met President Jon Berg. Ruz noted the bond between Kenya and Ghana. She praised the talks of"
        " Kenya and Ghana on trade. They also discussed the sea."
    )
    assert set(names_of(said, "They")) == {"Ana Ruz", "Jon Berg"}


@pytest.mark.parametrize("words", ["all", "various"])
def test_sides_of_whatever_number_are_no_two_of_the_report(words: str) -> None:
    said = resolve_text(f"Chad and Niger met. Ghana called on {words} sides to wait.")
    assert names_of(said, "sides") == ["sides"]


def test_the_kingdom_is_one_that_has_a_king() -> None:
    said = resolve_text("Saudi Arabia and Oman met in Muscat. Oman thanked the kingdom.")
    assert names_of(said, "kingdom") == ["Saudi Arabia"]


def test_the_leaders_are_those_of_the_body_that_was_named() -> None:
    text = "Leaders of the African Union met on Monday. Chad was absent. In a statement the leaders condemned Chad."
    assert names_of(resolve_text(text), "leaders") == ["Leaders of the African Union"]
