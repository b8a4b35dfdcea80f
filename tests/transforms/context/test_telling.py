"""Who says a figure and as what, where its sentence alone would mislead: known targets, starting points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transforms.stories import related

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "speaker", "status"),
    [
        pytest.param(
            "Ada Oke said she will lift the levy to [4%|percent], up from the current [3%|percent].",
            None,
            "reported",
            id="where a plan sets out is nobody's claim",
        ),
        pytest.param(
            "Ada Oke said the levy was at the current [3%|percent].", "Ada Oke", "reported", id="a claim of its own"
        ),
        pytest.param(
            'Ada Oke said: "We will lift the levy to [4%|percent], up from the current [3%|percent]."',
            "Ada Oke",
            "reported",
            id="a starting point in a quote",
        ),
        pytest.param(
            "Norway plans to raise the levy to [4%|percent].\n"
            "“The levy has to rise, [4%|percent] helps nobody,” said Ben Ray.",
            "Ben Ray",
            "target",
            id="a known target is spoken of",
        ),
        pytest.param(
            "Norway plans to raise the levy to [4%|percent].\n"
            "“The levy has to rise, [3%|percent] helps nobody,” said Ben Ray.",
            "Ben Ray",
            "reported",
            id="another value is no target",
        ),
        pytest.param(
            "Norway plans to raise the levy to [4%|percent].\nThe levy reached [4%|percent] in May.",
            None,
            "reported",
            id="a target that was reached",
        ),
    ],
)
def test_speaker_and_status(text: str, speaker: str | None, status: str, nlp: Language) -> None:
    figure = related(text, nlp)[-1]
    assert (figure.speaker, figure.status) == (speaker, status)


@pytest.mark.parametrize(
    ("text", "subject", "subject_id"),
    [
        pytest.param(
            "Norway will raise defence spending to [3%|percent].\n"
            "Sweden and Denmark wait.\nThe government plans to raise defence spending to [3%|percent].",
            "government",
            "NOR",
            id="of the same figure",
        ),
        pytest.param(
            "Norway votes on Monday.\nThe government plans to raise the levy to [4%|percent].",
            "government",
            "NOR",
            id="of the story's country",
        ),
        pytest.param(
            "Norway met Sweden.\nThe government plans to raise the levy to [4%|percent].",
            "government",
            None,
            id="of which of two is not known",
        ),
        pytest.param(
            "Norway votes on Monday.\nOslo Air plans to raise its fares to [4%|percent].",
            "Oslo Air",
            "Oslo Air",
            id="no government",
        ),
    ],
)
def test_government_is_its_country_s(text: str, subject: str, subject_id: str | None, nlp: Language) -> None:
    figure = related(text, nlp)[-1]
    assert (figure.subject, figure.subject_id) == (subject, subject_id)
