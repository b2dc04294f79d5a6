"""A statement at work, before its speaker is known as an actor."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.records import StatementForm
from verbale.spans import Span


@dataclass
class Draft:
    """A statement as spans: what is said, its cue, and the words that name speaker, addressees and relay.

    `frame` and `lemma` tell how it was found, for rule and confidence. Without a `speaker` of its own it takes that of
    `speaker_of`. `parent` is the statement that quotes it. `clause` is the reporter's clause
    around words quoted in part. `signs` name the weights that speak for and against it.
    """

    form: StatementForm
    spans: list[Span]
    frame: str
    lemma: str = ""
    cue: Span | None = None
    speaker: Span | None = None
    to: list[Span] = field(default_factory=list)
    via: Span | None = None
    speaker_of: Draft | None = None
    parent: Draft | None = None
    clause: tuple[Span, ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return min(s.start for s in self.spans)

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return max(s.end for s in self.spans)

    @property
    def named_by(self) -> Span | None:
        """The words that name the speaker, its own or those of the statement that it continues."""
        seen: list[Draft] = []
        draft: Draft | None = self
        while draft is not None and draft.speaker is None and all(draft is not d for d in seen):
            seen.append(draft)
            draft = draft.speaker_of
        return draft.speaker if draft else None
