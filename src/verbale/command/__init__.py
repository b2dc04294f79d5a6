"""The verbs of the record over many reports: one thin module a group; whatever is heavy is imported by the verb."""
