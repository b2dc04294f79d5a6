"""English names of regions: what a region is called in the news, from the names that GeoNames and ISO 3166-2 give."""

from __future__ import annotations

import re
import unicodedata

from verbale.resolve.tables.words import fold_marks

# What stands behind a region's name in English, by the name that ISO has for its kind; the first is the usual one.
KINDS: dict[str, tuple[str, ...]] = {
    "Province": ("Province",),
    "Region": ("Region",),
    "State": ("State",),
    "Department": ("Department",),
    "County": ("County",),
    "Governorate": ("Governorate", "Province"),
    "Prefecture": ("Prefecture",),
    "Oblast": ("Oblast", "Region"),
    "District": ("District",),
    "Canton": ("Canton",),
    "Division": ("Division",),
    "Emirate": ("Emirate",),
    "Voivodship": ("Voivodeship", "Province"),
    "Rayon": ("District",),
    "Territory": ("Territory",),
    "Union territory": ("Union Territory",),
    "Administrative region": ("Region",),
    "Regional state": ("Region", "State", "Regional State"),
    "Autonomous region": ("Autonomous Region", "Region"),
    "Autonomous community": (),
    "Republic": ("Republic",),
    "Land": ("State",),
    "Metropolitan region": ("Region",),
    "Autonomous province": ("Province",),
    "Entity": (),
    "Country": (),
}
# Where the English word is not ISO's.
STATE_KINDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("SY", "Province"): ("Governorate", "Province"),
    ("AM", "Region"): ("Province",),
    ("UA", "Region"): ("Oblast", "Region", "Province"),
    ("UA", "Republic"): (),
    ("RU", "Administrative region"): ("Oblast", "Region"),
    ("RU", "Administrative territory"): ("Krai", "Territory"),
    ("RU", "Autonomous district"): ("Autonomous Okrug",),
    ("RU", "Autonomous region"): ("Autonomous Oblast",),
    ("RU", "Republic"): ("Republic",),
    ("KG", "Region"): ("Region", "Oblast"),
    ("KZ", "Region"): ("Region", "Oblast"),
    ("SA", "Region"): ("Province", "Region"),
    ("LY", "Popularate"): ("District",),
    ("BG", "District"): ("Province",),
    ("RO", "Department"): ("County",),
    ("US", "State"): (),
    ("AU", "State"): (),
    ("AU", "Territory"): (),
    ("CA", "Territory"): (),
    ("DZ", "Province"): ("Province",),
    ("KP", "Province"): ("Province",),
    ("KR", "Special self-governing province"): ("Province",),
    ("ID", "Special region"): ("Province",),
    ("PK", "Pakistan administered area"): (),
    ("TJ", "Autonomous region"): ("Autonomous Region",),
    ("VE", "State"): ("State",),
    ("GH", "Region"): ("Region",),
    ("PE", "Region"): ("Region", "Department"),
    ("SL", "Province"): ("Province",),
    ("CI", "District"): ("District", "Region"),
    ("FI", "Region"): ("Region",),
}
_SIGNS = str.maketrans({"‘": "", "ʻ": "", "ʿ": "", "ʾ": "", "’": "'", "ʼ": "'", "`": "'", "ʹ": ""})
_MARKS = frozenset("\u0304\u0323\u0331\u0326\u0332")
"""Macron, dots and lines below, as transliterations have them."""
_BEFORE = re.compile(
    r"^(?:(?:state|province|region|department|district|county|municipality|governorate|principality|republic|emirate"
    r"|territory|division|community|canton|special region|autonomous region) of (?:the )?"
    r"|(?:departamento|provincia|estado|gobierno|comunidad|regi[oó]n|distrito|municipio|principado|ciudad)"
    r"(?: aut[oó]noma)? (?:de la |de las |de los |del |de |d')?"
    r"|(?:provinsi|propinsi|daerah tingkat i|changwat|jude[tţț]ul|ost[aā]n-e|wilaya d[e'’] ?|mu[hḩ]ā?fa[zz̧]\S*) "
    r"|(?:d[eé]partement|province|r[eé]gion|gouvernorat|pr[eé]fecture) (?:du |des |de la |de l['’]|de |d['’]))",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:[ -](?:autonomous (?:region|republic|okrug|oblast|province|prefecture|community)|administrative region"
    r"|special (?:capital )?region|union territory|regional state|province|provincie|region|regione|state|department"
    r"|county|governorate|prefecture|ken|oblast['’`ʹ]?|district|canton|division|emirate|voivodeship|krai|kray|republic"
    r"|territory|raion|rayon|municipality|sheng|shi|zizhiqu|gwangyeoksi|teukbyeolsi|teukbyeoljachido|teukbyeoljachisi"
    r"|apskritis|novads|maakond|megye|kraj|fylke|l[aä]n|il|viloyati|oblysy|welayaty|vilayati|velayati))+$",
    re.IGNORECASE,
)
_TURNED = re.compile(r"^(?P<name>[^,]+), (?P<before>[^,]+)$")
_POINTS = re.compile(
    r"^(?:North(?:ern|east|west)?|South(?:ern|east|west)?|East(?:ern)?|West(?:ern)?|Central|Upper|Lower|New)\b[ -]"
)


def bare(name: str) -> str:
    """A name without the words for what kind of region it is."""
    turned = _TURNED.match(name)
    name = turned["name"] if turned else name
    short = _BEHIND.sub("", _BEFORE.sub("", name)).strip()
    return short or name


def latin(names: tuple[str, ...]) -> list[str]:
    """Those names that are in Latin letters and begin with a capital."""
    return [name for name in names if fold_marks(name).isascii() and fold_marks(name)[:1].isupper()]


def plain_letters(name: str) -> str:
    """A name without the marks of transliteration: "Kandahār" as Kandahar; accents of Latin alphabets stay."""
    parts = unicodedata.normalize("NFD", name.translate(_SIGNS))
    return unicodedata.normalize("NFC", "".join(one for one in parts if one not in _MARKS)).strip(" '")


def kinds_of(iso2: str, kind: str) -> tuple[str, ...]:
    """The words that stand behind such a region's name, the usual one first; empty if none does."""
    return STATE_KINDS.get((iso2, kind), KINDS.get(kind, ()))


def usual_name(name: str, aliases: tuple[str, ...], kinds: tuple[str, ...]) -> str:
    """The likeliest English name without the word for its kind: what stands before that word in English, one with
    "North", "Upper" and the like, else the name itself."""
    known = latin((name, *aliases))
    for kind in kinds:
        for one in known:
            if one.endswith(f" {kind}"):
                return bare(one)
    pointed = next((one for one in known if _POINTS.match(one)), None)
    return bare(pointed or name)
