"""batch, load and query as one runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from batch.coding import load_coder, write_line, write_lines
from verbale.batch import plan, whole
from verbale.cli import cli
from verbale.store.record import Record


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in words])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch of nine reports and a broken line."""
    folder = tmp_path_factory.mktemp("batch")
    lines = [write_line(number) for number in range(9)] + ["{broken"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "SMALL", 1)
        whole.run_batch(
            [str(write_lines(folder / "news.jsonl", lines))], folder / "out", reports=4, make_coder=load_coder
        )
    return folder / "out"


@pytest.mark.slow
def test_batch_reads_with_the_engine_and_says_what_it_did(tmp_path: Path) -> None:
    done = run("batch", "examples/lisbon-rabat.txt", "examples/briefs.jsonl", "--out", tmp_path / "out", "--workers", 1)
    assert done.exit_code == 0, done.output
    assert done.output == f"{tmp_path / 'out' / 'tables'}: 4 reports read; 1 shards.\n"
    again = run("batch", "examples/lisbon-rabat.txt", "examples/briefs.jsonl", "--out", tmp_path / "out")
    assert "1 shards, 1 done before" in again.output
    asked = run("query", tmp_path / "out", "--json", "SELECT DISTINCT unnest(actor_states) AS state FROM events")
    assert {"state": "PRT"} in map(json.loads, asked.output.splitlines())


@pytest.mark.parametrize("part", ["0/3", "4/3", "3", "a/b", "1/0"])
def test_a_part_is_written_as_one_of_so_many(tmp_path: Path, part: str) -> None:
    done = run("batch", "examples", "--out", tmp_path / "out", "--part", part)
    assert done.exit_code == 2
    assert "is not I/N" in done.output


def test_an_input_that_is_not_there_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    done = run("batch", "no-such-file.txt", "--out", tmp_path / "out")
    assert "there is no such file" in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_load_keeps_the_reports_in_a_record_once(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    assert run("load", out, "--db", path).output == f"{path}: 9 reports: 9 new.\n"
    assert run("load", out, "--db", path).output == f"{path}: 9 reports: 9 unchanged.\n"
    with Record(path) as record:
        assert record.check() == ()
        assert {row.source for row in record.reports()} == {f"n{number}" for number in range(9)}


def test_load_wants_a_batch_that_is_done(tmp_path: Path) -> None:
    assert "holds no batch" in str(run("load", tmp_path, "--db", tmp_path / "news.db").exception)
    assert not (tmp_path / "news.db").exists()


def test_a_question_is_answered_as_a_table(out: Path) -> None:
    done = run("query", out, "SELECT event, count(*) AS told, NULL AS nothing FROM tellings GROUP BY event")
    head, _, row = done.output.splitlines()
    assert head.split() == ["event", "told", "nothing"]
    assert row.split() == ["CONSULT", "9"]


def test_a_question_is_answered_as_csv_and_as_json(out: Path) -> None:
    sql = "SELECT actor, published, confidence FROM tellings WHERE list_contains(actor, 'Q57371') ORDER BY id LIMIT 1"
    assert run("query", out, "--csv", sql).output == ("actor,published,confidence\nQ57371; Q58217,2024-05-14,0.9\n")
    assert json.loads(run("query", out, "--json", sql).output) == {
        "actor": ["Q57371", "Q58217"],
        "published": "2024-05-14",
        "confidence": 0.9,
    }


def test_an_answer_without_rows_has_its_head(out: Path) -> None:
    assert run("query", out, "--csv", "SELECT id FROM events WHERE false").output == "id\n"
    assert run("query", out, "--json", "SELECT id FROM events WHERE false").output == ""


def test_a_table_is_cut_and_says_so(out: Path) -> None:
    done = run("query", out, "--limit", 2, "SELECT id FROM reports")
    assert len(done.stdout.splitlines()) == 4
    assert "the first 2 rows only" in done.stderr
    assert len(run("query", out, "--csv", "--limit", 2, "SELECT id FROM reports").output.splitlines()) == 3


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM events", '"nothing" not found'),
        ("SELECT * FROM nowhere", "Table with name nowhere does not exist"),
        ("SELECT 1; SELECT 2", "give one question"),
        ("", "give one question"),
        ("DROP VIEW events", "DROP is no question"),
        ("COPY events TO 'events.csv'", "COPY is no question"),
        ("SELECT * FROM read_csv('/etc/hostname')", "disabled by configuration"),
        ("SELECT CAST(words AS INTEGER) FROM events", "Could not convert"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(out: Path, sql: str, words: str) -> None:
    fault: Any = run("query", out, sql).exception
    assert type(fault).__name__ == "BadQuestion"
    assert words in str(fault)
    assert "\n" not in str(fault)


def test_a_query_wants_a_batch(tmp_path: Path) -> None:
    assert "holds no batch that is done" in str(run("query", tmp_path, "SELECT 1").exception)


@pytest.mark.parametrize("library", ["pyarrow", "duckdb"])
def test_without_its_libraries_a_batch_says_what_to_install(library: str) -> None:
    code = (
        f"import sys; sys.modules[{library!r}] = None; sys.argv = ['verbale', 'query', 'news', 'SELECT 1']; "
        "from verbale.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == f"verbale: a batch needs {library}: pip install 'verbale[batch]'"


def test_without_ray_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['ray'] = None; "
        f"sys.argv = ['verbale', 'batch', 'examples', '--out', {str(tmp_path / 'out')!r}, '--ray']; "
        "from verbale.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == "verbale: --ray needs ray: pip install 'verbale[scale]'"
    assert not (tmp_path / "out").exists()


def test_an_input_that_follows_ray_is_not_taken_for_an_address(tmp_path: Path) -> None:
    done = run("batch", "--ray", "examples", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "'examples' is no address" in done.output
