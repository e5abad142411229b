"""Texts of diagnoses taken apart."""

import pytest

from intake.extract.diagnoses import parse_diagnoses


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (["1. 高血压病3级（极高危）", "2. 冠心病", "3. 2型糖尿病"], ["高血压病3级（极高危）", "冠心病", "2型糖尿病"]),
        (["1.高血压病3级（极高危）2.2型糖尿病 3.脑梗死"], ["高血压病3级（极高危）", "2型糖尿病", "脑梗死"]),
        (["1、肝硬化失代偿期 2、腹水；3、脾大"], ["肝硬化失代偿期", "腹水", "脾大"]),
        (["①系统性红斑狼疮②狼疮性肾炎"], ["系统性红斑狼疮", "狼疮性肾炎"]),
        (["(1)慢性肾脏病5期 (2)肾性贫血"], ["慢性肾脏病5期", "肾性贫血"]),
        (["2型糖尿病；高血压病"], ["2型糖尿病", "高血压病"]),
        (["2型糖尿病，高血压病，脂肪肝"], ["2型糖尿病", "高血压病", "脂肪肝"]),
        (["2型糖尿病、高血压病"], ["2型糖尿病", "高血压病"]),
        (["高血压病", "冠心病"], ["高血压病", "冠心病"]),
        (["血友病A型、膝关节积血。"], ["血友病A型", "膝关节积血"]),
        (["慢性肾脏病5期、肾性贫血、肾性高血压。"], ["慢性肾脏病5期", "肾性贫血", "肾性高血压"]),
        (["恶性肿瘤放、化、介入或核素治疗"], ["恶性肿瘤放、化、介入或核素治疗"]),
        (["左侧第3、4肋骨骨折"], ["左侧第3、4肋骨骨折"]),
        (["心、肾功能不全"], ["心、肾功能不全"]),
        (
            ["1.冠状动脉粥样硬化性心脏病 不稳", "定型心绞痛 2.高血压病"],
            ["冠状动脉粥样硬化性心脏病 不稳定型心绞痛", "高血压病"],
        ),
        (["精神分裂症"], ["精神分裂症"]),
        (["主要诊断：类风湿性关节炎"], ["类风湿性关节炎"]),
    ],
)
def test_split(lines: list[str], texts: list[str]) -> None:
    assert [one.text for one in parse_diagnoses(lines)] == texts


@pytest.mark.parametrize(
    ("line", "text", "icd10", "disease_code"),
    [
        ("2型糖尿病（E11.900）", "2型糖尿病", "E11.900", None),
        ("2型糖尿病 E11.900", "2型糖尿病", "E11.900", None),
        ("原发性高血压 I10.x05 有", "原发性高血压", "I10.x05", None),
        ("高血压 M03900", "高血压", None, "M03900"),
        ("高血压病（ICD-10：I10）", "高血压病", "I10", None),
        ("糖尿病", "糖尿病", None, None),
    ],
)
def test_codes_beside(line: str, text: str, icd10: str | None, disease_code: str | None) -> None:
    (found,) = parse_diagnoses([line])
    assert (found.text, found.icd10, found.disease_code) == (text, icd10, disease_code)


@pytest.mark.parametrize("lines", [[], [""], ["____"], ["  。"], ["1."]])
def test_nothing_written_is_no_diagnosis(lines: list[str]) -> None:
    assert parse_diagnoses(lines) == ()
