"""Tells who holds an office that is named without its holder: "the Turkish president", "the two leaders"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from verbale.resolve.cast import Draft
from verbale.resolve.heads import head_of_body
from verbale.resolve.offices import ALLIED, ALLIED_NOUNS, KIN, REGENTS, title_content, title_core
from verbale.resolve.phrases import Phrase
from verbale.resolve.recognition import is_outdated
from verbale.resolve.role_nouns import RoleNoun
from verbale.resolve.sectors import tell_sector
from verbale.resolve.setting import state_code
from verbale.resolve.stage import Stage, Told
from verbale.resolve.tables import Entry, load_people
from verbale.resolve.tables.roles import role_of_title
from verbale.words import word_set

_NOT_ONE: Final = word_set(
    "former incoming next future deputy vice assistant one another other some any each every fellow"
)
_HEADS: Final = word_set("president leader premier king chancellor ruler monarch emir sultan") | frozenset(
    ("prime minister", "head of state", "head of government", "crown prince", "supreme leader", "chief executive")
)
_TOP: Final = frozenset(("head_of_state", "head_of_government"))
_SAME: Final = frozenset(("counterpart", "leader", "pontiff"))
"""Nouns that no office is called by, so that whoever leads is meant."""
_MOST: Final = 6
"""How many "the foreign ministers" may be, if that many were named."""
_TELLING: Final = 2
"""Words that a title must have to be told by them alone."""
_SAYS_LITTLE: Final = word_set(
    "federal national state republic the acting current executive union first country nation outgoing new embattled"
    " longtime long-serving powerful influential visiting"
)
"""Words of a title that do not make it another's: "federal chancellor", but not "UEFA president"."""
_SURE, _SEVERAL, _UNNAMED = 0.85, 0.75, 0.8


def tell_one(stage: Stage, phrase: Phrase, role: RoleNoun) -> Told:
    """The holder of an office, or somebody without a name: "a senior official"."""
    state = stage.state_named(phrase)
    if _is_definite(stage, phrase):
        draft = _find_holder(stage, phrase, role, state)
        if draft is not None:
            return Told((draft.id,), "title", _SURE)
    known = _find_titled(stage, phrase, role)
    if known is not None:
        return Told((known.id,), "title", _SURE)
    state = state or stage.state_of(phrase, role)
    sector = tell_sector(stage.units, phrase.first, phrase.end, phrase.head, role)
    draft = stage.cast.enter_words(stage.words(phrase), role.kind, state, sector, "one", role.lemma, phrase.gender)
    key = _key(stage, phrase)
    draft.roles |= {key} if key else set()
    return Told((draft.id,), "title" if role.is_office else "description", _UNNAMED * phrase.weight)


def _find_titled(stage: Stage, phrase: Phrase, role: RoleNoun) -> Draft | None:
    """Who has the very title of a deputy or the like, whose noun alone says little: "the deputy head of the office"."""
    if phrase.article not in ("the", "none") or phrase.is_former or phrase.shared >= 0:
        return None
    content = title_content(stage.units, phrase.first, phrase.end)
    if len(content) < _TELLING:
        return None
    return next((one for one in stage.people.holding(role.lemma, None) if content in one.titles), None)


def _key(stage: Stage, phrase: Phrase) -> str | None:
    return role_of_title(title_core(stage.units, phrase.first, phrase.head, phrase.end))


def _is_definite(stage: Stage, phrase: Phrase) -> bool:
    if phrase.article in ("a", "number") or phrase.is_former or phrase.shared >= 0:
        return False
    # A word such as "next" stands before the phrase, and no part of it.
    return not any(stage.units.low(i) in _NOT_ONE for i in range(phrase.wide_first - 1, phrase.end - 1))


