"""The house rules that a machine can watch: which part may import which, names, docstrings, sizes."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from verbale import errors

HOUSE = Path(errors.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))

FOUNDATION = ("errors", "spans", "words", "ids", "settings", "records", "schema", "plover")
ORDER = (
    "read",
    "analyse",
    "resolve",
    "extract",
    "sift",
    "pipeline",
    "reconcile",
    "store",
    "watch",
    "batch",
    "show",
    "serve",
    "command",
    "cli",
    "__main__",
)
"""The way of the data; each part may import those before it, and the foundation."""

FORBIDDEN = re.compile(r"(^|_)(utils?|helpers?|managers?|base|common|misc)($|_)")
CATCH_ALL = ("Exception", "BaseException")
LONGEST_FILE = 520
LONGEST_FUNCTION = 60


def name_module(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def list_imports(tree: ast.Module) -> Iterator[str]:
    """Parts of verbale that a module imports, also within functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("verbale."))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("verbale."):
            yield node.module


def list_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_public(name: str) -> bool:
    return not name.startswith("_")


def test_every_part_has_its_place_in_the_order() -> None:
    parts = {name_module(path).split(".")[0] for path in MODULES} - {"__init__"}
    assert parts == {*FOUNDATION, *ORDER}


@pytest.mark.parametrize("path", [path for path in MODULES if path != HOUSE / "__init__.py"], ids=name_module)
def test_nothing_imports_upwards(path: Path) -> None:
    part = name_module(path).split(".")[0]
    allowed = {*FOUNDATION, *(ORDER[: ORDER.index(part) + 1] if part in ORDER else ())}
    imported = {name.split(".")[1] for name in list_imports(parse(path))}
    assert imported <= allowed


def test_the_foundation_has_no_circle() -> None:
    seen: set[str] = set()
    for part in FOUNDATION:
        imported = {name.split(".")[1] for name in list_imports(parse(HOUSE / f"{part}.py"))}
        assert imported <= seen, part
        seen.add(part)


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_a_module_is_named_for_a_thing_of_the_field(path: Path) -> None:
    assert not any(FORBIDDEN.search(part) for part in path.relative_to(HOUSE).with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_a_module_begins_with_a_docstring_and_fits_its_length(path: Path) -> None:
    assert ast.get_docstring(parse(path))
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_what_is_public_says_what_it_does(path: Path) -> None:
    body = parse(path).body
    classes = [node for node in body if isinstance(node, ast.ClassDef) and is_public(node.name)]
    members = [node for one in (ast.Module(body, []), *classes) for node in one.body]
    public = [node for node in members if isinstance(node, ast.FunctionDef | ast.ClassDef) and is_public(node.name)]
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_functions_are_short(path: Path) -> None:
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in list_functions(parse(path))}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_no_error_is_swallowed(path: Path) -> None:
    handlers = [node for node in ast.walk(parse(path)) if isinstance(node, ast.ExceptHandler)]
    assert [node.lineno for node in handlers if _catches_all(node) and not _raises(node)] == []


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    _, drawing = inspect.cleandoc(errors.__doc__ or "").split("\n\n", 1)
    drawn = re.findall(r"^([ │├└─]*)(\w+)", drawing, re.MULTILINE)
    parents: list[str] = []
    tree = {}
    for rails, name in drawn:
        depth = len(rails) // 4
        parents[depth:] = [name]
        tree[name] = parents[depth - 1] if depth else "Exception"
    real = {
        name: kind.__base__.__name__
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.VerbaleError) and kind.__base__
    }
    assert tree == real


def _catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id in CATCH_ALL)


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) for node in ast.walk(handler))
