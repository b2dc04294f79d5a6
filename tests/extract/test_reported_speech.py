from __future__ import annotations

import pytest

from extract.spoken import drafts, laid_out, only, said


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ana Ruz said that the bridge would open in May.", "Ana Ruz", "the bridge would open in May"),
        ("Ana Ruz said the bridge would open in May.", "Ana Ruz", "the bridge would open in May"),
        ("Ana Ruz said on Friday the bridge would open in May.", "Ana Ruz", "the bridge would open in May"),
        ("Ana Ruz has repeatedly said in Oslo that the bridge is safe.", "Ana Ruz", "the bridge is safe"),
        ("The bridge would open in May, the minister said on Friday.", "the minister", "The bridge would open in May"),
        ("The bridge would open in May, said Ana Ruz.", "Ana Ruz", "The bridge would open in May"),
        ("According to Ana Ruz, the bridge is safe.", "Ana Ruz", "the bridge is safe"),
        ("The bridge is safe and sound, according to the ministry.", "the ministry", "The bridge is safe and sound"),
        ("The minister stressed the need for a new bridge.", "The minister", "the need for a new bridge"),
        ("The two leaders reaffirmed their commitment to peace.", "The two leaders", "their commitment to peace"),
        ("Ana Ruz vowed to build the bridge by May.", "Ana Ruz", "to build the bridge by May"),
        ("The ministry denied that the bridge had fallen.", "The ministry", "the bridge had fallen"),
        ("It was noted by Ana Ruz that the bridge is safe.", "Ana Ruz", "the bridge is safe"),
    ],
)
def test_content_is_the_reported_clause_without_that(text: str, speaker: str, content: str):
    assert only(text) == ("indirect", speaker, [content])


@pytest.mark.parametrize(
    ("text", "listener", "content"),
    [
        ("Ana Ruz told reporters that the bridge is safe.", "reporters", "the bridge is safe"),
        ("Ana Ruz told reporters the bridge was safe.", "reporters", "the bridge was safe"),
        ("The ministry urged both towns to wait until May.", "both towns", "to wait until May"),
        ("Ana Ruz called on Norway to wait until May.", "Norway", "to wait until May"),
        ("Ana Ruz informed her colleague about the state of the bridge.", "her colleague", "the state of the bridge"),
        ("Ana Ruz said at a meeting with Jon Berg that the bridge is safe.", "Jon Berg", "the bridge is safe"),
    ],
)
def test_the_listener_is_told_apart_from_the_content(text: str, listener: str, content: str):
    (draft,) = drafts(text)
    whole = laid_out(text).text
    assert [s.of(whole) for s in draft.to] == [listener]
    assert [s.of(whole) for s in draft.spans] == [content]


def test_content_interrupted_by_its_attribution_has_two_pieces():
    text = "The old bridge, Ana Ruz said on Friday, will be closed for good in May."
    assert only(text).pieces == ["The old bridge", "will be closed for good in May"]


def test_two_cues_of_one_subject_are_two_statements():
    text = "The minister stressed the need for a new bridge and noted that the old one is closed."
    assert [(s.speaker, s.pieces) for s in said(text)] == [
        ("The minister", ["the need for a new bridge"]),
        ("The minister", ["the old one is closed"]),
    ]


def test_a_trailing_participle_is_a_statement_of_the_same_subject():
    text = "The minister said the old bridge was closed, adding that the new one would open in May."
    assert [(s.speaker, s.pieces) for s in said(text)] == [
        ("The minister", ["the old bridge was closed"]),
        ("The minister", ["the new one would open in May"]),
    ]


def test_this_was_stated_points_back_to_the_paragraph_before():
    text = (
        "The bridge will be built by May, and no toll will be taken.\n\n"
        "This was stated by Ana Ruz during a briefing for foreign media."
    )
    assert said(text)[0] == (
        "indirect",
        "Ana Ruz",
        ["The bridge will be built by May, and no toll will be taken."],
    )


