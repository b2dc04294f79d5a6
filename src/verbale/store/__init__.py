"""The record over many reports, on disk: `record.Record` keeps it and answers from it."""
