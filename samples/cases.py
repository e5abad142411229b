"""The six sample cases: for each region one complete, and one deficient in exactly two plainly visible ways.

``python -m samples.cases`` draws ``samples/cases/`` anew, byte for byte the same. Each folder holds what an applicant
uploads and ``application.json``; what must come out stands in ``expected.json`` beside the folders.
"""

from __future__ import annotations

import io
import json
import shutil
import time
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import cv2
import numpy as np
from PIL import Image

from models.application import Application, DeclaredDisease, DeclaredItem, Person
from models.codes import DocType, SealKind, Title
from samples.capture import Pixels, Rotation, take, truth_of
from samples.clinic import SealWish, Visit, diseases, invent_visit
from samples.draw import LAYOUTS, kind_of
from samples.ink import Sheet
from samples.people import HOSPITALS, Doctor, invent_doctor
from samples.truth import Degradation, Truth

OUT = Path(__file__).parent / "cases"
SUBMITTED = datetime(2026, 11, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))
_LONG_SIDE = 1754
"""A4 at 150 dpi: every line is legible, and thirty pictures stay under six megabytes."""
_QUALITY = 80
_TRIES = 200


@dataclass(frozen=True)
class Upload:
    """One file of a case: its name, the layout that draws it, how it was captured and how it lies."""

    file: str
    layout: str
    way: Degradation = "clean_scan"
    turned: Rotation = 0


@dataclass(frozen=True)
class SampleCase:
    """A case and what must come out of it: the decision and the findings that stand against it."""

    name: str
    region: str
    hospital: str
    disease: str
    signing: Title
    uploads: tuple[Upload, ...]
    decision: str
    findings: tuple[tuple[str, str], ...] = ()
    seal: SealWish = "official"


CASES = (
    SampleCase(
        "jiangxi-shangrao-complete", "jiangxi-shangrao", "上饶市灵溪人民医院", "冠心病", Title.ASSOCIATE_CHIEF,
        (
            Upload("申请表.jpg", "form-jiangxi-grid"),
            Upload("出院小结.pdf", "discharge-sections"),
            Upload("门诊病历.jpg", "outpatient-electronic"),
            Upload("化验单.jpg", "lab-one-column", "photo", 90),
            Upload("检查报告.jpg", "examination-plain"),
        ),
        "accept",
    ),
    SampleCase(
        "jiangxi-shangrao-deficient", "jiangxi-shangrao", "上饶市灵溪人民医院", "高血压病", Title.ATTENDING,
        (
            Upload("申请表.jpg", "form-jiangxi-lines"),
            Upload("出院小结.pdf", "discharge-ruled"),
            Upload("门诊病历.jpg", "outpatient-booklet", "photo", 270),
        ),
        "resubmit",
        (("title", "fail"), ("material", "fail")),
    ),
    SampleCase(
        "sichuan-nanchong-complete", "sichuan-nanchong", "南充市果城中心医院", "糖尿病", Title.ATTENDING,
        (
            Upload("申请表.jpg", "form-nanchong-grid"),
            Upload("诊断证明.jpg", "certificate-plain"),
            Upload("出院记录.pdf", "discharge-ruled"),
            Upload("检验报告.jpg", "lab-ruled", "photo", 270),
            Upload("超声报告.jpg", "examination-pictured"),
        ),
        "accept",
    ),
    SampleCase(
        "sichuan-nanchong-deficient", "sichuan-nanchong", "南充市果城中心医院", "慢性阻塞性肺疾病", Title.ATTENDING,
        (
            Upload("诊断证明.jpg", "certificate-framed"),
            Upload("入院记录.jpg", "admission-lines", "photo", 90),
            Upload("检查报告.pdf", "examination-ruled"),
            Upload("血常规.jpg", "lab-two-columns"),
        ),
        "resubmit",
        (("seal", "fail"), ("material", "fail")),
        "none",
    ),
    SampleCase(
        "hubei-shennongjia-complete", "hubei-shennongjia", "神农架林区炎帝人民医院",
        "恶性肿瘤放、化、介入或核素治疗", Title.ASSOCIATE_CHIEF,
        (
            Upload("身份证正面.jpg", "id-front", "photo"),
            Upload("身份证反面.jpg", "id-back", "photo"),
            Upload("诊断证明.jpg", "certificate-narrative"),
            Upload("病案首页.pdf", "front-page-national"),
            Upload("出院小结.jpg", "discharge-sections", "photo", 180),
            Upload("病理报告.jpg", "pathology-blocks"),
        ),
        "accept",
    ),
    SampleCase(
        "hubei-shennongjia-deficient", "hubei-shennongjia", "神农架林区炎帝人民医院",
        "慢性肾功能不全（血透治疗）", Title.CHIEF,
        (
            Upload("身份证.jpg", "id-front", "photo", 90),
            Upload("诊断证明.jpg", "certificate-plain"),
            Upload("出院记录.pdf", "discharge-sections"),
            Upload("化验单.jpg", "lab-one-column"),
        ),
        "resubmit",
        (("material", "fail"), ("seal", "fail")),
        "none",
    ),
)  # fmt: skip


