"""The key of an office, by its title as a source or we write it."""

from __future__ import annotations

import re

_ACTING = re.compile(r"^(?:acting|interim|caretaker|provisional|transitional|federal|union|cabinet)\s+", re.I)

# The whole title must fit: "President" is a head of state, "President of the Senate" is not.
ROLES: tuple[tuple[str, str], ...] = (
    (r"supreme leader", "supreme_leader"),
    (
        r"president|president of the (?:republic|confederation|state|governing council)|monarch|king|queen|emir|sultan"
        r"|emperor|grand duke|yang di.?pertuan agong.*|chair(?:man|person) of the (?:presidency|presidential council"
        r"|sovereignty council|transitional military council|transitional sovereignty council)"
        r"|head of state|prince|co-prince|captain regent|pope|o le ao o le malo|sovereign prince",
        "head_of_state",
    ),
    (
        r"prime minister|premier|premier of the state council|chancellor of germany|chancellor|taoiseach"
        r"|chair(?:man|person) of the (?:council of ministers|cabinet of ministers)(?: \(prime minister\))?"
        r"|president of the (?:government|council of ministers)|head of government|chief executive"
        r"|minister of state of monaco",
        "head_of_government",
    ),
    (r"crown prince", "crown_prince"),
    (r"(?:(?:first|second|third|executive) )?vice.president|(?:first )?deputy head of state", "deputy_head_of_state"),
    (
        r"(?:(?:first|senior|second|third|1st|2nd) )?(?:deputy|vice).(?:prime minister|premier|chancellor)(?: of the state council)?"
        r"|t[aá]naiste|deputy chair(?:man|person) of the (?:council|cabinet) of ministers",
        "deputy_head_of_government",
    ),
    (
        r"(?:minister|secretary) (?:of|for) (?:foreign|external|europe(?:an)? and foreign|the foreign) ?(?:and (?:european|commonwealth|expatriate)s? )?"
        r"(?:affairs|relations)(?: and [\w ,]+|, [\w ,]+)?"
        r"|secretary of state for foreign and commonwealth affairs|secretary of state for foreign, commonwealth.*|foreign (?:minister|secretary)"
        r"|minister of foreign and [\w ]*affairs|minister of europe and foreign affairs",
        "foreign_minister",
    ),
    (
        r"(?:minister|secretary)(?: of state)? (?:of|for) (?:the )?(?:national |people's )?(?:defen[cs]e|armed forces|war|revolutionary armed forces)"
        r"(?: (?:and|affairs)[\w ,]*)?|defen[cs]e (?:minister|secretary)|minister delegate at the presidency in charge of defence",
        "defence_minister",
    ),
    (
        r"(?:minister|secretary)(?: of state)? (?:of|for) (?:the )?(?:interior|internal affairs|home affairs|home department|homeland security|public security)"
        r"(?: and [\w ,]+|, [\w ,]+)?|home secretary|interior minister",
        "interior_minister",
    ),
    (
        r"(?:minister|secretary) (?:of|for) (?:the )?(?:economy and )?(?:finance|treasury)s?(?: and [\w ,]+|, [\w ,]+)?"
        r"|chancellor of the exchequer|treasurer|finance minister",
        "finance_minister",
    ),
    (r"(?:minister|secretary)(?: of state)? (?:of|for) justice(?: and [\w ,]+|, [\w ,]+)?|lord chancellor", "justice_minister"),
    (r"national security advis[eo]r|secretary of the (?:national )?security (?:and defense )?council", "security_adviser"),
    (r".*(?:spokes(?:person|man|woman)|spokeperson|press secretary).*", "spokesperson"),
    (r"(?:.*\b)?(?:ambassador|high commissioner) (?:to|in|of)\b.*|ambassador", "ambassador"),
    (r"permanent representative to .*|ambassador to the united nations", "representative"),
    (r".*\benvoy\b.*", "envoy"),
    (r"(?:governor|mayor|lord mayor|premier|lieutenant governor|chief minister|minister-president|prefect|[aä]kim|deputy premier|emir"
     r"|secretary of state|attorney general|president|prime minister) of .+|head of (?!(?:the )?(?:office|presidential|prime|state|government|chancellery|security|foreign|delegation|mission)).+", "regional"),
    (r"chair(?:man|person) of the people's government of .*|presidential representative in .*|chief administrator of .*|member of the provincial .*", "regional"),
    (r"(?:president|speaker|chair(?:man|person|woman)?|marshal|lord speaker) of the (?:.*(?:parliament|assembly|senate|chamber|house|"
     r"council of (?:states|the republic)|national council|federal council|federation council|duma|seimas|riigikogu|storting|sejm|rada|congress"
     r"|diet|knesset|legislat|dewan|yuan|lords|commons|supreme council|representatives).*)", "speaker"),
    (r"chief of (?:the )?(?:general|defen[cs]e|army|air|naval|joint|navy).*|chief of defen[cs]e.*|chair(?:man)? of the (?:joint )?chiefs.*|commander.*|supreme commander.*|chief of staff of the (?:army|air force|navy|armed forces).*|head of the (?:joint|armed).*", "army_chief"),
    (r"director of (?:the )?(?:cia|central intelligence.*|national intelligence|foreign intelligence service|mossad|federal security service)|head of the (?:security|foreign intelligence).*|chairman of the state security committee", "spy_chief"),
    (r"(?:governor|president|chair(?:man|person)?) of (?:the )?(?:.*\bbank\b.*|federal reserve|de nederlandsche bank|sveriges riksbank)|.*central bank.*", "central_banker"),
    (r"(?:first|second) (?:lady|gentleman)|spouse of .*", "spouse"),
    (r".*\b(?:judge|justice)\b.*court.*|chief justice.*|president of the .*court.*|supreme court justice", "judge"),
    (r"(?:deputy|assistant|vice|under.?secretary|parliamentary|undersecretary|state secretary|minister delegate|secretary of state to|associate|junior|shadow|principal|permanent)\b.*", "deputy_minister"),
    (r"leader of the opposition.*", "opposition_leader"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern, re.I), role) for pattern, role in ROLES)


# Titles that mean another office in one state than elsewhere.
_OF_STATE = {
    ("USA", "secretary of state"): "foreign_minister",
    ("VAT", "secretary of state"): "head_of_government",
    ("VAT", "secretary for relations with states"): "foreign_minister",
    ("USA", "attorney general"): "justice_minister",
    ("USA", "secretary of the interior"): "minister:interior",
    ("BRA", "chief of staff"): "minister:civil-house",
}


def role_of(title: str, state: str | None = None) -> str:
    """The key of an office by its title without its state; "minister:" and its words if it is none of the known ones."""
    plain = title.strip()
    while (shorter := _ACTING.sub("", plain)) != plain:
        plain = shorter
    special = _OF_STATE.get((state or "", plain.lower()))
    if special:
        return special
    for role in _ORDER:
        if any(pattern.fullmatch(plain) for pattern, one in _PATTERNS if one == role):
            return role
    return "minister:" + re.sub(r"\W+", "-", plain.lower()).strip("-")


# A bank of issue is no region and a parliament's president no head of state: more special keys are asked first.
_ORDER = (
    "supreme_leader", "head_of_state", "head_of_government", "crown_prince", "deputy_head_of_state",
    "deputy_head_of_government", "security_adviser", "representative", "spokesperson", "ambassador", "envoy", "speaker",
    "judge", "central_banker", "army_chief", "spy_chief", "foreign_minister", "defence_minister", "interior_minister", "finance_minister",
    "justice_minister", "deputy_minister", "opposition_leader", "spouse", "regional",
)  # fmt: skip
