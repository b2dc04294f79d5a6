"""What `import verbale` offers, as a list that nobody changes by accident."""

from __future__ import annotations

import subprocess
import sys

import pytest

import verbale

FACE = [
    "Actor",
    "Added",
    "Agreement",
    "Count",
    "Credit",
    "Event",
    "MadeBy",
    "Place",
    "Quote",
    "Record",
    "Report",
    "ReportRecord",
    "Size",
    "Span",
    "Statement",
    "TextInfo",
    "UnreadableReport",
    "VerbaleError",
    "__version__",
    "from_json",
    "json_schema",
    "list_quotes",
    "read",
    "read_all",
    "read_text",
    "render",
    "to_json",
]


def test_the_public_face_is_this_list() -> None:
    assert verbale.__all__ == FACE
    assert dir(verbale) == FACE


@pytest.mark.parametrize("name", FACE)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    member = getattr(verbale, name)
    assert isinstance(member, str) or member.__doc__


def test_another_name_is_not_there() -> None:
    with pytest.raises(AttributeError, match="'verbale' has no attribute 'readd'"):
        verbale.readd  # noqa: B018


@pytest.mark.parametrize(
    "first",
    [
        "import verbale.read",
        "from verbale.read import read_source",
        "import verbale.pipeline",
        "from verbale import read",
    ],
)
def test_read_is_the_verb_whatever_was_imported_before(first: str) -> None:
    check = f"{first}; import verbale, types; assert isinstance(verbale.read, types.FunctionType), verbale.read"
    subprocess.run([sys.executable, "-c", check], check=True)


def test_importing_verbale_imports_nothing_heavy() -> None:
    check = (
        "import sys, verbale, verbale.cli; "
        "heavy = {'msgspec', 'numpy', 'rich', 'httpx', 'sqlalchemy', 'alembic', 'trafilatura', 'py3langid'}; "
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", check], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
