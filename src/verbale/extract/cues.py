"""Words of saying, as data: which words report speech, and what stands around them.

Frames, the ways in which a cue takes its content:
  clause   said (that) the talks went well            noun     stressed the need for talks
  to       vowed to go on                             about    called for talks (the particle belongs to the cue)
  hearer   told reporters (that) the talks went well  hearer-to  urged Erewhon to talk
  topic    briefed the ministers on the talks         quote    words in quotation marks only: snapped "No"
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from verbale.words import word_set

Tense = Literal["past", "present", "base", "ing"]

_VERBS: Final = """
say: clause
note: clause noun
stress: clause noun
emphasise: clause noun
emphasize: clause noun
underline: clause noun
underscore: clause noun
highlight: clause noun
add: clause
state: clause noun
declare: clause noun
announce: clause noun to
report: clause noun about=on
claim: clause noun to
allege: clause
assert: clause noun
affirm: clause noun
reaffirm: clause noun
re-affirm: clause noun
confirm: clause noun
reiterate: clause noun
repeat: clause noun
restate: clause noun
tweet: clause
write: clause
post: clause
comment: clause about=on
remark: clause
observe: clause
mention: clause noun
recall: clause noun
acknowledge: clause noun
recognise: clause noun
recognize: clause noun
admit: clause noun about=to
concede: clause noun
explain: clause noun about=about
clarify: clause noun
specify: clause noun
argue: clause about=for,against
contend: clause
maintain: clause
insist: clause about=on
consider: clause
agree: clause to about=on,to,that
disagree: clause
warn: clause hearer hearer-to topic=about,of,against about=about,of,against
caution: clause about=against,about hearer
predict: clause noun
estimate: clause noun
conclude: clause noun
find: clause
rule: clause
reveal: clause noun
show: clause
disclose: clause noun
indicate: clause noun
suggest: clause noun
imply: clause
hint: clause about=at
testify: clause
swear: clause to
complain: clause about=of,about
lament: clause noun
boast: clause about=of
joke: clause
quip: clause
opine: clause
proclaim: clause noun
vow: clause to
promise: clause noun to hearer hearer-to
pledge: clause noun to
commit: to about=to
threaten: clause to
refuse: to
demand: clause noun to
propose: clause noun to
recommend: clause noun
advise: clause hearer hearer-to
urge: clause noun to hearer-to
ask: clause to hearer hearer-to topic=for about=for
invite: hearer-to
encourage: hearer-to noun
order: clause hearer-to
instruct: hearer-to
direct: hearer-to
tell: hearer hearer-to topic=about,of
inform: clause hearer topic=about,of,on
assure: clause hearer topic=of
remind: clause hearer hearer-to topic=of,about
notify: hearer topic=of,about
brief: topic=on,about hearer
update: topic=on,about
thank: topic=for
congratulate: topic=on,for
accuse: topic=of
blame: noun
criticise: noun topic=for
criticize: noun topic=for
condemn: noun topic=for
denounce: noun
praise: noun topic=for
commend: noun topic=for
welcome: noun
hail: noun
applaud: noun
appreciate: noun
deny: clause noun
reject: noun clause
dismiss: noun
refute: noun
oppose: noun
defend: noun
justify: noun
describe: noun
characterise: noun
characterize: noun
call: noun to about=for
label: noun
dub: noun
deem: noun
brand: noun
name: noun
express: noun
voice: noun
convey: noun
communicate: noun clause
extend: noun
relay: noun clause
share: noun
raise: noun
outline: noun
detail: noun
present: noun
discuss: noun
cite: noun
identify: noun
attribute: noun
question: noun clause
slam: noun topic=for
blast: noun topic=for
decry: noun
deplore: noun
castigate: noun topic=for
lambast: noun topic=for
lambaste: noun topic=for
deride: noun
ridicule: noun
appeal: about=for,to hearer-to
speak: about=about,of,against
talk: about=about,of
elaborate: about=on
respond: clause
reply: clause
continue: quote
react: quote
snap: quote
shout: clause
chant: quote
exclaim: quote
cry: quote
conclude: clause
read: quote
wonder: clause
apologise: about=for
apologize: about=for
reflect: about=on
preach: noun
rebuke: noun
echo: noun
quote: noun
retort: quote
summarise: noun
summarize: noun
stipulate: clause noun
decide: quote
dispute: noun clause
"""

_PHRASES: Final = """
call on: hearer-to
call upon: hearer-to
appeal to: hearer-to
point out: clause noun
sum up: clause
put it: clause
make clear: clause noun
make it clear: clause
make the point: clause
draw attention to: noun
draw attention to the fact: clause
go on to say: clause
be convinced: clause
be confident: clause
be certain: clause
be sure: clause
be critical of: noun
be clear: clause about=about
lay out: noun
rule out: noun
speak out: about=against
speak up: about=against
speak in favour of: noun
speak in favor of: noun
express ~ hope: clause about=for
express ~ confidence: clause about=in
express ~ view: clause
express ~ opinion: clause
express ~ conviction: clause
express ~ concern: clause about=about,over,at,for
express ~ concerns: clause about=about,over,at,for
express ~ satisfaction: about=with,at
express ~ gratitude: topic=for about=for
express ~ support: about=for
voice ~ hope: clause about=for
voice ~ concern: clause about=about,over,at,for
raise ~ concerns: about=about,over
raise the issue: about=of
take note: about=of
"""
"""Phrases in the form of the dictionary; ~ stands for nothing or for one of `_BETWEEN`."""
_BETWEEN: Final = ("", "the", "his", "her", "their", "its", "deep", "serious", "grave")

_IRREGULAR: Final = {
    "say": ("said", "says", "saying"),
    "show": ("showed", "shows", "showing"),
    "write": ("wrote", "writes", "writing"),
    "tell": ("told", "tells", "telling"),
    "find": ("found", "finds", "finding"),
    "speak": ("spoke", "speaks", "speaking"),
    "read": ("read", "reads", "reading"),
    "swear": ("swore", "swears", "swearing"),
    "make": ("made", "makes", "making"),
    "draw": ("drew", "draws", "drawing"),
    "go": ("went", "goes", "going"),
    "lay": ("laid", "lays", "laying"),
    "take": ("took", "takes", "taking"),
    "put": ("put", "puts", "putting"),
}
_BE: Final[tuple[tuple[str, Tense], ...]] = (("is", "present"), ("are", "present"), ("was", "past"), ("were", "past"))
_DOUBLING: Final = word_set("commit admit quip dub snap slam")


class Cue(NamedTuple):
    """A word or phrase of saying: its verb, tense, frames, and the particles of its about and topic frames."""

    lemma: str
    tense: Tense
    frames: frozenset[str]
    about: frozenset[str]
    topic: frozenset[str]


def _inflect(lemma: str) -> tuple[tuple[str, Tense], ...]:
    """The forms of a verb with their tenses; a form that serves as past and base counts as past."""
    if lemma == "be":
        return _BE
    past, third, ing = _IRREGULAR.get(lemma) or _regular(lemma)
    return (lemma, "base"), (third, "present"), (ing, "ing"), (past, "past")


def _regular(lemma: str) -> tuple[str, str, str]:
    """Past, third person and -ing form of a regular verb."""
    if lemma.endswith("e"):
        return lemma + "d", lemma + "s", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied", lemma[:-1] + "ies", lemma + "ing"
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    third = lemma + ("es" if re.search(r"(?:s|sh|ch|x|z)$", lemma) else "s")
    return stem + "ed", third, stem + "ing"


def _frames(words: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Frames, and the particles of the about and topic frames, from a line of the lists."""
    particles = {frame: rest.split(",") for frame, _, rest in (word.partition("=") for word in words.split())}
    about, topic = (frozenset(particles.get(frame, ())) for frame in ("about", "topic"))
    return frozenset(particles), about, topic


