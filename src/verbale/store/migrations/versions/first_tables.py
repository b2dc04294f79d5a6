"""The first form of the truth: versions of reports, and what a file says of itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "about",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("report", _NUMBER, nullable=False),
        sa.Column("report_id", sa.String(16), nullable=False),
        sa.Column("text_id", sa.String(16), nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
        sa.Column("replaced", sa.DateTime),
        sa.Column("verbale", sa.Text, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("tables", sa.Text, nullable=False),
        sa.Column("codebook", sa.Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_versions_report", "versions", ["report"])
    op.create_index("versions_texts", "versions", ["report", "text_id"], unique=True)
