"""The command line: what it prints, what it refuses, how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from msgspec import Struct

from verbale import cli
from verbale.command.headings import HEADINGS
from verbale.command.knowing import knowledge_command

EXAMPLES = Path(__file__).parent.parent / "examples"
REPORT = str(EXAMPLES / "lisbon-rabat.txt")
BRIEFS = str(EXAMPLES / "briefs.jsonl")


class Done(Struct):
    """How a run ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs verbale within this process."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def run_verbale(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["verbale", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        assert isinstance(code, int)
        return Done(code, *capsys.readouterr())

    return run_verbale


def run_process(*words: str, **how: object) -> subprocess.CompletedProcess[bytes]:
    """Runs verbale as a process of its own."""
    command = [sys.executable, "-c", "from verbale.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, check=False, **how)  # type: ignore[call-overload, no-any-return]


# read


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir() if path.suffix != ".csv"))
def test_every_example_gives_records_that_fit_the_schema(run: Run, name: str) -> None:
    schema = json.loads(run("schema").out)
    done = run("read", "--json", str(EXAMPLES / name))
    records = [json.loads(line) for line in done.out.splitlines()]
    assert (done.code, done.err) == (0, "")
    assert records
    for record in records:
        jsonschema.Draft202012Validator(schema).validate(record)


def test_every_line_of_a_jsonl_file_is_a_report(run: Run) -> None:
    done = run("read", "--json", BRIEFS)
    sources = [json.loads(line)["report"]["source"] for line in done.out.splitlines()]
    assert sources == ["brief-1", "brief-2", "brief-3"]


def test_without_json_there_is_a_view(run: Run) -> None:
    done = run("read", REPORT)
    assert done.code == 0
    assert done.out.startswith('Valadim to Benhaddou: "The sea between us is short"\nExample Gazette · 14 May 2024 · ')
    assert "\x1b" not in done.out


def test_views_of_several_reports_have_a_rule_between_them(run: Run) -> None:
    out = run("read", BRIEFS).out
    assert out.count("\n" + "─" * 80 + "\n") == 2


def test_the_view_is_as_wide_as_columns_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert max(len(line) for line in run("read", REPORT).out.splitlines()) <= 50


def test_colour_can_be_had_without_a_terminal(run: Run) -> None:
    assert "\x1b[" in run("read", "--colour", "always", REPORT).out


def test_what_is_given_wins_over_what_the_report_says(run: Run) -> None:
    given = (
        "--published",
        "2024-05-15",
        "--title",
        "Another title",
        "--publisher",
        "P",
        "--url",
        "https://e.example/1",
    )
    report = json.loads(run("read", "--json", *given, REPORT).out)["report"]
    assert (report["published"], report["title"]) == ("2024-05-15", "Another title")
    assert (report["publisher"], report["url"]) == ("P", "https://e.example/1")


def test_plover_gives_an_event_a_line(run: Run) -> None:
    done = run("read", "--plover", REPORT)
    assert done.code == 0
    assert all(isinstance(json.loads(line)["event"], list) for line in done.out.splitlines())


def test_the_report_can_come_from_standard_input() -> None:
    done = run_process("read", "--json", "-", input=Path(REPORT).read_bytes())
    assert done.returncode == 0
    assert json.loads(done.stdout)["report"]["title"].startswith("Valadim")


# errors