def _list_verbs() -> dict[str, Cue]:
    verbs: dict[str, Cue] = {}
    for line in _VERBS.strip().splitlines():
        lemma, _, words = line.partition(": ")
        frames = _frames(words)
        verbs |= {form: Cue(lemma, tense, *frames) for form, tense in _inflect(lemma)}
    return verbs


def _list_phrases() -> dict[str, dict[tuple[str, ...], Cue]]:
    phrases: dict[str, dict[tuple[str, ...], Cue]] = {}
    for line in _PHRASES.strip().splitlines():
        lemma, _, words = line.partition(": ")
        first, *rest = lemma.split()
        frames = _frames(words)
        for form, tense in _inflect(first):
            for word in _BETWEEN if "~" in rest else ("",):
                parts = tuple(" ".join(rest).replace("~", word).split())
                phrases.setdefault(form, {})[parts] = Cue(lemma, tense, *frames)
    return phrases


VERBS: Final[dict[str, Cue]] = _list_verbs()
"""Every form of every verb of saying."""
PHRASES: Final[dict[str, dict[tuple[str, ...], Cue]]] = _list_phrases()
"""Phrases of saying by their first word: the words after it, and the cue."""
LONGEST_PHRASE: Final = max(len(rest) for rests in PHRASES.values() for rest in rests)
"""Most words after the first in a phrase."""

NOUNS: Final = word_set(
    """
    claim claims allegation allegations assertion assertions statement announcement warning warnings suggestion
    proposal recommendation accusation accusations argument report reports admission denial insistence complaint
    promise pledge assurance assurances conclusion finding
    """
)
"""Nouns of saying that "that" and what is said may follow: its claim that the talks failed."""
