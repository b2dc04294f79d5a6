"""English is told by its small words; the model is asked about the rest, and doubt speaks for the report."""

from __future__ import annotations

import pytest

from verbale.read import language
from verbale.read.language import is_english, name_language

CLEAR = "The foreign ministers of the two states said that they would meet again in the spring, before the summit."
NAMES = (
    "Prime Minister Nguyen Van Hoa and President Oyunbileg Batsaikhan met Foreign Minister Tjokorda Wirawan, "
    "Ambassador Kwabena Ofori-Mensah and the deputies Ikaika Kealoha, Zsófia Szépvölgyi and Þórunn Árnadóttir."
)


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> float:
        raise AssertionError(f"the model was asked about {text!r}")

    monkeypatch.setattr(language, "_probability_of_english", refuse)


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize(
    "text",
    [CLEAR, CLEAR * 50, CLEAR.upper(), "Talks in Vienna", "", "12.5 / 7 --", "Kealoha meets Szépvölgyi in Baku"],
)
def test_clear_and_very_short_texts_do_not_wake_the_model(text: str) -> None:
    assert is_english(text)


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize(
    "text",
    [
        "Министры иностранных дел двух стран встретились во вторник и договорились о новой встрече",
        "两国外交部长星期二在维也纳举行会谈，并同意在春天再次会面。",
        "التقى وزيرا خارجية البلدين يوم الثلاثاء واتفقا على لقاء جديد في الربيع",
        "Οι υπουργοί Εξωτερικών των δύο χωρών συναντήθηκαν την Τρίτη",
    ],
)
def test_another_script_is_not_english(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        NAMES,
        "Nigerian troops kill five gunmen near Maiduguri, army spokesman Musa Danladi says Sunday",
        "Batsaikhan, Oyunbileg, Tjokorda, Wirawan, Kwabena, Ofori: ministers sworn in Monday",
    ],
)
def test_many_foreign_names_do_not_make_a_report_foreign(text: str) -> None:
    assert is_english(text)


def test_an_english_report_may_quote_at_length_in_another_script() -> None:
    assert is_english(CLEAR + " «Мы встретимся весной, и разговор будет открытым», said the minister.")


@pytest.mark.parametrize(
    "text",
    [
        "Les ministres des Affaires étrangères des deux pays se sont rencontrés mardi et se reverront au printemps.",
        "Die Außenminister der beiden Staaten trafen sich am Dienstag und wollen sich im Frühjahr wieder treffen.",
        "Los ministros de Exteriores de los dos países se reunieron el martes y volverán a verse en primavera.",
        "De ministers van Buitenlandse Zaken van beide landen spraken dinsdag met elkaar in de stad Wenen.",
        "Ministrowie spraw zagranicznych obu państw spotkali się we wtorek i zobaczą się ponownie wiosną.",
        "Kedua menteri luar negeri bertemu pada hari Selasa dan akan bertemu lagi pada musim semi nanti.",
    ],
)
def test_other_languages_in_latin_letters_are_told(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Die Minister haben sich in Wien getroffen und über die Grenze gesprochen.", "German"),
        ("Les ministres se sont rencontrés à Vienne mardi pour parler de la frontière.", "French"),
        ("Министры встретились в Вене и договорились о новой встрече", "Russian"),
        (CLEAR, None),
    ],
)
def test_another_language_is_named(text: str, name: str | None) -> None:
    assert name_language(text) == name


def test_the_model_is_forgotten_when_it_has_long_not_been_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    class Listing:
        def rank(self, text: str) -> list[tuple[str, float]]:
            return [("en", 1.0)]

    def load() -> Listing:
        loaded.append("once more")
        return Listing()

    monkeypatch.setattr(language, "_load_model", load)
    monkeypatch.setattr(language, "_model", language._Model())
    name_language(NAMES)
    name_language(NAMES)
    assert len(loaded) == 1
    assert is_english(CLEAR * (language.MOST_IDLE // len(CLEAR) + 1))
    name_language(NAMES)
    assert len(loaded) == 2
