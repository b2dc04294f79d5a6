"""The docs tell the truth: their code runs, their outputs are real, their links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")


def name_page(path: Path) -> str:
    return str(path.relative_to(ROOT))


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", [path for path in PAGES if PYTHON.search(path.read_text("utf-8"))], ids=name_page)
def test_the_python_of_a_page_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = "\n".join(PYTHON.findall(path.read_text("utf-8")))
    exec(compile(code, name_page(path), "exec"), {"__name__": "a page of the docs"})


def test_what_is_generated_is_up_to_date() -> None:
    stale = [path for path, text in load_generator().generate().items() if (ROOT / path).read_text("utf-8") != text]
    assert stale == [], "run `make docs`"


@pytest.mark.parametrize("path", PAGES, ids=name_page)
def test_links_lead_to_files(path: Path) -> None:
    links = LINK.findall(path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    queue = [ROOT / "README.md"]
    while queue:
        path = queue.pop()
        seen.add(path)
        linked = [(path.parent / link).resolve() for link in LINK.findall(path.read_text("utf-8"))]
        linked += [page for folder in linked if folder.is_dir() for page in folder.glob("*.md")]
        queue += [page for page in linked if page.suffix == ".md" and page not in seen]
    assert set(PAGES) <= seen
