"""Tells who heads a body of states that is named with the office: "the NATO chief", "the UN secretary-general"."""

from __future__ import annotations

import re
from typing import Final

from verbale.resolve.phrases import Phrase
from verbale.resolve.role_nouns import RoleNoun
from verbale.resolve.stage import Stage
from verbale.resolve.tables import Holding, load_bodies, load_people

_GENERALS: Final = ("secretary_general", "director_general")
_SEATS: Final = {
    "secretary-general": _GENERALS,
    "secretary general": _GENERALS,
    "director-general": _GENERALS,
    "director general": _GENERALS,
    "director": _GENERALS,
    "president": ("president", "council_president", "central_banker", "speaker"),
    "prosecutor": ("prosecutor",),
    "chief": (*_GENERALS, "president", "council_president", "chair"),
    "head": (*_GENERALS, "president", "council_president", "chair"),
}
"""The roles of heads of bodies in the tables, by the noun that a report has for them."""
_ANY: Final = frozenset(("chief", "head"))
"""Nouns that are no title: "the IMF chief" is its managing director, "the AU chief" chairs its commission."""
_DIPLOMATS: Final = frozenset(
    (("foreign", "policy", "chief"), ("top", "diplomat"), ("chief", "diplomat"), ("high", "representative"))
)
"""What reports call the High Representative of the European Union."""


def head_of_body(stage: Stage, phrase: Phrase, role: RoleNoun) -> Holding | None:
    """Who heads on the report's day the one body that a title names; None if the tables do not say."""
    entries = {entry.id: entry for entry in phrase.entries if entry.kind == "body"}
    if len(entries) != 1 or stage.setting.on is None:
        return None
    (entry,) = entries.values()
    body = load_bodies().get(entry.id)
    if body is None:
        return None
    said = _words_of(stage, phrase)
    is_diplomat = said in _DIPLOMATS and entry.name == "European Union"
    is_any = role.lemma in _ANY and said == (role.lemma,)
    title = "" if is_diplomat or is_any else _plain(" ".join(said))
    seats = ("high_representative",) if is_diplomat else _SEATS.get(role.lemma, ())
    names = "|".join(map(re.escape, (body.name, *body.aliases)))
    of_body = re.compile(rf"\b(?:{names}){'(?: Commission)?' if is_any else ''}$")
    held = [one for seat in seats for one in load_people().holders(body.code, seat, stage.setting.on)]
    fitting = [one for one in held if of_body.search(one.office) and _plain(one.office).startswith(title)]
    return fitting[0] if len({one.person for one in fitting}) == 1 else None


def _words_of(stage: Stage, phrase: Phrase) -> tuple[str, ...]:
    """The words of a title without the body, articles and prepositions."""
    units = stage.units
    bare = (at for at in range(phrase.first, phrase.end) if at not in units.known and units.tags[at] in "hmgcx")
    return tuple(word for at in bare for word in units.lows[at].split())


def _plain(title: str) -> str:
    return title.lower().replace("-", " ")
