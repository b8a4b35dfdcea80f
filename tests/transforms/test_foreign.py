"""Articles in other languages: recognised, their plain figures read without context, the doubtful ones refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.article_reader import article_reader
from transforms.records import Document, digest

if TYPE_CHECKING:
    from transforms.article import ArticleReader
    from transforms.records import Article

FRENCH = """La crue de l’Aubrette laisse la vallée sans courant

Le gouvernement a promis 40 millions d’euros d’aide aux communes. Selon la préfecture, 12 personnes
ont été blessées et 2,5 % des maisons de la vallée restent sans courant depuis mardi.

« Nous avons perdu 80 % de la récolte », a dit la maire, Odile Garrec, qui demande 1.200 repas."""
GERMAN = """Hochwasser an der Leppe: Tal ohne Strom

Die Regierung hat den Gemeinden Hilfe zugesagt. Nach Angaben der Feuerwehr sind 30% der Häuser im Tal
seit Dienstag ohne Strom, und die Stadt hat €85 je Haushalt versprochen, zusammen €2 Milliarden.

Die Bürgermeisterin Anke Prohl sagte: „Uns fehlen 1.200 km Kabel, und das Wasser steigt noch immer.“"""
SPANISH = """La crecida del Arlés deja el valle sin luz

El gobierno ha prometido ayuda a los municipios del río. Según los bomberos, once vecinos resultaron heridos
y el 15% de las casas del valle siguen sin luz desde el martes. Madrid dio €3 billion, dice una nota en inglés.

La alcaldesa, Inés Quiroga, pide €90 por familia y dice que nadie ha llamado desde Madrid."""
CAPITALS = """FLOOD LEAVES VALLEY WITHOUT POWER

THE FIRE SERVICE SAID ON WEDNESDAY THAT 15% OF THE HOUSES IN THE VALLEY
HAD BEEN WITHOUT POWER SINCE THE RIVER ROSE."""
MIXED = """Notes from the valley

Le gouvernement a promis son aide aux communes touchées par les crues, a dit la maire de la commune hier soir.
The fire service said that 15% of the houses in the valley had been without power since the river rose."""
SHORT = """Crue

15% des maisons sont sans courant."""


@pytest.fixture(scope="module")
def reader() -> ArticleReader:
    return article_reader()


def read(text: str, reader: ArticleReader) -> Article:
    return reader.read(Document(digest(text), "test", text, "utf-8", "text", len(text.encode())))


@pytest.mark.parametrize(
    ("text", "language", "figures", "refused"),
    [
        (
            FRENCH, "fr", ["12 personne", "80 %"],
            {"40": "language.number_words", "millions": "language.number_words", "2,5": "number.separators",
             "1.200": "language.separators"},
        ),
        (GERMAN, "de", ["30 %", "85 EUR"], {"€2": "language.number_words", "1.200 km": "language.separators"}),
        (SPANISH, "es", ["15 %", "90 EUR"], {"€3 billion": "language.number_words"}),
    ],
    ids=["French", "German", "Spanish"],
)  # fmt: skip
def test_figures_of_other_languages_are_read_without_context(
    text: str, language: str, figures: list[str], refused: dict[str, str], reader: ArticleReader
) -> None:
    article = read(text, reader)
    assert article.document.language == language
    assert [f"{f.value} {f.unit}" for f in article.figures] == figures
    assert {r.surface: r.rule_id for r in article.rejections} == refused
    context = [(f.measure, f.subject, f.base, f.period, f.speaker, f.status, f.measure_id) for f in article.figures]
    assert set(context) == {(None,) * 7}
    assert [text[r.char_start : r.char_end] for r in article.rejections] == [r.surface for r in article.rejections]


@pytest.mark.parametrize(("text", "language"), [(CAPITALS, "en"), (MIXED, None), (SHORT, None)])
def test_capitals_are_english_and_short_or_mixed_texts_of_no_known_language(
    text: str, language: str | None, reader: ArticleReader
) -> None:
    article = read(text, reader)
    (figure,) = article.figures
    assert (article.document.language, str(figure.value)) == (language, "15")


def test_capitals_are_read_with_context(reader: ArticleReader) -> None:
    (figure,) = read(CAPITALS, reader).figures
    assert (figure.speaker, figure.status) == ("FIRE SERVICE", "reported")


def test_a_foreign_article_between_english_ones_leaves_them_as_they_are(reader: ArticleReader) -> None:
    documents = [Document(digest(text), "test", text, "utf-8", "text", len(text)) for text in (CAPITALS, FRENCH, MIXED)]
    together = list(reader.read_many(documents))
    assert together == [reader.read(document) for document in documents]
