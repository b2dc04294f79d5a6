from __future__ import annotations

from itertools import pairwise

import pytest

from resolve.resolved import actors_of, mention, names_of, resolve_text, words_of


@pytest.mark.parametrize(
    ("text", "words", "kind", "state", "sector"),
    [
        ("Two Turkish soldiers were wounded.", "Turkish soldiers", "group", "TUR", "MIL"),
        ("The Polish health ministry replied.", "Polish health ministry", "organisation", "POL", "GOV"),
        ("A senior U.S. official spoke.", "senior U.S. official", "unnamed", "USA", "GOV"),
        ("A court in Tunis ruled on Monday.", "court in Tunis", "organisation", "TUN", "JUD"),
        ("The government of Peru resigned.", "government of Peru", "organisation", "PER", "GOV"),
        ("Hamas fighters withdrew.", "Hamas fighters", "group", "PSE", "REB"),
        ("The Iranian chess federation protested.", "Iranian chess federation", "organisation", "IRN", "SOC"),
        ("Hundreds of Georgian protesters marched.", "Georgian protesters", "group", "GEO", "CVL"),
        ("Detained Cuban activists were freed.", "Detained Cuban activists", "group", "CUB", "CVL"),
    ],
)
def test_a_noun_phrase_has_the_state_kind_and_sector_of_its_words(
    text: str, words: str, kind: str, state: str, sector: str
) -> None:
    (actor,) = actors_of(resolve_text(text), words)
    assert (actor.kind, actor.state, actor.sector) == (kind, state, (sector,))


def test_an_unnamed_official_is_nobody_who_was_named() -> None:
    said = resolve_text("Jamaican envoy Delroy Whitlam left. A senior official said nothing was agreed.")
    (actor,) = actors_of(said, "senior official")
    assert actor.kind == "unnamed"
    assert actor.name == "senior official"


def test_media_keep_their_words() -> None:
    (actor,) = actors_of(resolve_text("Azerbaijani media reported the visit."), "Azerbaijani media")
    assert (actor.kind, actor.name) == ("media", "Azerbaijani media")


def test_an_adjective_before_another_noun_carries_its_state() -> None:
    said = resolve_text("Israeli airstrikes went on.")
    assert mention(said, "Israeli").kind == "adjective"
    assert [one.id for one in actors_of(said, "Israeli")] == ["ISR"]


def test_adjectives_that_share_a_noun_are_two_actors() -> None:
    said = resolve_text("Russian and Ukrainian negotiators met.")
    assert [one.state for one in actors_of(said, "Russian")] == ["RUS"]
    assert names_of(said, "Russian") == ["Russian negotiators"]
    assert [one.state for one in actors_of(said, "Ukrainian negotiators")] == ["UKR"]


def test_a_participle_after_a_noun_is_a_verb() -> None:
    assert words_of(resolve_text("The Syrian government accused militants.")) == ["Syrian government", "militants"]


def test_a_noun_that_only_describes_the_next_one_counts_little() -> None:
    said = resolve_text("The border dispute and the army modernisation went on.")
    assert all(one.score < 0.5 for one in said.mentions)


def test_a_president_s_leadership_is_the_president() -> None:
    assert words_of(resolve_text("They praised President Aldo Ferrante's leadership.")) == ["They", "Aldo Ferrante"]


def test_a_backed_group_is_not_of_its_backer() -> None:
    (actor,) = actors_of(resolve_text("Iranian-backed rebels attacked."), "Iranian-backed rebels")
    assert actor.state != "IRN"


def test_two_states_joined_by_a_hyphen_are_two() -> None:
    said = resolve_text("Armenia-Azerbaijan relations improved.")
    assert words_of(said) == ["Armenia", "Azerbaijan"]


def test_letters_stand_for_the_body_named_before() -> None:
    said = resolve_text("The Northern Peace Foundation (NPF) was founded in 1990. NPF said it would stay.")
    assert names_of(said, "NPF", nth=1) == names_of(said, "Northern Peace Foundation")


def test_a_newspaper_s_name_before_a_noun_is_an_adjective() -> None:
    (actor,) = actors_of(resolve_text("The Australian government objected."), "Australian government")
    assert actor.state == "AUS"


