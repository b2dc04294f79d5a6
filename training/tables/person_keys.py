"""The keys that a person is found under: whole names, short forms, surnames, spellings of one sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verbale.resolve.tables.words import fold_name, sound_key

FULL, ALIAS, SURNAME, VARIANT = range(4)

# Where the family name stands first and has one word: of China, Korea, Vietnam, Cambodia.
_FAMILY_FIRST = frozenset("CHN TWN HKG MAC KOR PRK VNM KHM".split())
# Where people go by either order or by the family name first only with Chinese names.
_MAYBE_FIRST = frozenset("SGP MYS MMR".split())
_BOTH_ORDERS = frozenset("JPN HUN".split())
_GIVEN_ALONE = frozenset(("VNM",))
# A second surname follows the first: of Spain and the Spanish- and Portuguese-speaking states.
_TWO_SURNAMES = frozenset(
    "ESP MEX ARG CHL COL VEN PER BOL PRY URY ECU CRI PAN NIC HND SLV GTM CUB DOM GNQ PHL PRI BRA PRT AGO MOZ".split()
)  # fmt: skip
_ENDINGS = frozenset("jr sr i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi".split())
PARTICLES = frozenset(
    "al el bin ibn bint ben van von der den de del della di da dos do das du la le las los af av ter ten zu zum bar ul ould al- y e st san".split()
)  # fmt: skip


def keys_of(names: Iterable[str], state: str | None) -> Iterator[tuple[str, int]]:
    """Every key of somebody's names with the kind of match; the first name is the full one, the others aliases."""
    for number, name in enumerate(names):
        plain = fold_name(name.partition("(")[0].split(" of ")[0] if number == 0 else name)
        if not plain:
            continue
        yield plain, min(number, ALIAS)
        yield "~" + sound_key(plain), VARIANT
        words = plain.split()
        if len(words) > 1:
            yield from _short_forms(words, state, name)


def _short_forms(words: list[str], state: str | None, name: str) -> Iterator[tuple[str, int]]:
    core = words[:-1] if words[-1] in _ENDINGS else words
    if core is not words and len(core) > 1:
        yield " ".join(core), ALIAS
    if state in _FAMILY_FIRST and _is_family_first(name, state):
        yield from _surname(core[0])
        yield " ".join((*core[1:], core[0])), ALIAS
        if state in _GIVEN_ALONE:
            yield from _surname(core[-1])
        return
    if state in _MAYBE_FIRST and len(core) > 2 and not set(core) & PARTICLES:
        yield from _surname(core[0])
    yield from _surname(core[-1])
    joined = fold_name(name.rsplit(maxsplit=1)[-1])
    if " " in joined:  # Nana Akufo-Addo
        yield joined, SURNAME
        yield "~" + sound_key(joined), VARIANT
    if len(core) > 2:
        yield f"{core[0]} {core[-1]}", ALIAS
        yield from _with_particles(core)
    if len(core) == 2 and state in _BOTH_ORDERS:
        yield f"{core[1]} {core[0]}", ALIAS
    if state in _TWO_SURNAMES and len(core) > 2 and core[-2] not in PARTICLES:
        yield " ".join(core[-2:]), SURNAME
        yield f"{core[0]} {core[-2]}", ALIAS
        yield core[-2], SURNAME


def _is_family_first(name: str, state: str) -> bool:
    """Is the name written as at home: "Kim Jong-un", "Li Qiang", not "Joseph Wu" or "Carrie Lam"?"""
    words = name.split()
    if state in ("CHN", "PRK", "VNM", "KHM"):
        return True
    return len(words) == 3 or (len(words) == 2 and "-" in words[1])


def _surname(word: str) -> Iterator[tuple[str, int]]:
    if len(word) > 1:
        yield word, SURNAME
        yield "~" + sound_key(word), VARIANT


def _with_particles(words: list[str]) -> Iterator[tuple[str, int]]:
    """The surname with the particles before it: "von der leyen", "bin salman", "al sisi"."""
    first = len(words) - 1
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    if first < len(words) - 1:
        yield " ".join(words[first:]), SURNAME
        yield "~" + sound_key(" ".join(words[first:])), VARIANT
