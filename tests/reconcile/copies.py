"""Wire copy of our own writing: one story as papers carry it, and the same events told by somebody else."""

from __future__ import annotations

from datetime import date
from typing import Any

from verbale.records import Report
from written import write_report

WIRE = (
    "Moldovan Foreign Minister Corneliu Vasluian flew to Vilnius on Tuesday for talks about the river ports.\n\n"
    "He met his Lithuanian counterpart Rasa Kubilyte in the old town hall, where the two signed a declaration on the "
    "training of harbour pilots. It is the third paper of its kind since the spring.\n\n"
    "“We have more water in common than the map shows,” Vasluian told reporters after the signing.\n\n"
    "Kubilyte said that Lithuania would send twelve instructors before the winter, perhaps more.\n\n"
    "The opposition in Chisinau called the visit a waste of money. It asked for the travel costs to be laid open.\n\n"
    "Trade between the two countries has grown by a tenth within a year, most of it in timber and wine.\n\n"
    "Vasluian will go on to Riga on Thursday, where he is expected to speak about the same programme."
)
PARAGRAPHS = WIRE.split("\n\n")

OWN_STORY = (
    "The foreign ministers of Moldova and Lithuania have agreed to train harbour pilots together.\n\n"
    "Corneliu Vasluian came to Vilnius on Tuesday. In the old town hall he and Rasa Kubilyte put their names to a "
    "paper that provides for instructors from Klaipeda to work on the Danube from the autumn.\n\n"
    "“We have more water in common than the map shows,” Vasluian said when it was done.\n\n"
    "A dozen pilots are to be sent at first. Diplomats in Vilnius said that the Latvians had asked to join, and that a "
    "decision might fall when Vasluian is in Riga later this week.\n\n"
    "Critics at home were not convinced: the journey costs more than the course, an opposition deputy said."
)


def carry(body: str = WIRE, title: str | None = "Moldova and Lithuania sign on pilots", **said: Any) -> Report:
    """A paper's report with that body: 14 May 2024 unless said otherwise."""
    text = f"{title}\n\n{body}" if title else body
    return write_report(text, **{"source": "paper", "title": title, "published": date(2024, 5, 14)} | said)


def shorten(paragraphs: int) -> str:
    """The copy cut from the end."""
    return "\n\n".join(PARAGRAPHS[:paragraphs])