def _find_holder(stage: Stage, phrase: Phrase, role: RoleNoun, state: str | None) -> Draft | None:
    """Who holds the office: somebody named before, somebody of the report, the holder that the tables know."""
    if phrase.article == "none" and not role.is_office and state is None:
        return None
    owner = stage.owner(phrase) if role.lemma == "counterpart" or role.lemma in KIN else None
    key = _role_of(owner) if owner is not None and role.lemma == "counterpart" else _key(stage, phrase)
    content = _without_group(phrase, title_content(stage.units, phrase.first, phrase.end))

    def fits(draft: Draft) -> bool:
        is_of_state = state is None or draft.state == state or (draft.state is None and draft.kind == "person")
        is_other = draft is not owner and role.gender in (None, draft.gender or role.gender)
        return draft.number == "one" and is_other and is_of_state and _has_office(draft, role, key, content)

    setting = stage.setting
    found = _last_at_home(stage, fits) if state is None and role.is_office else None
    found = found or stage.scene.last(fits)
    if found is None and role.is_office:
        found = next((draft for draft in stage.people.holding(role.lemma, key) if fits(draft)), None)
    if found is not None:
        found.state = found.state or state
    elif key is not None and not _is_of_other(role, content):
        state = _HOLY_SEE if role.lemma in _POPES else state or setting.home or setting.main
        found = holder_from_tables(stage, state, key, role)
    elif (holding := head_of_body(stage, phrase, role)) is not None:
        found = stage.people.enter_holding(holding)
    return found


_HOLY_SEE: Final = "VAT"
_POPES: Final = frozenset(("pope", "pontiff"))


def _without_group(phrase: Phrase, content: frozenset[str]) -> frozenset[str]:
    """A title's words without the group that governs, where what is left still tells: "the Taliban trade ministry"."""
    names = {word for entry in phrase.entries if entry.kind == "group" for word in entry.name.lower().split()}
    left = content - names
    return left if len(left) > _TELLING else content


def _role_of(owner: Draft) -> str | None:
    """The role in which somebody has a counterpart."""
    roles = sorted(owner.roles)
    return next((role for role in roles if role.endswith("_minister")), roles[0] if roles else None)


def _last_at_home(stage: Stage, fits: Callable[[Draft], bool]) -> Draft | None:
    """An office without a state: the publishing government's, else the main state's unless another was just named."""
    home, main = stage.setting.home, stage.setting.main
    if home is not None:
        return stage.scene.last(lambda draft: draft.kind == "person" and draft.state == home and fits(draft))
    if main is None or stage.scene.last(fits, within=1) is not None:
        return None
    return stage.scene.last(lambda draft: draft.kind == "person" and draft.state == main and fits(draft))


def _has_office(draft: Draft, role: RoleNoun, key: str | None, content: frozenset[str]) -> bool:
    """Does somebody hold the office that a title names, by the report's words or by the tables?"""
    if role.lemma in draft.lemmas and (draft.kind != "person" or any(content <= title for title in draft.titles)):
        return True
    if _is_of_other(role, content):
        return False
    if key is not None and key in draft.roles:
        is_said = bool(_same_office(role.lemma) & draft.lemmas) or role.lemma.startswith("head of ")
        is_said = is_said or role.lemma == "counterpart"
        return is_said or _is_office_of(draft.office, role.lemma)
    is_allied = bool(
        ALLIED.get(role.lemma, frozenset()) & draft.roles or ALLIED_NOUNS.get(role.lemma, frozenset()) & draft.lemmas
    )
    return is_allied and len(content) == 1


def _same_office(lemma: str) -> frozenset[str]:
    """The nouns for the office that *lemma* names: a premier is a prime minister."""
    return _PREMIERS if lemma in _PREMIERS else frozenset((lemma,))


_PREMIERS: Final = frozenset(("premier", "prime minister", "pm"))


def _is_of_other(role: RoleNoun, content: frozenset[str]) -> bool:
    """Do the words of a title make it that of another body: "UEFA president"?"""
    return role.lemma not in ("minister", "secretary") and bool(content - set(role.lemma.split()) - _SAYS_LITTLE)


def _is_office_of(office: str | None, lemma: str) -> bool:
    """Is the noun of an office ("President of France") this one, and not part of another ("Vice President")?"""
    words = (office or "").lower().partition(" of ")[0]
    return words == lemma or (lemma.endswith(("minister", "secretary")) and words.startswith(("minister", "secretary")))


