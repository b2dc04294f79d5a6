"""The first form of the truth: versions of reports, and what a file says of itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ID = sa.String(16).with_variant(sa.String(16, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "about",
        sa.Column("key", _WORDS, primary_key=True),
        sa.Column("value", _WORDS, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("report", _NUMBER, nullable=False),
        sa.Column("report_id", _ID, nullable=False),
        sa.Column("text_id", _ID, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
        sa.Column("replaced", sa.DateTime),
        sa.Column("verbale", _WORDS, nullable=False),
        sa.Column("engine", _WORDS, nullable=False),
        sa.Column("tables", _WORDS, nullable=False),
        sa.Column("codebook", _WORDS, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_versions_report", "versions", ["report"])
    op.create_index("versions_texts", "versions", ["report", "text_id"], unique=True)
