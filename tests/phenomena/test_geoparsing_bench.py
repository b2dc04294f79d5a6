"""The bench of places reads each corpus in its own form, and measures in kilometres."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.geoparsing import measure, read_corpus, score_text

from verbale.records import Place

TEXT = "Ministers met in Oslo on Monday. They will go on to the port of Bergen in the autumn, they said."
FORMS = {
    "a tag within the name": """<article><text>{text}</text><toponyms><toponym><start>17</start><end>21</end>
        <phrase>Oslo</phrase><gaztag geonameid="1"><lat>59.91</lat><lon>10.75</lon></gaztag></toponym>
        </toponyms></article>""",
    "coordinates in the name": """<article><text>{text}</text><toponyms><toponym><extractedName>Oslo</extractedName>
        <type>Literal</type><start>17</start><end>21</end><latitude>59.91</latitude><longitude>10.75</longitude></toponym>
        <toponym><extractedName>Bergen</extractedName><type>Demonym</type><start>65</start><latitude>1</latitude>
        <longitude>1</longitude></toponym></toponyms></article>""",
    "characters counted from one": """<article><text>{text}</text><locations><location><name>Oslo</name>
        <start>18</start><end>22</end><lat>59.91</lat><lon>10.75</lon></location></locations></article>""",
}


@pytest.mark.parametrize("form", FORMS)
def test_each_corpus_is_read_in_its_own_form(form: str, tmp_path: Path) -> None:
    path = tmp_path / "corpus.xml"
    path.write_text(f"<articles>{FORMS[form].format(text=TEXT)}</articles>", encoding="utf-8")
    ((text, (name,)),) = read_corpus(path)
    assert (name.words, name.span.of(text), name.lat, name.lon) == ("Oslo", "Oslo", 59.91, 10.75)


def test_a_name_that_the_program_finds_counts_with_its_distance(tmp_path: Path) -> None:
    path = tmp_path / "corpus.xml"
    path.write_text(f"<articles>{FORMS['characters counted from one'].format(text=TEXT)}</articles>", encoding="utf-8")
    ((text, names),) = read_corpus(path)
    (score,) = score_text(text, names)
    assert score.found
    assert score.alone is not None
    assert score.alone < 20
    assert score.told == score.alone


def test_kilometres_on_the_globe() -> None:
    oslo = Place("Oslo", "Oslo", None, 59.91, 10.75, None, None, None, None, None, 4)
    assert round(measure(60.39, 5.32, oslo) or 0) == 305  # Bergen