def holder_from_tables(stage: Stage, state: str | None, key: str, role: RoleNoun) -> Draft | None:
    """Who held that role of that state on the report's day, by the tables; None if they do not say."""
    if state is None or stage.setting.on is None:
        return None
    if role.lemma == "supreme leader" and load_people().has_seat(state, "supreme_leader"):
        key = "supreme_leader"
    holding = load_people().holder(state, key, stage.setting.on)
    if holding is None or is_outdated(holding, stage.setting.on):
        return None
    is_same = role.lemma in _SAME or role.lemma.startswith("head of ")
    if key in _TOP and not is_same and role.lemma not in holding.office.lower():
        return None
    return stage.people.enter_holding(holding)


# -- several


def tell_heads(stage: Stage, phrase: Phrase, role: RoleNoun) -> Told | None:
    """Who "the two presidents" or "the foreign ministers of Armenia and Azerbaijan" are; None if it cannot be told."""
    is_head = role.lemma in REGENTS or role.lemma.endswith(("minister", "secretary", "adviser", "advisor"))
    if not is_head or phrase.is_former:
        return None
    key = role_of_title(_in_singular(stage, phrase, role))
    entries = [entry for entry in phrase.entries if entry.kind in ("state", "adjective")]
    if entries:
        stage.listed = phrase.list_end, key, role
        is_several = len(entries) > 1 or phrase.list_end > 0 or phrase.shared >= 0
        found = holders_of(stage, entries, key, role) if is_several else ()
    elif phrase.entries or not _means_those_named(stage, phrase):
        found = ()
    else:
        found = _those_named(stage, phrase, role, key)
    return Told(found, "title", _SEVERAL) if found else None


def _those_named(stage: Stage, phrase: Phrase, role: RoleNoun, key: str | None) -> tuple[str, ...]:
    def fits(draft: Draft) -> bool:
        return _is_head(draft, role, key)

    if phrase.article != "number" and role.lemma not in REGENTS:
        return stage.scene.several(fits, _MOST)
    found = stage.scene.both(fits)
    if not found and role.lemma == "leader":
        found = stage.scene.both(lambda draft: draft.kind == "person" and bool(draft.lemmas or draft.roles))
    return found


def _in_singular(stage: Stage, phrase: Phrase, role: RoleNoun) -> str:
    before = stage.units.words(phrase.first, phrase.head).lower() if phrase.head > phrase.first else ""
    after = stage.units.words(phrase.head + 1, phrase.end).lower() if phrase.end > phrase.head + 1 else ""
    return f"{before} {role.lemma} {after if role.lemma in ('minister', 'secretary') else ''}"


def _means_those_named(stage: Stage, phrase: Phrase) -> bool:
    if phrase.article == "none":
        return stage.units.tag(phrase.first - 1) == "|"
    return phrase.article in ("the", "number")


def _is_head(draft: Draft, role: RoleNoun, key: str | None) -> bool:
    if draft.kind != "person" or draft.number != "one":
        return False
    if role.lemma == "leader":
        return bool(ALLIED["leader"] & draft.roles) or bool(draft.lemmas & _HEADS)
    return key in draft.roles if key else role.lemma in draft.lemmas


def holders_of(stage: Stage, entries: list[Entry], key: str | None, role: RoleNoun) -> tuple[str, ...]:
    """The holders of one role in each of several states, without a name where nobody knows it."""
    if key is None:
        return ()
    found: list[str] = []
    for entry in entries:
        code = state_code(entry)
        in_office = (one for one in stage.people.holding(role.lemma, key) if one.state == code and key in one.roles)
        draft = next(in_office, None) or holder_from_tables(stage, code, key, role)
        if draft is None:
            draft = stage.cast.enter_words(
                f"{role.lemma} of {entry.name}", "unnamed", code, role.sector, "one", role.lemma
            )
        found.append(draft.id)
    return tuple(found)
