from __future__ import annotations

from datetime import date

import pytest

from resolve.resolved import actors_of, mention, names_of, resolve_text, words_of


def test_a_person_is_the_name_alone_and_the_title_is_around_it() -> None:
    said = resolve_text("Iranian Foreign Minister Reza Darvishian arrived on Monday.")
    found = mention(said, "Reza Darvishian")
    assert found.kind == "name"
    assert found.wide.of(said.text) == "Iranian Foreign Minister Reza Darvishian"


@pytest.mark.parametrize(
    "text",
    [
        "Iranian Foreign Minister Reza Darvishian arrived.",
        "Iran's foreign minister, Reza Darvishian, arrived.",
        "The Iranian foreign minister, Reza Darvishian, arrived.",
        "Reza Darvishian, Iran's foreign minister, arrived.",
        "Reza Darvishian, 54, the foreign minister of Iran, arrived.",
        "Foreign Minister of Iran Reza Darvishian arrived.",
        "Foreign Minister of the Islamic Republic of Iran Reza Darvishian arrived.",
        "Reza Darvishian of Iran arrived.",
    ],
)
def test_the_state_is_told_by_the_title(text: str) -> None:
    (person,) = actors_of(resolve_text(text), "Reza Darvishian")
    assert (person.kind, person.state) == ("person", "IRN")


def test_an_office_that_no_table_knows_is_taken_from_the_text() -> None:
    (person,) = actors_of(resolve_text("Iran's foreign minister, Reza Darvishian, arrived."), "Reza Darvishian")
    assert person.id == "x:reza-darvishian@irn"
    assert (person.office, person.office_basis) == ("Foreign Minister of Iran", "text")
    assert person.sector == ("GOV",)


def test_an_office_of_the_tables_is_the_one_held_on_the_day() -> None:
    said = resolve_text("Emmanuel Macron met reporters in Paris, France.", published=date(2019, 3, 4))
    (person,) = actors_of(said, "Emmanuel Macron")
    assert person.id == "Q3052772"
    assert (person.state, person.office, person.office_basis) == ("FRA", "President of France", "table")


def test_somebody_who_left_office_has_none() -> None:
    said = resolve_text("Former French President François Hollande met reporters.", published=date(2019, 3, 4))
    (person,) = actors_of(said, "François Hollande")
    assert (person.id, person.office, person.office_basis) == ("Q157", None, None)


def test_where_table_and_text_disagree_on_the_office_the_text_wins() -> None:
    said = resolve_text("French Defence Minister Emmanuel Macron met reporters.", published=date(2019, 3, 4))
    (person,) = actors_of(said, "Emmanuel Macron")
    assert (person.office, person.office_basis) == ("Defence Minister of France", "text")


def test_a_namesake_of_another_state_is_somebody_else() -> None:
    said = resolve_text("Kenyan lawmaker Emmanuel Macron met reporters.", published=date(2019, 3, 4))
    (person,) = actors_of(said, "Emmanuel Macron")
    assert (person.id, person.state) == ("x:emmanuel-macron@ken", "KEN")


def test_a_surname_goes_with_the_full_name_even_before_it() -> None:
    said = resolve_text(
        "Darvishian warns of delay\n\nIranian envoy Reza Darvishian spoke. Darvishian left.",
        title="Darvishian warns of delay",
    )
    assert names_of(said, "Darvishian") == names_of(said, "Darvishian", nth=1) == ["Reza Darvishian"]


def test_two_people_of_one_surname_stay_apart() -> None:
    said = resolve_text(
        "Finnish Minister Anna Korpela met Estonian General Peter Korpela. "
        "General Korpela spoke first. Mrs Korpela thanked him."
    )
    assert names_of(said, "Korpela") == ["Peter Korpela"]
    assert names_of(said, "Korpela", nth=1) == ["Anna Korpela"]


@pytest.mark.parametrize(
    "name",
    [
        "Hamad bin Yusuf al-Rashidi",
        "Ursula van der Hoek",
        "Kwon Ji-woo",
        "Abdel Rahman el-Nadry",
        "María José Quiñones",
        "J.R. Whitcombe",
        "Owen T. Larkspur, Jr.",
    ],
)
def test_names_are_taken_whole(name: str) -> None:
    assert name in words_of(resolve_text(f"The envoys met Mr. {name} on Monday."))


def test_a_name_that_is_a_place_elsewhere_is_a_person_here() -> None:
    said = resolve_text("Turkish envoy Kemal Oran spoke. Oran later left for Algeria.")
    assert names_of(said, "Oran") == ["Kemal Oran"]


def test_a_name_that_begins_like_a_state_is_a_person() -> None:
    assert "Israel Brandt" in words_of(resolve_text("Mr Israel Brandt said he would go."))


def test_a_title_in_a_headline_of_capitals_does_not_hide_the_name() -> None:
    said = resolve_text(
        "Statement by Spokesperson Zadie Quill on New Measures\n\nZadie Quill spoke on Monday.",
        title="Statement by Spokesperson Zadie Quill on New Measures",
    )
    assert words_of(said).count("Zadie Quill") == 2


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert words_of(resolve_text("Meanwhile the talks went on. Afterwards nobody spoke.")) == []


def test_a_comma_after_a_foreign_title_does_not_give_it_to_the_next_name() -> None:
    said = resolve_text("At the request of the President of Turkey, Yevgeny Malin told him about the talks.")
    assert mention(said, "Yevgeny Malin").wide.of(said.text) == "Yevgeny Malin"


def test_people_named_beside_each_other_share_a_state() -> None:
    said = resolve_text(
        "He met Latvian Minister Janis Ozolkalns and National Security Adviser Ieva Straume in Oslo, Norway."
    )
    (adviser,) = actors_of(said, "Ieva Straume")
    assert adviser.state == "LVA"


def test_what_somebody_is_said_to_be_is_a_title() -> None:
    (person,) = actors_of(resolve_text("Jaana Lill is the Estonian envoy. Lill arrived."), "Jaana Lill")
    assert (person.state, person.office) == ("EST", "Envoy of Estonia")


def test_initials_make_a_person() -> None:
    (person,) = actors_of(resolve_text("S. P. Kuttan lists ten reasons."), "S. P. Kuttan")
    assert person.kind == "person"


def test_an_account_is_a_name() -> None:
    assert "@roe_says" in words_of(resolve_text("The account @roe_says denied it."))


def test_a_junior_is_not_the_senior() -> None:
    said = resolve_text("Emmanuel Macron Jr. left France. Macron spoke.", published=date(2019, 3, 4))
    assert [one.id for one in actors_of(said, "Emmanuel Macron Jr.")] == ["x:emmanuel-macron-jr"]
    assert [one.id for one in actors_of(said, "Macron")] == ["Q3052772"]


def test_a_medium_that_publishes_a_report_is_no_government() -> None:
    said = resolve_text("Spokesman Ole Ness spoke.", publisher="Voice of America")
    (person,) = actors_of(said, "Ole Ness")
    assert person.state is None


def test_the_ministry_named_before_tells_the_state_of_its_spokesman() -> None:
    said = resolve_text(
        "Chad and Togo met. Chad's foreign ministry said no. Ministry spokesman Omar Djibrine gave no reason."
    )
    (person,) = actors_of(said, "Omar Djibrine")
    assert person.state == "TCD"


def test_a_deputy_is_known_by_the_very_title_of_somebody_named() -> None:
    said = resolve_text(
        "Deputy Head of the Coast Office Jon Bergson of Norway met Ana Ruzhova. "
        "The deputy head of the Coast Office agreed."
    )
    assert names_of(said, "deputy head of the Coast Office") == ["Jon Bergson"]


