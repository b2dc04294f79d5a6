from __future__ import annotations

from extract.spoken import said


def test_a_document_by_somebody_is_one_statement_a_piece_a_paragraph():
    text = "We will open the bridge in May.\n\nNobody will pay a toll.\n\nAna Ruz Minister"
    assert said(text, "Statement by Minister Ana Ruz on the New Bridge") == [
        ("direct", "Minister Ana Ruz", ["We will open the bridge in May.", "Nobody will pay a toll."])
    ]


def test_a_readout_is_no_statement_of_its_author():
    text = "The two ministers met in Oslo on Friday."
    assert said(text, "Readout of Minister Ruz's Meeting with Minister Berg") == []


def test_a_paragraph_after_a_colon_is_direct_without_marks():
    text = "Ana Ruz wrote on her page:\n\nThe bridge is closed and nobody knows why.\n\nThe town has two bridges."
    assert said(text) == [("direct", "Ana Ruz", ["The bridge is closed and nobody knows why."])]


def test_a_transcript_gives_each_turn_to_its_speaker():
    text = (
        "QUESTION: When will the bridge open?\n\nPRESIDENT RUZ: It will open in May.\n\n"
        "QUESTION: Who will pay for it?\n\nPRESIDENT RUZ: All of us will pay for it."
    )
    assert [(s.speaker, s.pieces[0]) for s in said(text)] == [
        ("QUESTION", "When will the bridge open?"),
        ("PRESIDENT RUZ", "It will open in May."),
        ("QUESTION", "Who will pay for it?"),
        ("PRESIDENT RUZ", "All of us will pay for it."),
    ]


def test_a_post_belongs_to_its_handle_or_to_whoever_was_named_before():
    text = "@coast_walker: The bridge is closed again.\n\nAna Ruz tweeted:\n\n@anaruz: It will open in May."
    assert [(s.speaker, s.pieces[0]) for s in said(text)] == [
        ("@coast_walker", "The bridge is closed again."),
        ("Ana Ruz", "It will open in May."),
    ]


def test_a_handle_that_holds_a_name_of_the_report_is_that_persons():
    text = (
        "The walker Ana Ruz was at the quay:\n\n@anaruz7: The bridge is closed again.\n\n"
        "@nfu_no: Nobody told us.\n\nThe Northern Ferry Union met."
    )
    assert [(s.speaker, s.pieces[0]) for s in said(text)] == [
        ("Ana Ruz", "The bridge is closed again."),
        ("Northern Ferry Union", "Nobody told us."),
    ]


def test_a_handle_that_the_sentence_before_names_keeps_its_words():
    text = "The walker who posts as @coast_walker says that the town denies it:\n\n@coast_walker: They denied it to me."
    assert said(text)[-1] == ("direct", "@coast_walker", ["They denied it to me."])


def test_a_known_handle_is_not_given_to_whoever_is_named_next():
    text = "Ana Ruz tweeted:\n\n@sea_fan: The bridge is closed.\n\nJon Berg added:\n\n@sea_fan: It will stay closed."
    assert [s.speaker for s in said(text)] == ["Ana Ruz", "Ana Ruz"]


def test_a_handle_in_brackets_after_a_name_is_that_persons():
    text = "Eva L (@seafan) preached patience:\n\n@seafan: The bridge will open when it opens."
    assert said(text)[-1] == ("direct", "Eva L", ["The bridge will open when it opens."])


def test_a_verb_of_opinion_leads_to_words_after_a_colon():
    text = "Eva Lind thinks that the town was wrong:\n\nThe bridge was never asked for, and nobody will use it."
    assert said(text)[-1] == ("direct", "Eva Lind", ["The bridge was never asked for, and nobody will use it."])


def test_a_joint_declaration_of_several_states_is_theirs():
    text = "We, the leaders of Kenya, Uganda and Chad, met in Oslo."
    assert [s.speaker for s in said(text, "Communiqué")] == ["leaders of Kenya, Uganda and Chad"]


def test_a_joint_declaration_is_said_by_those_whom_its_first_words_name():
    text = "We, the Leaders of the Coast States, met in Oslo.\n\nWe call on the rebels to leave the bridge."
    assert said(text, "Communiqué of the coast summit") == [
        (
            "direct",
            "Leaders of the Coast States",
            ["We, the Leaders of the Coast States, met in Oslo.", "We call on the rebels to leave the bridge."],
        )
    ]