def test_words_passed_on_name_their_relay():
    text = "Interfax quoted the minister as saying that the bridge is safe."
    (draft,) = drafts(text)
    assert draft.via is not None
    assert draft.via.of(text) == "Interfax"
    assert only(text)[1:] == ("the minister", ["the bridge is safe"])


def test_a_cue_within_reported_speech_is_a_statement_within_it():
    outer, inner = drafts("Ana Ruz said that the ministry had announced that the bridge would open in May.")
    assert inner.parent is outer


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say when the bridge would open.",
        "The bridge was built in 1901 and is closed.",
        "The states of the union voted in May.",
        "He read the book on the train.",
    ],
)
def test_what_reports_no_speech_gives_no_statement(text: str):
    assert said(text) == []


def test_a_noun_of_saying_reports_what_follows_that():
    text = "Norway has rejected Peru's allegation that the bridge was built on its soil."
    assert ("indirect", "Peru", ["the bridge was built on its soil"]) in said(text)


def test_what_goes_according_to_plan_is_said_by_nobody():
    assert said("The works on the bridge are going according to plan.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The minister stressed the importance of talks with Norway.",
        "The minister described the plan as addressing the needs of ferrymen.",
        "The minister accused Norway of breaking the deal.",
    ],
)
def test_whom_the_words_are_about_is_not_whom_they_are_said_to(text: str):
    assert all(draft.to == [] for draft in drafts(text))


@pytest.mark.parametrize(
    ("text", "listener"),
    [
        ('"We will wait for them here," said Ana Ruz, addressing Jon Berg.', "Jon Berg"),
        ("Speaking to the Northern Post, Ana Ruz said that the bridge is safe.", "the Northern Post"),
        ('"We will wait for them here," Ana Ruz said in a comment to the media.', "the media"),
    ],
)
def test_the_listener_may_stand_with_an_occasion(text: str, listener: str):
    (draft,) = drafts(text)
    assert [span.of(text) for span in draft.to] == [listener]


def test_according_to_within_what_is_said_is_within_the_statement():
    text = "Ana Ruz noted that, according to early figures, the bridge is safe."
    outer = next(d for d in drafts(text) if d.lemma == "note")
    assert outer.parent is None


def test_a_participle_that_opens_its_sentence_ends_at_the_comma():
    text = "When discussing the new bridge, Ana Ruz noted that it is safe."
    assert ("indirect", "Ana Ruz", ["it is safe"]) in said(text)
    assert all("Ana Ruz" not in piece for one in said(text) for piece in one.pieces)


def test_what_is_posted_is_no_content_where_it_is_a_message():
    text = "Ana Ruz posted a message on Friday announcing that the bridge is safe."
    assert [one.pieces for one in said(text)] == [["the bridge is safe"]]


def test_blame_holds_whom_and_for_what():
    assert only("Ana Ruz blamed a lack of steel for the delay.").pieces == ["a lack of steel for the delay"]


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO - ",
        "OSLO, May 3 — ",
        "OSLO (Coast Wire) — ",
        "PORT RUZ, Erewhon, 3 May (Coast Wire) -- ",
        "OSLO/BERGEN (Coast Wire) - ",
        "Oslo, Norway — ",
        "OSLO: ",
    ],
)
def test_a_dateline_is_no_part_of_what_is_said(dateline: str):
    text = f"{dateline}The bridge was closed on Thursday to all traffic, the ministry said."
    assert only(text).pieces == ["The bridge was closed on Thursday to all traffic"]