def test_what_cannot_be_read_is_named_with_the_way_out_and_the_others_are_read(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    done = run("read", "--json", str(empty), "no-such.txt", REPORT)
    assert done.code == 2
    assert done.err.splitlines() == [
        f"verbale: {empty}: is empty; give a report with some text",
        "verbale: no-such.txt: there is no such file; check the path",
    ]
    assert len(done.out.splitlines()) == 1


def test_an_error_is_one_line_that_steers_no_terminal_whatever_the_name(run: Run) -> None:
    err = run("read", "no\n\x1b[31msuch.txt").err
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["reat", "x.txt"], "Did you mean 'read'?"),
        (["read"], "Missing argument 'REPORT...'"),
        (["read", "--jsn", "x.txt"], "Did you mean '--json'?"),
        (["read", "--published", "27.2.2023", "x.txt"], "write it as YYYY-MM-DD, such as 2023-02-27"),
        (["read", "--all-statuses", "x.txt"], "--all-statuses goes with --plover"),
        (["completion", "csh"], "'bash', 'zsh', 'fish'"),
    ],
)
def test_a_wrong_command_line_says_what_is_right(run: Run, words: list[str], hint: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert hint in done.err


def test_a_code_that_is_not_in_the_book_brings_near_ones(run: Run) -> None:
    done = run("explain", "CONSLT")
    assert done.code == 2
    assert done.err.startswith("verbale: ")
    assert "CONSULT" in done.err


# pipes, locales, terminals


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f'{sys.executable} -c "from verbale.cli import main; main()" read --json {BRIEFS} {REPORT} | head -c 10'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_is_utf_8_whatever_the_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run_process("read", REPORT, env=environment)
    assert done.returncode == 0
    assert "“" in done.stdout.decode("utf-8")


def test_a_terminal_gets_colour_unless_it_says_no() -> None:
    assert b"\x1b[" in run_in_terminal({"TERM": "xterm"})
    assert b"\x1b[" not in run_in_terminal({"TERM": "xterm", "NO_COLOR": "1"})
    assert b"\x1b[" not in run_in_terminal({"TERM": "dumb"})


def run_in_terminal(said: dict[str, str]) -> bytes:
    """What verbale writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | said
    command = [sys.executable, "-c", "from verbale.cli import main; main()", "read", REPORT]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment) as child:
        os.close(theirs)
        written = b"".join(iter(lambda: _read_on(ours), b""))
    os.close(ours)
    assert child.returncode == 0
    return written


def _read_on(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how a terminal says that the other side is gone
        return b""


# the other verbs


def test_the_version(run: Run) -> None:
    assert re.fullmatch(r"verbale \d+\.\d+\.\d+\n", run("--version").out)


VERBS = [*cli.cli.commands, *(f"knowledge {name}" for name in knowledge_command.commands)]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(run: Run, verb: str) -> None:
    done = run(*verb.split(), "--help")
    assert done.code == 0
    assert re.search(rf"Examples?:\n +verbale {verb}", done.out)


def test_verbale_alone_shows_what_it_can_do(run: Run) -> None:
    done = run()
    assert "Reading reports:\n  read " in done.out + done.err


def test_every_verb_stands_under_one_heading() -> None:
    listed = [name for names in HEADINGS.values() for name in names]
    assert sorted(listed) == sorted(cli.cli.commands)


def test_the_list_of_verbs_tells_each_in_one_line(run: Run) -> None:
    shown = run("--help").out
    for name in cli.cli.commands:
        assert re.search(rf"^  {name} +[A-Z].*[.]$", shown, re.MULTILINE), name


def test_the_help_of_read_says_how_it_ends(run: Run) -> None:
    assert "Exit codes:" in run("read", "--help").out


@pytest.mark.parametrize("code", ["CONSULT", "consult", "visit", "scheduled", "diplomatic"])
def test_explain_tells_types_modes_statuses_and_contexts(run: Run, code: str) -> None:
    done = run("explain", code)
    assert done.code == 0
    assert code.upper() in done.out.upper()


def test_explain_alone_lists_the_types(run: Run) -> None:
    out = run("explain").out
    assert "CONSULT" in out
    assert "ASSAULT" in out


def test_explain_tells_why_an_event_stands_in_a_record(run: Run) -> None:
    done = run("explain", "--event", "e1", REPORT)
    assert done.code == 0
    assert done.out.startswith("e1  ")
    assert "Who acts" in done.out


def test_explain_tells_whom_and_where_words_may_mean(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Talks\n\nSergey Lavrov flew to Tripoli, Lebanon.", "utf-8")
    done = run("explain", "--actor", "Sergey Lavrov", "--place", "Tripoli", str(report), "--published", "2023-02-27")
    assert done.code == 0, done.err
    assert ("Q58217" in done.out, "Lebanon" in done.out) == (True, True)
    assert run("explain", "--actor", "Jane Roe", str(report)).code == 2
    assert run("explain", "--actor", "Jane Roe").code == 2


def test_explain_writes_every_event_as_a_line_of_json(run: Run) -> None:
    lines = run("explain", "--event", "all", REPORT, "--json").out.splitlines()
    ids = [json.loads(line)["event"]["id"] for line in lines]
    assert ids == [f"e{number}" for number in range(1, len(lines) + 1)]


def test_an_event_that_is_not_in_the_record_is_refused_with_those_that_are(run: Run) -> None:
    done = run("explain", "--event", "e99", REPORT)
    assert done.code == 2
    assert "there are e1, e2" in done.err


@pytest.mark.parametrize("words", [("--event", "e1"), ("CONSULT", "--json"), ("CONSULT", "--title", "Talks")])
def test_explain_refuses_what_does_not_go_together(run: Run, words: tuple[str, ...]) -> None:
    assert run("explain", *words).code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_that_says_where_to_put_it(run: Run, shell: str) -> None:
    out = run("completion", shell).out
    assert out.startswith(f"# Completion of verbale in {shell}: ")
    assert "_VERBALE_COMPLETE" in out


def test_completion_knows_codes() -> None:
    environment = {
        **os.environ,
        "_VERBALE_COMPLETE": "bash_complete",
        "COMP_WORDS": "verbale explain CON",
        "COMP_CWORD": "2",
    }
    done = run_process(env=environment)
    assert done.stdout.split() == [b"plain,CONSULT", b"plain,CONCEDE"]
