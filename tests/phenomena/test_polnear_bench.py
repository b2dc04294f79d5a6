"""The bench of political news reads the corpus in its form and counts quotations, speakers and contents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench.polnear import analyse_article, measure, read_attributions, read_texts, tell

TEXT = 'Ana Ruz spoke in Oslo.\n\n"The bridge is safe," Ruz said. She added that nobody was hurt.\n'
MARKS = """T1	Source 46 49	Ruz
T2	Cue 50 54	said
T3	Content 24 45	"The bridge is safe,"
E1	Attribution:T2 Content:T3 Cue:T2 Source:T1
T4	Source 56 59	She
T5	Cue 60 65	added
T6	Content 66 86	that nobody was hurt
E2	Attribution:T5 Content:T6 Cue:T5 Source:T4
"""
NAME = "paper_2016-09-12_bridge"


def write_corpus(folder: Path) -> None:
    for kind, name, text in (("text", f"{NAME}.txt", TEXT), ("attributions", f"{NAME}_0a1b.ann", MARKS)):
        path = folder / "data" / "dev" / kind / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf8")


def test_an_article_is_measured_against_its_attributions(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    ((name, text),) = read_texts(tmp_path, "dev")
    gold = read_attributions(tmp_path, "dev")[name]
    assert [one.content[0].of(text) for one in gold] == ['"The bridge is safe,"', "that nobody was hurt"]
    counts: Counter[str] = Counter()
    faults: list[tuple[str, ...]] = []
    measure(tell(name, analyse_article(name, text), gold), counts, faults)
    assert faults == []
    kinds = ("quotations", "direct", "contents", "pieces")
    assert [(counts[one], counts[f"{one} told"], counts[f"{one} gold"]) for one in kinds] == [
        (1, 1, 1),
        (1, 1, 1),
        (2, 2, 2),
        (2, 2, 2),
    ]
    assert (counts["speakers"], counts["speakers of"]) == (1, 1)