def visit_of(case: SampleCase) -> Visit:
    """The visit all papers of a case tell of: admitted in August or September 2026, issued by mid-October."""
    rng = Random(f"yancai-case-{case.name}")
    admitted = date(2026, 8, 10) + timedelta(days=rng.randrange(40))
    discharged = admitted + timedelta(days=rng.randrange(6, 13))
    visit = invent_visit(rng, case.region)
    physician = Doctor(visit.physician.name, case.signing)
    return replace(
        visit,
        hospital=next(hospital for hospital in HOSPITALS if hospital.name == case.hospital),
        disease=next(disease for disease in diseases() if disease.name == case.disease),
        admitted=admitted,
        discharged=discharged,
        issued=discharged + timedelta(days=rng.randrange(1, 12)),
        physician=physician,
        attending=physician if case.signing is Title.ATTENDING else invent_doctor(rng, Title.ATTENDING),
        chief=Doctor(visit.chief.name, Title.CHIEF),
        outpatient_number=f"{admitted:%y%m}{rng.randrange(10**5):05d}",
        seal=case.seal,
        form_complete=True,
    )


def _as_needed(visit: Visit, truth: Truth) -> bool:
    """Whether a drawing shows what the case rests on: signature, title, and the hospital's whole seal, if any."""
    if truth.skew_degrees > 1.5 or truth.skew_degrees < -1.5:
        return False
    if truth.doc_type not in (DocType.DIAGNOSIS_CERTIFICATE, DocType.APPLICATION_FORM):
        return all(seal.complete for seal in truth.seals)
    signing = [one for one in truth.physicians if one.role in ("signing", "opinion")]
    if [one.title for one in signing] != [visit.physician.title]:
        return False
    if visit.seal == "none":
        return not truth.seals
    return [(seal.kind, seal.complete) for seal in truth.seals] == [(SealKind.OFFICIAL, True)]


def _title_stands_clear(sheet: Sheet, title: Title) -> bool:
    """Whether no seal covers the title the case rests on: a case shows one difficulty at a time."""
    for stamped in sheet.seals:
        (left, top), (right, bottom) = stamped.outline.min(axis=0), stamped.outline.max(axis=0)
        for run in sheet.fragments:
            apart = run.right < left or run.left > right or run.bottom < top or run.top > bottom
            if title.label in run.text and not apart:
                return False
    return True


def _draw(case: SampleCase, visit: Visit, upload: Upload) -> tuple[Pixels, Truth]:
    """The first drawing of the case's seed that shows what the case needs."""
    doc_type = kind_of(upload.layout)
    for attempt in range(_TRIES):
        rng = Random(f"yancai-case-{case.name}-{upload.file}-{attempt}")
        sheet = LAYOUTS[doc_type][upload.layout](replace(visit, rng=rng))
        if not _title_stands_clear(sheet, visit.physician.title):
            continue
        shot = take(sheet, upload.way, upload.turned)
        truth = truth_of(sheet, shot, (doc_type, upload.layout), upload.way, upload.turned)
        if _as_needed(visit, truth):
            return shot.pixels, truth
    raise RuntimeError(f"no drawing of {upload.layout} shows what the case needs")


def _file(pixels: Pixels, name: str) -> bytes:
    """The picture in the size of the cases as a JPEG, or as the one page of a PDF."""
    height, width = pixels.shape[:2]
    share = min(_LONG_SIDE / max(height, width), 1.0)
    if share < 1.0:
        size = (round(width * share), round(height * share))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    buffer = io.BytesIO()
    if name.endswith(".pdf"):
        stamp = time.gmtime(SUBMITTED.timestamp())
        page = Image.fromarray(pixels)
        page.save(buffer, "PDF", resolution=150.0, quality=_QUALITY, creationDate=stamp, modDate=stamp)
    else:
        Image.fromarray(pixels).save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def _application(case: SampleCase, visit: Visit, types: dict[str, DocType]) -> Application:
    patient = visit.patient
    return Application(
        application_number=f"YC2026{CASES.index(case) + 1:06d}",
        submitted_at=SUBMITTED,
        applicant=Person(
            name=patient.name,
            id_number=patient.id_number,
            insured_number=patient.insured_number,
            phone=patient.phone,
        ),
        insurance=visit.insurance,
        disease=DeclaredDisease(name=visit.disease.name, code=visit.disease.code),
        items=tuple(DeclaredItem(file=file, claimed_type=kind) for file, kind in types.items()),
    )


def files_of(case: SampleCase) -> dict[str, bytes]:
    """Everything in a case's folder: file name to content."""
    visit = visit_of(case)
    files, types = {}, {}
    for upload in case.uploads:
        pixels, truth = _draw(case, visit, upload)
        files[upload.file] = _file(pixels, upload.file)
        types[upload.file] = truth.doc_type
    declared = _application(case, visit, types).model_dump(mode="json", exclude_none=True)
    files["application.json"] = _json(declared)
    return files


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def expected() -> bytes:
    """``expected.json``: each case's region, decision and the findings that stand against it."""
    return _json(
        {
            case.name: {
                "region": case.region,
                "decision": case.decision,
                "findings": [{"check": check, "outcome": outcome} for check, outcome in case.findings],
            }
            for case in CASES
        }
    )


def write_all(out: Path = OUT) -> None:
    """Draw all cases into ``out``, replacing what is there."""
    for case in CASES:
        folder = out / case.name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, data in files_of(case).items():
            (folder / name).write_bytes(data)
    (out / "expected.json").write_bytes(expected())


if __name__ == "__main__":
    write_all()
