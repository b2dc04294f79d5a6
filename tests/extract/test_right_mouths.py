"""Every word in the right mouth: one minimal text for each way in which news tells who spoke."""

from __future__ import annotations

import pytest

from extract.spoken import laid_out
from verbale.extract import find_statements
from verbale.extract.cast import Cast
from verbale.records import Statement
from verbale.resolve import resolve


def told(text: str, title: str | None = None) -> list[tuple[Statement, list[str], list[str], list[str]]]:
    """Every statement of a text with the names of speakers, listeners and relays."""
    resolution = resolve(laid_out(text, title))
    cast = Cast(resolution)
    found = find_statements(resolution, cast)
    return [(one, *([cast.get(who).name for who in ids] for ids in (one.speakers, one.to, one.via))) for one in found]


def said(text: str, title: str | None = None) -> list[tuple[list[str], str]]:
    """Speakers and words of every statement."""
    return [(speakers, one.text) for one, speakers, _, _ in told(text, title)]


@pytest.mark.parametrize(
    ("text", "speakers", "words"),
    [
        pytest.param(
            "In a statement on Monday, the Foreign Ministry of Norway said the bridge was closed.",
            ["Foreign Ministry of Norway"],
            "the bridge was closed",
            id="a statement of a ministry",
        ),
        pytest.param(
            '"We will wait," read a statement by the Norwegian government.',
            ["Norwegian government"],
            "We will wait,",
            id="a statement that reads",
        ),
        pytest.param(
            'In a post on X, Prime Minister Ana Ruz of Norway wrote: "The bridge is open."',
            ["Ana Ruz"],
            "The bridge is open.",
            id="a post on X",
        ),
        pytest.param(
            "Unconfirmed reports suggest the shells were old.",
            ["reports"],
            "the shells were old",
            id="reports that suggest, where reports is no verb",
        ),
        pytest.param(
            "According to Interfax, Ana Ruz said the bridge was closed.",
            ["Ana Ruz"],
            "the bridge was closed",
            id="by a medium's account",
        ),
        pytest.param(
            "The bridge is closed, say leaders of both countries — a move that hurts trade.",
            ["leaders of both countries"],
            "The bridge is closed",
            id="a verb before its plural subject, and the reporter's afterthought",
        ),
        pytest.param(
            "The fund could start this week, said Jon Berg, a longtime adviser to the family who oversees it.",
            ["Jon Berg"],
            "The fund could start this week",
            id="a speaker who is described after the name",
        ),
        pytest.param(
            "According to the team's coach, Ana Ruz, in the first match they won two points.",
            ["Ana Ruz"],
            "in the first match they won two points",
            id="a source whose name follows what she is",
        ),
        pytest.param(
            "Ana Ruz, asked whether she would go, told media network Coastline the road was closed.",
            ["Ana Ruz"],
            "the road was closed",
            id="one who was asked and told a medium by name",
        ),
        pytest.param(
            "Ana Ruz posted a message on Facebook on Monday announcing that she was ill.",
            ["Ana Ruz"],
            "she was ill",
            id="a message that announces",
        ),
        pytest.param(
            "Ana Ruz urged newly elected president Jon Berg to wait.",
            ["Ana Ruz"],
            "to wait",
            id="a listener with a participle of his own",
        ),
        pytest.param(
            "Ana Ruz claimed that they had won, but offered no proof.",
            ["Ana Ruz"],
            "they had won",
            id="the reporter's own but",
        ),
    ],
)
def test_who_said_what(text: str, speakers: list[str], words: str):
    assert said(text) == [(speakers, words)]


def test_two_leaders_of_a_readout_speak_together():
    text = "President Ana Ruz of Norway and President Jon Berg of Iceland met on Monday. "
    assert said(text + "The two leaders underscored the need for talks.") == [
        (["Ana Ruz", "Jon Berg"], "the need for talks")
    ]


def test_a_title_is_the_person_who_has_it():
    text = 'Ana Ruz, the foreign minister of Norway, met the press. "We will wait for them," the minister said.'
    assert said(text) == [(["Ana Ruz"], "We will wait for them,")]


def test_the_spokeswoman_is_the_one_who_was_named():
    text = "The ministry's spokeswoman, Ida Lund, met reporters. The spokeswoman said the ministry would answer in May."
    assert said(text) == [(["Ida Lund"], "the ministry would answer in May")]


def test_a_second_official_is_not_the_first():
    text = '"The bridge is ours," said a senior official. A second official said the bridge would open in May.'
    assert [speakers for speakers, _ in said(text)] == [["senior official"], ["second official"]]


def test_two_men_of_one_surname_are_told_apart():
    text = "Karl Berg, the mayor of Bergen, spoke first. His brother, Senator Jon Berg, spoke after him. "
    text += '"The bridge is ours," Karl Berg said. "It is not," Senator Berg said.'
    assert [speakers for speakers, _ in said(text)] == [["Karl Berg"], ["Jon Berg"]]


