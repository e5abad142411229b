"""Draw seeded papers: a realistic mix of types, layouts and ways of capture, each with its truth.

``python -m samples.draw --count 20 --seed 1 --out DIR`` writes the pictures and ``NAME.json`` truths.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

from models.codes import DocType
from samples.capture import Rotation, encode, take, truth_of
from samples.clinic import Visit, invent_visit
from samples.ink import Sheet
from samples.papers import (
    Layout,
    cards,
    certificate,
    certificates_further,
    examination,
    form,
    forms_ticked,
    front_page,
    kept_clinical,
    kept_further,
    kept_reports,
    lab,
    labs_further,
    letters,
    outpatient,
    record,
    records_further,
    reports_further,
    sundry_further,
    treatment,
    visits_further,
)
from samples.truth import Degradation, DrawnPaper

LAYOUTS: dict[DocType, dict[str, Layout]] = {
    DocType.DIAGNOSIS_CERTIFICATE: certificate.LAYOUTS,
    DocType.DISCHARGE_SUMMARY: record.DISCHARGE_LAYOUTS,
    DocType.ADMISSION_RECORD: record.ADMISSION_LAYOUTS,
    DocType.MEDICAL_RECORD_FRONT_PAGE: front_page.LAYOUTS,
    DocType.OUTPATIENT_RECORD: outpatient.LAYOUTS,
    DocType.LAB_REPORT: lab.LAYOUTS,
    DocType.EXAMINATION_REPORT: examination.LAYOUTS,
    DocType.PATHOLOGY_REPORT: examination.PATHOLOGY_LAYOUTS,
    DocType.GENETIC_REPORT: examination.GENETIC_LAYOUTS,
    DocType.SURGERY_RECORD: treatment.SURGERY_LAYOUTS,
    DocType.PRESCRIPTION: treatment.PRESCRIPTION_LAYOUTS,
    DocType.INVOICE: treatment.INVOICE_LAYOUTS,
    DocType.APPLICATION_FORM: form.LAYOUTS,
    DocType.ID_CARD_FRONT: cards.FRONT_LAYOUTS,
    DocType.ID_CARD_BACK: cards.BACK_LAYOUTS,
    DocType.SOCIAL_SECURITY_CARD: cards.SOCIAL_LAYOUTS,
    DocType.POWER_OF_ATTORNEY: letters.ATTORNEY_LAYOUTS,
    DocType.OTHER: letters.OTHER_LAYOUTS,
}
FURTHER: dict[str, tuple[DocType, Layout]] = {
    **certificates_further.FURTHER,
    **labs_further.FURTHER,
    **records_further.FURTHER,
    **reports_further.FURTHER,
    **sundry_further.FURTHER,
    **visits_further.FURTHER,
}
"""More layouts of several types, not among those that `papers` draws by their shares."""
KEPT: dict[str, tuple[DocType, Layout]] = {**kept_further.KEPT, **kept_clinical.KEPT, **kept_reports.KEPT}
"""Layouts kept aside: extraction is measured on them and not tuned to them."""
TICKED: dict[str, tuple[DocType, Layout]] = forms_ticked.TICKED
"""Forms with a list of diseases to tick from, for cases; other measurements draw from ``FURTHER`` by its number."""
_SHARES: dict[DocType, int] = {
    DocType.DIAGNOSIS_CERTIFICATE: 16,
    DocType.DISCHARGE_SUMMARY: 10,
    DocType.ADMISSION_RECORD: 6,
    DocType.MEDICAL_RECORD_FRONT_PAGE: 6,
    DocType.OUTPATIENT_RECORD: 7,
    DocType.LAB_REPORT: 14,
    DocType.EXAMINATION_REPORT: 10,
    DocType.PATHOLOGY_REPORT: 3,
    DocType.GENETIC_REPORT: 2,
    DocType.SURGERY_RECORD: 2,
    DocType.PRESCRIPTION: 2,
    DocType.INVOICE: 2,
    DocType.APPLICATION_FORM: 9,
    DocType.ID_CARD_FRONT: 4,
    DocType.ID_CARD_BACK: 3,
    DocType.SOCIAL_SECURITY_CARD: 1,
    DocType.POWER_OF_ATTORNEY: 1,
    DocType.OTHER: 2,
}
"""How often each type is uploaded, roughly: per hundred papers."""
_REGIONAL = {
    "form-jiangxi-grid": "jiangxi-shangrao",
    "form-jiangxi-lines": "jiangxi-shangrao",
    "form-nanchong-grid": "sichuan-nanchong",
}
_TOLD = {
    DocType.SURGERY_RECORD: "surgery",
    DocType.PATHOLOGY_REPORT: "pathology",
    DocType.GENETIC_REPORT: "genetic",
}
"""What the patient's disease must have, for the paper to be about it."""
_WAYS: dict[Degradation, int] = {
    "clean_scan": 40,
    "photo": 26,
    "grey_copy": 9,
    "shadow": 8,
    "blur": 6,
    "low_resolution": 5,
    "jpeg": 6,
}
_TURNS: tuple[Rotation, ...] = (0, 0, 0, 0, 0, 0, 0, 90, 270, 180)


