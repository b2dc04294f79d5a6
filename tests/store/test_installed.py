"""What is said where the record's libraries are not installed."""

from __future__ import annotations

import subprocess
import sys


def test_without_its_libraries_the_record_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['sqlalchemy'] = None; sys.argv = ['verbale', 'stats', '--db', 'x.db']; "
        "from verbale.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr.strip() == (
        "verbale: the record of many reports needs sqlalchemy: pip install 'verbale[record]'"
    )
