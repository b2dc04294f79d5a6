"""The same pipeline over as many reports as one likes: shards, worker processes, tables in Parquet."""

from importlib.util import find_spec

from verbale.errors import MissingExtra

for _library in ("pyarrow", "duckdb"):
    if find_spec(_library) is None:
        raise MissingExtra("a batch", _library, "batch")