def test_another_given_name_is_kept_as_the_report_writes_it() -> None:
    said = resolve_text("President Joseph R. Biden, Jr. spoke. Biden left.", published=date(2022, 1, 27))
    (who,) = actors_of(said, "Biden")
    assert who.id == "Q6279"
    assert who.name == "Joseph R. Biden, Jr."


def test_the_group_that_governs_may_stand_before_a_title() -> None:
    said = resolve_text(
        "Trade ministry spokesperson Abdul Balkhan of Afghanistan spoke. "
        "The Taliban trade ministry spokesperson agreed."
    )
    assert names_of(said, "Taliban trade ministry spokesperson") == ["Abdul Balkhan"]


@pytest.mark.parametrize(
    ("words", "day", "person"),
    [
        ("Prime Minister John P. Key", date(2011, 4, 6), "Q57783"),  # "key" is a word
        ("President Moon Jae-in", date(2018, 5, 22), "Q21001"),  # "moon" is a word
        ("Vice Premier Liu He", date(2018, 5, 22), "Q8294074"),  # "he" is a pronoun
        ("José Eduardo dos Santos", date(2012, 4, 6), "Q57313"),  # Santos is a town
        ("Abdullah II", date(2012, 4, 6), "Q57464"),
        ("Ferdinand Marcos Jr.", date(2023, 4, 6), "Q983324"),
        ("President Gabriel Boric Font", date(2023, 4, 6), "Q16297876"),  # with a second surname
        ("Former German Chancellor Gerhard Schroeder", date(2012, 4, 6), "Q2530"),
    ],
)
def test_names_that_look_like_other_words_are_their_owners(words: str, day: date, person: str) -> None:
    said = resolve_text(f"{words} travelled to Lisbon on Friday.", published=day)
    found = [one for mention in said.mentions for one in mention.actors if mention.kind == "name"]
    assert person in found


@pytest.mark.parametrize(
    "words",
    [
        "Ukrainian President Petro Porochenko",
        "The president of Ukraine, Petro Poroschenko,",
        "Petro Poroshenka, the Ukrainian president,",
    ],
)
def test_an_unusual_spelling_is_the_holder_of_the_office_that_the_report_gives(words: str) -> None:
    said = resolve_text(f"{words} met reporters.", published=date(2016, 3, 4))
    assert "Q58077" in [one for mention in said.mentions for one in mention.actors]


def test_another_name_in_a_known_office_is_not_its_holder() -> None:
    (person,) = actors_of(
        resolve_text("Ukrainian President Ostap Lysenko met reporters.", published=date(2016, 3, 4)), "Ostap Lysenko"
    )
    assert (person.id, person.state, person.office_basis) == ("x:ostap-lysenko@ukr", "UKR", "text")


def test_a_president_is_not_of_the_only_state_named_if_that_has_another() -> None:
    said = resolve_text("President Ostap Lysenko visited the United States.", published=date(2016, 3, 4))
    (person,) = actors_of(said, "Ostap Lysenko")
    assert person.state is None


def test_a_counterpart_has_the_office_of_whose_counterpart_he_is() -> None:
    said = resolve_text(
        "Latvian Defence Minister Andris Ozols and his Danish counterpart, Mette Holm, met. The Danish minister left."
    )
    (person,) = actors_of(said, "Mette Holm")
    assert (person.office, person.office_basis) == ("Defence Minister of Denmark", "text")
    assert names_of(said, "Danish minister") == ["Mette Holm"]


def test_a_premier_is_the_prime_minister() -> None:
    said = resolve_text("Prime Minister Rosaura Quispe spoke. Peru's premier left.")
    assert names_of(said, "Peru's premier") == ["Rosaura Quispe"]


def test_a_surname_may_be_a_noun_for_a_thing() -> None:
    said = resolve_text("The Danish premier, Lars Dam, spoke.")
    (person,) = actors_of(said, "Lars Dam")
    assert (person.kind, person.state) == ("person", "DNK")


