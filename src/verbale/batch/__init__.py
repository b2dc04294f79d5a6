"""The same pipeline over as many reports as one likes: shards, worker processes, tables in Parquet."""
