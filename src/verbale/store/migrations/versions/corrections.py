"""The second form of the truth: a ledger of corrections beside the versions of reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the ledger."""
    op.create_table(
        "corrections",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("correction", sa.Text, nullable=False),
    )
    op.create_index("ix_corrections_id", "corrections", ["id"], unique=True)
