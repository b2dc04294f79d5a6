from __future__ import annotations

import json

from verbale.resolve.rivals import Rival, Rivals
from verbale.show.rivals import render_rivals, write_rivals
from verbale.spans import Span

TEXT = "Rohde met Velten in Bern."
FOUND = Rivals(
    Span(0, 5),
    "Rohde",
    "name",
    0.95,
    (
        Rival("Q1", "Peter Rohde", "CHE", "President of Switzerland", 0.6, "surname", True),
        Rival(None, "Carl Rohde", None, None, None, "named before", False),
    ),
)
NOBODY = Rivals(Span(0, 5), "Rohde", "pronoun", 0.2, ())


def test_candidates_stand_below_their_sentence_with_scores() -> None:
    assert render_rivals([FOUND], TEXT, width=98) == (
        "“Rohde met Velten in Bern.”\n"
        "    a name, sure to 0.95; characters 0 to 5\n"
        "  0.60          Peter Rohde  Q1 CHE  President of Switzerland; by the surname  taken\n"
        "                Carl Rohde  named in the report\n"
    )


def test_what_could_not_be_told_is_said() -> None:
    assert "could not be told" in render_rivals([NOBODY], TEXT)


def test_each_mention_is_a_line_of_json() -> None:
    first, second = (json.loads(line) for line in write_rivals([FOUND, NOBODY]).splitlines())
    assert (first["words"], first["rivals"][0]["score"], second["rivals"]) == ("Rohde", 0.6, [])
