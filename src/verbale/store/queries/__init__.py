"""Questions to a record: each module answers one kind, with the rows of `store.rows`."""
