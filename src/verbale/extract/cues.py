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

from verbale.extract.phrases import word_set

Frame = Literal["clause", "noun", "to", "about", "hearer", "hearer-to", "topic", "quote"]
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
blame: topic=for noun
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
question: noun
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
dispute: noun clause
"""

_PHRASES: Final = """
called on: hearer-to
call on: hearer-to
calls on: hearer-to
calling on: hearer-to
called upon: hearer-to
call upon: hearer-to
calls upon: hearer-to
calling upon: hearer-to
appealed to: hearer-to
appeals to: hearer-to
pointed out: clause noun
points out: clause noun
point out: clause noun
pointing out: clause noun
summed up: clause
sums up: clause
made clear: clause noun
makes clear: clause noun
making clear: clause noun
made it clear: clause
makes it clear: clause
making it clear: clause
drew attention to: noun
draws attention to: noun
drawing attention to: noun
drew attention to the fact: clause
went on to say: clause
goes on to say: clause
is convinced: clause
is confident: clause
was convinced: clause
was confident: clause
is certain: clause
is sure: clause
laid out: noun
spoke out: about=against
speaks out: about=against
spoke up: about=against
spoke in favour of: noun
spoke in favor of: noun
was critical of: noun
was clear: clause about=about
expressed hope: clause about=for
expressed the hope: clause about=for
expressed his hope: clause about=for
expressed her hope: clause about=for
expressed confidence: clause about=in
expressed his confidence: clause about=in
expressed her confidence: clause about=in
expressed the view: clause
expressed his view: clause
expressed the opinion: clause
expressed conviction: clause
expressed his conviction: clause
expressed her conviction: clause
expressed concern: clause about=about,over,at,for
expressed concerns: clause about=about,over,at,for
expressed satisfaction: about=with,at
expressed gratitude: topic=for about=for
expressed his gratitude: topic=for about=for
expressed support: about=for
expressing hope: clause about=for
expressing confidence: clause about=in
expressing concern: clause about=about,over,at,for
voiced hope: clause about=for
raised concerns: about=about,over
raised the issue: about=of
took note: about=of
made the point: clause
"""

_IRREGULAR: Final = {
    "say": ("said", "says", "saying"),
    "write": ("wrote", "writes", "writing"),
    "tell": ("told", "tells", "telling"),
    "find": ("found", "finds", "finding"),
    "speak": ("spoke", "speaks", "speaking"),
    "read": ("read", "reads", "reading"),
    "think": ("thought", "thinks", "thinking"),
    "swear": ("swore", "swears", "swearing"),
    "show": ("showed", "shows", "showing"),
    "mean": ("meant", "means", "meaning"),
    "cry": ("cried", "cries", "crying"),
}
_DOUBLING: Final = word_set("commit admit quip dub snap")

ING_ONLY_AFTER_COMMA: Final = True


class Cue(NamedTuple):
    """A word or phrase of saying: its verb, tense, frames, and the particles of its about and topic frames."""

    lemma: str
    tense: Tense
    frames: frozenset[str]
    about: frozenset[str]
    topic: frozenset[str]


def _forms(lemma: str) -> tuple[str, str, str]:
    """Past, third person and -ing form of a verb."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return lemma + "d", lemma + "s", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied", lemma[:-1] + "ies", lemma + "ing"
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    third = lemma + ("es" if re.search(r"(?:s|sh|ch|x|z)$", lemma) else "s")
    return stem + "ed", third, stem + "ing"


def _frames(words: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    frames, about, topic = set(), frozenset[str](), frozenset[str]()
    for word in words.split():
        frame, _, particles = word.partition("=")
        frames.add(frame)
        if frame == "about":
            about = frozenset(particles.split(","))
        elif frame == "topic":
            topic = frozenset(particles.split(","))
    return frozenset(frames), about, topic


def _lexicon() -> dict[str, Cue]:
    lexicon: dict[str, Cue] = {}
    for line in _VERBS.strip().splitlines():
        lemma, _, words = line.partition(": ")
        frames = _frames(words)
        past, third, ing = _forms(lemma)
        for form, tense in ((lemma, "base"), (third, "present"), (ing, "ing"), (past, "past")):
            lexicon[form] = Cue(lemma, tense, *frames)  # type: ignore[arg-type]
    return lexicon


VERBS: Final[dict[str, Cue]] = _lexicon()
PHRASES: Final[dict[tuple[str, ...], Cue]] = {}


def _tense_of(first: str, last: str) -> Tense:
    if first.endswith("ing"):
        return "ing"
    if first in {"is", "are"} or (first.endswith("s") and first not in {"expressed"} and last != first):
        return "present"
    return "base" if first in {"call", "point"} else "past"


def _load_phrases() -> None:
    for line in _PHRASES.strip().splitlines():
        words, _, frames = line.partition(": ")
        parts = tuple(words.split())
        PHRASES[parts] = Cue(words, _tense_of(parts[0], parts[-1]), *_frames(frames))


_load_phrases()
LONGEST_PHRASE: Final = max(len(p) for p in PHRASES)

ACCORDING: Final[tuple[tuple[str, ...], ...]] = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "opinion", "of"),
    ("in", "the", "view", "of"),
)
POSSESSED: Final = word_set("opinion view words")
"""After "in his" or "in the minister's", what makes a cue: in his opinion."""