@pytest.mark.parametrize(
    ("text", "speaker", "pieces"),
    [
        (
            "The town will host the next coast games, its mayor, Ana Ruz, announced on Friday.",
            "Ana Ruz",
            ["The town will host the next coast games"],
        ),
        (
            "The bridge had been paid for, Ana Ruz said, but she declined to say how.",
            "Ana Ruz",
            ["The bridge had been paid for"],
        ),
        (
            "Ana Ruz demanded the closure of the bridge, and the town cancelled a feast.",
            "Ana Ruz",
            ["the closure of the bridge"],
        ),
        (
            "Ana Ruz said two boats were sunk near the bridge, a claim that Jon Berg rejected.",
            "Ana Ruz",
            ["two boats were sunk near the bridge"],
        ),
        ("Ana Ruz accused the town of selling boats, which the mayor denies.", "Ana Ruz", ["selling boats"]),
        (
            "The guards, who the ministry says are paid by the town, have left the bridge.",
            "the ministry",
            ["are paid by the town"],
        ),
    ],
)
def test_what_the_reporter_adds_is_no_part_of_what_is_said(text: str, speaker: str, pieces: list[str]):
    assert (only(text).speaker, only(text).pieces) == (speaker, pieces)


def test_a_noun_that_is_added_is_demanded_too():
    text = "Ana Ruz demanded the closure of the bridge, and the need for a boat that sailed at night."
    assert only(text).pieces == ["the closure of the bridge, and the need for a boat that sailed at night"]


def test_one_who_says_what_another_has_told_speaks_the_whole_sentence():
    text = "The town has told a captain to leave the coast, Ana Ruz said on Friday."
    assert [(s.speaker, s.pieces) for s in said(text)] == [
        ("Ana Ruz", ["The town has told a captain to leave the coast"]),
        ("The town", ["to leave the coast"]),
    ]


@pytest.mark.parametrize(
    "text",
    ["The town recalled its ambassador from Oslo on Friday.", "The drills were a serious warning against the bridge."],
)
def test_acts_and_nouns_that_look_like_words_of_saying_are_none(text: str):
    assert said(text) == []


def test_an_attribution_with_an_office_ends_what_another_says_in_it():
    text = "The town recalled its envoy and vowed to answer, its mayor, Ana Ruz, announced."
    assert [(s.speaker, s.pieces) for s in said(text)] == [
        ("Ana Ruz", ["The town recalled its envoy and vowed to answer"]),
        ("The town", ["to answer"]),
    ]


def test_an_attribution_ends_a_sentence_whose_verb_ends_with_s() -> None:
    text = "Peru firmly supports Laos in its trade, Ruz added, noting that the port opposes the dam."
    assert [one.pieces for one in said(text)] == [
        ["Peru firmly supports Laos in its trade"],
        ["the port opposes the dam"],
    ]


def test_a_clause_about_somebody_ends_with_its_comma() -> None:
    (of_experts,) = [one for one in said("The rebels, whom experts say Peru backs, seized a town.") if one.speaker]
    assert of_experts.pieces == ["Peru backs"]


def test_whoever_is_accused_in_a_clause_about_them_is_told_so() -> None:
    text = "Chad, which Peru's army accuses of arming its foes, sent relief."
    assert only(text) == ("indirect", "Peru's army", ["arming its foes"])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Iran left the talks after France, Britain and Germany threatened to go home.", "France, Britain and Germany"),
        ("The phrase was dropped after Beijing threatened to veto the draft.", "Beijing"),
        ("Peru called on Laos to go home, and its spokeswoman, Ana Ruz, urged Chad to wait.", "Ana Ruz"),
    ],
)
def test_a_clause_within_a_sentence_has_its_own_speaker(text: str, speaker: str) -> None:
    assert speaker in [one.speaker for one in said(text)]


def test_that_before_a_noun_alone_begins_no_clause() -> None:
    assert [one.pieces for one in said("The official disputed that account.")] in ([], [["that account"]])


def test_a_source_that_a_medium_cites_at_the_end_speaks() -> None:
    text = "Peru, which watches the port with unease, asked for a map, the Post reported, quoting a ministry source."
    assert ("a ministry source", ["Peru, which watches the port with unease, asked for a map"]) in [
        (one.speaker, one.pieces) for one in said(text)
    ]


def test_a_dateline_is_no_part_of_what_a_source_at_the_end_says() -> None:
    text = "LIMA - The port will be closed in May, according to two officials."
    assert only(text).pieces == ["The port will be closed in May"]