def test_people_without_a_state_are_of_the_place_where_they_are() -> None:
    (actor,) = actors_of(resolve_text("Police in Madrid arrested three people."), "Police")
    assert actor.state == "ESP"


def test_people_of_no_single_state_get_none() -> None:
    (actor,) = actors_of(resolve_text("Western officials met in Kyiv, Ukraine."), "Western officials")
    assert actor.state is None


def test_a_company_or_medium_acts_for_a_state_only_if_it_is_the_state_s() -> None:
    said = resolve_text("Gazprom cut supplies. Microsoft objected. TASS was banned. Reuters was fined.")
    states = [actors_of(said, words)[0].state for words in ("Gazprom", "Microsoft", "TASS", "Reuters")]
    assert states == ["RUS", None, "RUS", None]


def test_mentions_do_not_stand_within_each_other_and_are_in_order() -> None:
    said = resolve_text(
        "The head of the U.N. mission in Mali, Elena Sorokina, met Malian Defence Minister Issa Kone. "
        "Two French soldiers watched."
    )
    assert all(one.span.end <= other.span.start for one, other in pairwise(said.mentions))


def test_every_actor_s_mentions_are_words_of_the_text() -> None:
    said = resolve_text("France and Germany agreed. The two countries signed. They left.")
    for actor in said.actors:
        assert all(span.of(said.text) for span in actor.mentions)


def test_a_body_of_the_tables_has_its_letters_written_out() -> None:
    said = resolve_text("The US State Department objected.")
    assert names_of(said, "US State Department") == ["United States Department of State"]


def test_a_tag_of_a_state_is_the_state() -> None:
    said = resolve_text("#Norway thanked #FreePeru and #PERU.")
    assert [one.id for one in actors_of(said, "Norway") + actors_of(said, "PERU")] == ["NOR", "PER"]


def test_a_border_of_two_states_is_neither() -> None:
    said = resolve_text("Officials spoke of a Norwegian-Swedish border agreement.")
    assert [one.id for one in actors_of(said, "Norwegian")] == ["NOR"]


@pytest.mark.parametrize("words", ["South America", "Latin America"])
def test_a_part_of_the_world_is_not_the_united_states(words: str) -> None:
    assert all(one.id != "USA" for one in resolve_text(f"Governments in {words} complained.").actors)


def test_a_national_security_council_is_not_that_of_the_united_nations() -> None:
    said = resolve_text("National Security Council spokesperson Jane Roe said that the United States agreed.")
    (roe,) = actors_of(said, "Jane Roe")
    assert roe.state == "USA"


def test_the_agency_is_that_of_the_united_nations_that_was_named() -> None:
    said = resolve_text("UNHCR appealed for help. The agency said that it was late.")
    assert actors_of(said, "agency") == actors_of(said, "UNHCR")


def test_ones_own_people_are_people() -> None:
    said = resolve_text("Norway moved against its own people.")
    assert [(one.name, one.state) for one in actors_of(said, "own people")] == [("people", "NOR")]


def test_the_troops_of_his_country_are_named_for_the_state() -> None:
    said = resolve_text("Rwandan envoy Jan Roe denied it. His country's troops had left, he said.")
    (troops,) = actors_of(said, "country's troops")
    assert (troops.name, troops.state) == ("Rwanda's troops", "RWA")


def test_the_two_countries_are_those_that_the_report_is_about() -> None:
    text = (
        "Kenya accused Belarus. Belarus denied it, and Kenya told Belarus so."
        " Kenya told Ethiopia and Uganda. The two countries opened embassies in 2023."
    )
    assert names_of(resolve_text(text), "countries") == ["Kenya", "Belarus"]


def test_a_verb_before_a_number_is_no_part_of_whom_it_is_done_to() -> None:
    said = resolve_text("Police in Lima fired tear gas and arrested 12 people.")
    assert "people" in words_of(said)


def test_the_medium_that_publishes_a_report_is_no_other_body() -> None:
    said = resolve_text("Astrid Holm spoke with Horn Quarterly in Lima.", publisher="Horn Quarterly")
    (medium,) = actors_of(said, "Horn Quarterly")
    assert medium.kind == "media"