@pytest.mark.parametrize("name", ["Bui Thanh Son", "Thérèse Kayikwamba Wagner", "Ahmad Nawaf al-Sabah"])
def test_a_surname_may_be_a_noun_a_group_or_a_place(name: str) -> None:
    (person,) = actors_of(resolve_text(f"Mr. {name} met reporters in Oslo."), name)
    assert person.kind == "person"


def test_one_who_shares_the_ends_of_a_long_name_is_no_namesake() -> None:
    known = actors_of(
        resolve_text("Ahmad Nasser al-Mohammed al-Sabah met reporters."), "Ahmad Nasser al-Mohammed al-Sabah"
    )
    other = actors_of(resolve_text("Ahmad Nawaf al-Sabah met reporters."), "Ahmad Nawaf al-Sabah")
    assert known != other


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Rwanda's ambassador to the UN, Ana Roe, left.", "Ambassador of Rwanda to the UN"),
        ("Chad's foreign minister, Ana Roe, left.", "Foreign Minister of Chad"),
        ("The head of its office, Ana Roe, left.", "Head of the office"),
        ("The United States envoy for Chad, Ana Roe, left.", "Envoy of the United States for Chad"),
    ],
)
def test_an_office_names_who_sends_before_where_to(text: str, office: str) -> None:
    (person,) = actors_of(resolve_text(text), "Ana Roe")
    assert person.office == office


def test_a_place_may_stand_between_an_office_and_its_holder() -> None:
    said = resolve_text(
        "Ukraine's ambassador in Warsaw, Ivan Roh, said he was ready. Poland's president, Jan Dol, left."
    )
    (ambassador,) = actors_of(said, "Ivan Roh")
    assert (ambassador.office, ambassador.state) == ("Ambassador of Ukraine", "UKR")
    assert names_of(said, "he") == ["Ivan Roh"]


def test_a_minister_without_a_state_is_of_the_state_that_leads_to_him() -> None:
    text = (
        "Kenya on Monday ordered two Belarusian diplomats to leave. Foreign Minister Peter Odenyo said so."
        " Belarus rejected the charge. Defence Minister Anton Halavach denied it."
    )
    said = resolve_text(text)
    assert [one.state for name in ("Peter Odenyo", "Anton Halavach") for one in actors_of(said, name)] == ["KEN", "BLR"]


def test_foreign_is_no_word_for_others_in_a_ministers_title() -> None:
    text = "Kenya and Chad met. In Kenya, Foreign Minister Peter Odenyo spoke. A foreign envoy, Lars Holm, left Kenya."
    said = resolve_text(text)
    assert [one.state for name in ("Peter Odenyo", "Lars Holm") for one in actors_of(said, name)] == ["KEN", None]


def test_a_ministrys_spokesman_is_of_the_ministry_named_before() -> None:
    text = "Kenya's foreign ministry spoke. Chad and Niger did not. Ministry spokeswoman Akinyi Ruto said no more."
    (person,) = actors_of(resolve_text(text), "Akinyi Ruto")
    assert person.state == "KEN"


def test_somebody_is_of_the_state_whose_he_is_called() -> None:
    (person,) = actors_of(resolve_text("Chad spoke first. Russia's Oleg Ryabchenko said nothing."), "Oleg Ryabchenko")
    assert person.state == "RUS"


def test_a_given_name_with_an_accent_is_no_adjective_of_a_state() -> None:
    said = resolve_text("Mexico offered asylum to the politician, Germán Palacio. Palacio thanked Mexico.")
    assert names_of(said, "Palacio") == ["Germán Palacio"]


def test_the_office_of_a_counterpart_has_its_own_states_article() -> None:
    text = "Helen Marwick, a minister of the United Kingdom, left. Her Canadian counterpart, Luc Roy, stayed."
    offices = [one.office for name in ("Helen Marwick", "Luc Roy") for one in actors_of(resolve_text(text), name)]
    assert all(office and "the Canada" not in office for office in offices)