def papers(count: int, seed: int) -> Iterator[DrawnPaper]:
    """``count`` papers of ``seed``; the first n of a longer run are the n of a shorter one."""
    return (paper(number, seed) for number in range(count))


def paper(number: int, seed: int) -> DrawnPaper:
    """The paper of that number among those of the seed."""
    rng = Random(f"yancai-{seed}-{number}")
    doc_type = rng.choices(list(_SHARES), list(_SHARES.values()))[0]
    degradation = rng.choices(list(_WAYS), list(_WAYS.values()))[0]
    layout = rng.choice(sorted(LAYOUTS[doc_type]))
    return draw(f"{number:04d}-{doc_type}", layout, rng, (degradation, rng.choice(_TURNS)))


def kind_of(layout: str) -> DocType:
    """The type of paper a layout draws."""
    return _kind_and_layout(layout)[0]


def _kind_and_layout(name: str) -> tuple[DocType, Layout]:
    known = {name: (kind, layout) for kind, layouts in LAYOUTS.items() for name, layout in layouts.items()}
    return (known | FURTHER | KEPT | TICKED)[name]


def further(seed: int, how: Degradation = "clean_scan", *, aside: bool = False) -> Iterator[DrawnPaper]:
    """One paper of every further layout, or of every layout kept aside, captured as said and not turned."""
    for name in sorted(KEPT if aside else FURTHER):
        yield draw(name, name, Random(f"yancai-further-{seed}-{name}-{how}"), (how, 0))


def draw(
    name: str, layout: str, rng: Random, how: tuple[Degradation, Rotation], visit: Visit | None = None
) -> DrawnPaper:
    """One paper in a layout, captured and turned as said; without a visit, of somebody newly invented."""
    degradation, rotation = how
    sheet = sheet_of(layout, rng, visit)
    shot = take(sheet, degradation, rotation)
    truth = truth_of(sheet, shot, (kind_of(layout), layout), degradation, rotation)
    return DrawnPaper(f"{name}.jpg", encode(shot), truth)


def sheet_of(layout: str, rng: Random, visit: Visit | None = None) -> Sheet:
    """The sheet as printed, before anybody takes a picture of it."""
    doc_type, painter = _kind_and_layout(layout)
    about = invent_visit(rng, _REGIONAL.get(layout, ""), _TOLD.get(doc_type, "")) if visit is None else visit
    return painter(about)


def main() -> None:
    """The command line of ``python -m samples.draw``."""
    parser = argparse.ArgumentParser(description="画出带标准答案的样本材料")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for paper in papers(options.count, options.seed):
        (options.out / paper.name).write_bytes(paper.data)
        truth = paper.truth.model_dump_json(indent=1)
        (options.out / paper.name).with_suffix(".json").write_text(truth, encoding="utf-8")


if __name__ == "__main__":
    main()