def test_presidents_of_two_states_are_told_apart_by_their_adjective():
    text = "Serbian President Ana Ruz said the bridge was ours. The president of Croatia, Jon Berg, said it was not. "
    text += '"We will see," the Croatian president said.'
    assert [speakers for speakers, _ in said(text)] == [["Ana Ruz"], ["Jon Berg"], ["Jon Berg"]]


def test_he_is_the_subject_of_the_sentence_before_rather_than_who_was_named_oftenest():
    text = "Milan Petrov met Jon Berg in Oslo. Petrov came late. Petrov left early.\n\n"
    text += "Nenad Stavic, president of the assembly and a close ally of Petrov, denounced the moves.\n\n"
    assert said(text + '"We are right," he said.')[-1] == (["Nenad Stavic"], "We are right,")


def test_a_quotation_may_precede_whose_words_it_was():
    text = '"The bridge is ours and it will stay ours."\n\nThat was the message of Ana Ruz, mayor of Bergen.'
    assert said(text) == [(["Ana Ruz"], "The bridge is ours and it will stay ours.")]


def test_a_list_of_names_speaks_whole():
    text = "In Oslo, Ana Ruz, Jon Berg and Ida Lund said the bridge must stay open."
    assert said(text) == [(["Ana Ruz", "Jon Berg", "Ida Lund"], "the bridge must stay open")]


def test_a_group_is_those_whom_a_dash_names():
    text = "Three members of the Senate — Ana Ruz, Jon Berg and Ida Lund — met.\n\n"
    text += '"We are worried," they wrote in a letter.'
    assert said(text) == [(["Ana Ruz", "Jon Berg", "Ida Lund"], "We are worried,")]


def test_three_states_told_again_by_their_number_are_those_named_together():
    text = "In May, France, Italy and Spain left the pact. The three southern nations said the pact had failed."
    assert said(text) == [(["France", "Italy", "Spain"], "the pact had failed")]


@pytest.mark.parametrize(
    "text",
    [
        '"It is over," Interfax quoted Ana Ruz as saying.',
        '"It is over," Ana Ruz was quoted by Interfax as saying.',
        "Ana Ruz said, according to Interfax, that it was over.",
        "Ana Ruz said — according to Interfax — that it was over.",
    ],
)
def test_whoever_passes_words_on_does_not_speak_them(text: str):
    ((_, speakers, _, via),) = told(text)
    assert (speakers, via) == (["Ana Ruz"], ["Interfax"])


def test_words_in_marks_of_a_question_are_the_askers():
    text = (
        'Asked by Reuters on his way to Rome, Italy, if the cabinet was weighing "any new sanctions," Jon Berg said no.'
    )
    asked = told(text)[0]
    assert (asked[0].text, asked[1], asked[2]) == ("any new sanctions,", ["Reuters"], ["Jon Berg"])


def test_a_question_of_nobody_named_has_no_speaker():
    assert said('Asked if it was "a plot," Jon Berg said no.')[0] == ([], "a plot,")


def test_an_answer_in_marks_is_not_the_questions():
    assert said('Asked by Reuters whether he would go, "I will," Jon Berg said.') == [(["Jon Berg"], "I will,")]


def test_a_clause_with_a_cue_of_its_own_is_not_what_the_main_clause_reports():
    text = "Although Italy has said that the ports are not for soldiers, they give Spain a foothold, say analysts."
    assert said(text) == [(["Italy"], "the ports are not for soldiers"), (["analysts"], "they give Spain a foothold")]


def test_what_is_reported_in_an_opening_clause_ends_before_the_main_one():
    text = "While aides insisted that Ana Ruz, who was ill, would not come, the campaign was silent."
    assert said(text) == [(["aides"], "Ana Ruz, who was ill, would not come")]


def test_the_same_speakers_words_are_not_told_twice():
    text = 'Ana Ruz said that she had ordered a "full alert" for the port.'
    ((one, *_),) = told(text)
    assert (one.form, one.text) == ("mixed", "full alert")


def test_words_quoted_in_part_have_the_reporters_clause():
    ((one, *_),) = told('Ana Ruz said that the crash was "likely" an accident.')
    whole = laid_out('Ana Ruz said that the crash was "likely" an accident.').text
    assert [span.of(whole) for span in one.clause] == ['the crash was "likely" an accident']


def test_the_year_of_what_is_told_is_not_when_it_was_told():
    ((one, *_),) = told('The council calls the 2017 raid a "crime" against the town.')
    assert one.date is None


def test_whole_sentences_in_marks_have_no_clause():
    assert [one.clause for one, *_ in told('"We will wait for them," Ana Ruz said.')] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "The delegations held detailed consultations on trade.",
        "New emissions rules that bind everybody came into force.",
        'The film "The Long Bridge" was shown, and Jon "The Fox" Berg watched it.',
        'The ministry published a paper called "Roads to Peace".',
    ],
)
def test_what_nobody_said_is_no_statement(text: str):
    assert said(text) == []


def test_a_lost_closing_mark_leaves_the_words_to_whom_the_sentence_names():
    text = '"We will wait, Ana Ruz said. The bridge is closed.\n\nJon Berg went home and slept.'
    assert said(text) == [(["Ana Ruz"], "We will wait")]
