from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extract.spoken import Spoken, laid_out, note
from verbale.analyse.analysis import Analysis, Speech
from verbale.extract.confidence import confidence
from verbale.extract.heard import ENCODER, HEARD
from verbale.extract.statements import draft_statements
from verbale.spans import Span
from written import find

PLAIN = "Ana Ruz said that the bridge is safe."


def heard(
    text: str,
    cue: str,
    *content: str,
    speaker: str | None = None,
    to: Sequence[str] = (),
    score: float = 0.99,
) -> Analysis:
    """A text in which a reader found one speech."""
    speech = Speech(
        content=tuple(find(text, words) for words in content),
        form="indirect",
        cue=find(text, cue),
        speaker=find(text, speaker) if speaker else None,
        to=tuple(find(text, words) for words in to),
        via=None,
        score=score,
        rule="encoder",
    )
    return replace(laid_out(text), speeches=(speech,))


def noted(analysis: Analysis) -> list[tuple[str, Spoken]]:
    """Frame, form, speaker and pieces of every draft."""
    return [(draft.frame, note(draft, analysis.text)) for draft in draft_statements(analysis)]


def test_without_a_reader_the_rules_sum_is_all_that_counts():
    (draft,) = draft_statements(laid_out(PLAIN))
    assert not any(sign.startswith("reader") for sign in draft.signs)


def test_a_reader_that_agrees_makes_a_statement_surer_than_one_that_does_not():
    (agreed,) = draft_statements(heard(PLAIN, "said", "the bridge is safe", speaker="Ana Ruz"))
    text = f"{PLAIN} Berg grunted assent."
    (other, _) = draft_statements(heard(text, "grunted", "assent", speaker="Berg"))
    assert "reader=both" in agreed.signs
    assert "reader=none" in other.signs
    assert confidence(agreed) > confidence(other)


def test_a_speech_that_no_rule_sees_is_a_draft_of_its_own():
    text = "Ana Ruz grumbled about the price of the new bridge over the sound."
    analysis = heard(text, "grumbled", "about the price of the new bridge over the sound", speaker="Ana Ruz")
    assert noted(analysis) == [
        (ENCODER, ("indirect", "Ana Ruz", ["about the price of the new bridge over the sound"])),
    ]


def test_the_pieces_of_a_speech_are_one_where_little_is_missing_between_them():
    text = "Ana Ruz grumbled about the price of 1,200 crowns for the bridge."
    analysis = heard(text, "grumbled", "about the price of 1", "200 crowns for the bridge", speaker="Ana Ruz")
    assert noted(analysis)[0][1].pieces == ["about the price of 1,200 crowns for the bridge"]


def test_the_longest_piece_stands_for_a_speech_in_shreds():
    text = "Ana Ruz, who owns half of the ferries of the sound, grumbled about the price of it all."
    analysis = heard(text, "grumbled", "Ana", "about the price of it all", speaker="Ruz")
    assert noted(analysis)[0][1].pieces == ["about the price of it all"]


def test_quoted_words_within_a_speech_make_it_mixed():
    text = 'Ana Ruz likened the plan to "a ferry without a crew or a helm" on Friday.'
    analysis = heard(text, "likened", "a ferry without a crew or a helm", speaker="Ana Ruz")
    assert noted(analysis) == [(HEARD, ("mixed", "Ana Ruz", ["a ferry without a crew or a helm"]))]


def test_a_term_in_marks_is_spoken_where_a_sure_speech_holds_it():
    text = 'Ana Ruz likened the plan to "sheer folly" on Friday.'
    assert noted(laid_out(text)) == []
    assert noted(heard(text, "likened", "sheer folly", speaker="Ana Ruz"))[0][1].speaker == "Ana Ruz"
    assert noted(heard(text, "likened", "sheer folly", speaker="Ana Ruz", score=0.6))[0][0] != HEARD


def test_a_sure_speech_in_one_piece_shows_where_the_words_end():
    text = "Ana Ruz said the bridge is safe, with engineers looking on from the old quay."
    (one,) = noted(heard(text, "said", "the bridge is safe", speaker="Ana Ruz"))
    assert one[1].pieces == ["the bridge is safe"]
    (one,) = noted(heard(text, "said", "the bridge is safe", speaker="Ana Ruz", score=0.8))
    assert one[1].pieces != ["the bridge is safe"]


def test_a_speech_that_ends_within_a_phrase_shows_nothing():
    text = "Ana Ruz said the bridge over the sound is safe."
    (one,) = noted(heard(text, "said", "the bridge over", speaker="Ana Ruz"))
    assert one[1].pieces == ["the bridge over the sound is safe"]


def test_a_speech_names_the_speaker_where_the_rules_find_none():
    text = "Pressed on the price, said Ana Ruz then."
    (one,) = noted(heard(text, "said", "Pressed on the price", speaker="Ana Ruz"))
    assert one[1].speaker == "Ana Ruz"


def test_a_sure_speech_names_the_listener_where_the_rules_find_none():
    text = "In a call that Jon Berg took, Ana Ruz said that the bridge is safe."
    (draft,) = draft_statements(heard(text, "said", "the bridge is safe", speaker="Ana Ruz", to=["Jon Berg"]))
    assert [span.of(text) for span in draft.to] == ["Jon Berg"]


def test_a_speech_within_a_quotation_is_within_its_statement():
    text = '"Everybody knows how Jon Berg grumbled about the price of that bridge," Ana Ruz said.'
    analysis = heard(text, "grumbled", "about the price of that bridge", speaker="Jon Berg")
    outer, inner = draft_statements(analysis)
    assert inner.parent is outer
    assert inner.frame == ENCODER


def test_a_speech_of_nothing_but_marks_is_no_draft():
    text = "Ana Ruz grumbled — ... and left."
    assert noted(heard(text, "grumbled", "— ...", speaker="Ana Ruz")) == []


def test_what_the_reader_found_lies_within_the_text():
    text = "Ana Ruz grumbled: too dear."
    (draft,) = draft_statements(heard(text, "grumbled", "too dear.", speaker="Ana Ruz"))
    assert all(Span(0, len(text)).covers(span) for span in draft.spans)


def test_a_quotation_goes_on_after_an_attribution_that_only_the_reader_knows():
    text = '"The bridge is safe," he went on. "It has been mended."'
    (draft,) = draft_statements(heard(text, "went on", "The bridge is safe,", speaker="he"))
    assert [span.of(text) for span in draft.spans] == ["The bridge is safe,", "It has been mended."]
