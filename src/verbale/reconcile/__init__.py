"""Many reports to one record: reprints recognised, tellings of one event brought together.

Pure functions over values; `store` hands them what they compare and keeps what they say. `rules.RULES` is all
that `store` knows of this package.
"""
