"""Who says a figure and as what, where its sentence alone would mislead: known targets, starting points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.transforms.stories import Told, case, table, told

if TYPE_CHECKING:
    from spacy.language import Language


@table(
    case(
        "where a plan sets out is nobody's claim",
        "Ada Oke said she will lift the levy to [4%|percent], up from the current [3%|percent].",
        speaker=None,
        status="reported",
    ),
    case(
        "a claim of its own",
        "Ada Oke said the levy was at the current [3%|percent].",
        speaker="Ada Oke",
        status="reported",
    ),
    case(
        "a starting point in a quote",
        'Ada Oke said: "We will lift the levy to [4%|percent], up from the current [3%|percent]."',
        speaker="Ada Oke",
        status="reported",
    ),
    case(
        "a known target is spoken of",
        "Norway plans to raise the levy to [4%|percent].\n"
        "“The levy has to rise, [4%|percent] helps nobody,” said Ben Ray.",
        speaker="Ben Ray",
        status="target",
    ),
    case(
        "another value is no target",
        "Norway plans to raise the levy to [4%|percent].\n"
        "“The levy has to rise, [3%|percent] helps nobody,” said Ben Ray.",
        speaker="Ben Ray",
        status="reported",
    ),
    case(
        "a target that was reached",
        "Norway plans to raise the levy to [4%|percent].\nThe levy reached [4%|percent] in May.",
        speaker=None,
        status="reported",
    ),
)
def test_speaker_and_status(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


@table(
    case(
        "of the same figure",
        "Norway will raise defence spending to [3%|percent].\nSweden and Denmark wait.\n"
        "The government plans to raise defence spending to [3%|percent].",
        subject="government",
        subject_id="NOR",
    ),
    case(
        "of the story's country",
        "Norway votes on Monday.\nThe government plans to raise the levy to [4%|percent].",
        subject="government",
        subject_id="NOR",
    ),
    case(
        "of which of two is not known",
        "Norway met Sweden.\nThe government plans to raise the levy to [4%|percent].",
        subject="government",
        subject_id=None,
    ),
    case(
        "no government",
        "Norway votes on Monday.\nOslo Air plans to raise its fares to [4%|percent].",
        subject="Oslo Air",
        subject_id="Oslo Air",
    ),
)
def test_government_is_its_country_s(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected
