"""The engine's classes, in the order of its outputs. The exported weights carry them, so use never imports this."""

MODES_BY_TYPE = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
TYPES = tuple(MODES_BY_TYPE)
MODES = tuple((t, m) for t, modes in MODES_BY_TYPE.items() for m in (None, *modes.split()))
STATUSES = ("occurred", "ongoing", "scheduled", "hypothetical", "denied", "historical")
CONTEXTS = tuple(
    """
    military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic
    legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality
    diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology
    terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking
    """.split()
)
ENTITIES = ("person", "organisation", "place", "other")
ROLES = ("actor", "recipient", "date", "place")
PARTS = ("content", "speaker", "to", "via")
TAGS = ROLES + PARTS
SPEECH = len(TYPES)
"""The kind of a frame that is a cue of speech; the kinds of events are their types' numbers."""
KINDS = len(TYPES) + 1
CONTENT = ("none", "indirect", "quoted")


def begin(number: int) -> int:
    """Tag for the first subtoken of class *number*; the others carry the next number, and 0 is outside."""
    return 1 + 2 * number
