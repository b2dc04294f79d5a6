"""Is a report in English? Its common words tell for nearly all; a model is loaded for the rest only."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import Any

_SMALL_WORDS = """
    the of and to that which with by from this these those their they was were been has have had would will could
    should his her its our who whom whose when where while after before between against about into over under
    through during said says an as at be but for is it not on or than then there what we you he she are can may more
    most other some such no if also only both because since until
"""
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""English words that stand in any report, whoever it is about. Their share of the words is at least .257 in each
of 244 full reports; in messages of Debian's programs in 96 other languages .162 at most (768 texts of 20 words on)."""

_NEWS_WORDS = """
    people civilians soldiers troops forces leaders government governor killed killing injured injuring wounded strike
    strikes attack attacks announces announced protests election elections foreign military village including following
    amid across near during between several least others three four five seven eight
"""
NEWS_WORDS = frozenset(_NEWS_WORDS.split())
"""Words of news that are English only. Of 5,065 news items 978 have too few small words, and 431 too few of both."""
TELLING_WORDS = SMALL_WORDS | NEWS_WORDS

VARIETIES = frozenset({"en", "pcm"})
"""What the model calls English: it takes short news with African names for Nigerian Pidgin."""

FEWEST_WORDS, ENOUGH_WORDS = 8, 20
CLEAR_SHARE, CLEAR_SHARE_IF_SHORT = 0.2, 0.25
LEAST_PROBABILITY = 0.05
"""Below it the model refuses. Of 5,065 English news items of one or two sentences and 244 headlines none is
(from eight words on); of 555 texts of over 300 characters in other languages all are."""
FOREIGN_LETTERS = 0.75
"""From this share of other than Latin letters on, a text is not English, whatever it quotes."""

_LANGUAGES = """
    af Afrikaans, am Amharic, an Aragonese, ar Arabic, as Assamese, az Azerbaijani, be Belarusian, bg Bulgarian,
    bn Bengali, br Breton, bs Bosnian, ca Catalan, cs Czech, cy Welsh, da Danish, de German, dz Dzongkha,
    el Greek, en English, eo Esperanto, es Spanish, et Estonian, eu Basque, fa Persian, fi Finnish, fo Faroese,
    fr French, ga Irish, gl Galician, gu Gujarati, he Hebrew, hi Hindi, hr Croatian, ht Haitian Creole,
    hu Hungarian, hy Armenian, id Indonesian, is Icelandic, it Italian, ja Japanese, jv Javanese, ka Georgian,
    kk Kazakh, km Khmer, kn Kannada, ko Korean, ku Kurdish, ky Kyrgyz, la Latin, lb Luxembourgish, lo Lao,
    lt Lithuanian, lv Latvian, mg Malagasy, mk Macedonian, ml Malayalam, mn Mongolian, mr Marathi, ms Malay,
    mt Maltese, my Burmese, nb Norwegian, ne Nepali, nl Dutch, nn Norwegian, no Norwegian, oc Occitan, or Odia,
    pa Punjabi, pl Polish, ps Pashto, pt Portuguese, qu Quechua, ro Romanian, ru Russian, rw Kinyarwanda,
    se Sami, si Sinhala, sk Slovak, sl Slovenian, so Somali, sq Albanian, sr Serbian, sv Swedish, sw Swahili,
    ta Tamil, te Telugu, tg Tajik, th Thai, tk Turkmen, tl Tagalog, tr Turkish, ug Uyghur, uk Ukrainian, ur Urdu,
    uz Uzbek, vi Vietnamese, vo Volapük, wa Walloon, xh Xhosa, yi Yiddish, zh Chinese, zu Zulu,
    fy Frisian, gd Scottish Gaelic, ha Hausa, ig Igbo, lg Ganda, ln Lingala, om Oromo, sn Shona, st Sotho, yo Yoruba,
    ary Moroccan Arabic, arz Egyptian Arabic, ba Bashkir, crh Crimean Tatar, sdh Southern Kurdish, tt Tatar,
    wuu Wu Chinese, yue Cantonese
"""
LANGUAGES = MappingProxyType(dict(pair.split(maxsplit=1) for pair in _LANGUAGES.split(",")))
"""Codes of ISO 639-1 that the model knows, with the languages' names."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_READ = 20_000
MOST_IDLE = 2_000_000
"""Characters of reports that did not need the model, after which it is forgotten. To read so many takes over a minute,
so that to load it anew for the next is no loss."""


def is_english(text: str) -> bool:
    """Is *text* English, as far as its first 20,000 characters tell? Fewer than eight words are believed to be."""
    _model.wait(len(text))
    start = text[:_READ]
    if _share_of_foreign_letters(start) >= FOREIGN_LETTERS:
        return False
    words = _WORD.findall(start)
    if len(words) < FEWEST_WORDS:
        return True
    share = sum(map(TELLING_WORDS.__contains__, map(str.lower, words))) / len(words)
    if share >= (CLEAR_SHARE if len(words) >= ENOUGH_WORDS else CLEAR_SHARE_IF_SHORT):
        return True
    return _probability_of_english(start) >= LEAST_PROBABILITY


def name_language(text: str) -> str | None:
    """The name of the language that *text* is likeliest in; None if that is English after all, or not known."""
    ((code, _), *_) = _model.rank(text[:_READ])
    return LANGUAGES.get(str(code)) if code not in VARIETIES else None


def _share_of_foreign_letters(text: str) -> float:
    if text.isascii():
        return 0.0
    others = filter(str.isalpha, _NOT_ASCII.findall(text))
    foreign = sum(not unicodedata.name(char, "").startswith("LATIN") for char in others)
    return foreign / max(1, sum(map(str.isalpha, text)))


def _probability_of_english(text: str) -> float:
    ranked = _model.rank(text)
    return float(sum(share for language, share in ranked if language in VARIETIES))


class _Model:
    """py3langid, loaded when it is asked and forgotten when it has long not been: it holds 75 MB."""

    def __init__(self) -> None:
        self._loaded: Any = None
        self._idle = 0

    def rank(self, text: str) -> list[tuple[str, float]]:
        """The languages by how likely *text* is in them, the likeliest first."""
        self._idle = 0
        model = self._loaded = self._loaded or _load_model()
        ranked: list[tuple[str, float]] = model.rank(text)
        return ranked

    def wait(self, characters: int) -> None:
        """Note that a text of so many characters is read."""
        self._idle += characters
        if self._idle > MOST_IDLE:
            self._loaded = None


def _load_model() -> Any:
    """py3langid with probabilities. Measured: 0.1 s to import, 0.66 s to load, then under a millisecond a text."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - see above

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


_model = _Model()
