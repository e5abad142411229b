import hashlib
from pathlib import Path

import pytest
from pillow_heif import register_heif_opener

from intake.files.opening import Limits, Unreadable, open_bytes, open_file
from tests.intake.files.uploads import encoded, noise, picture, png_that_says, text_pdf


def refusal(data: bytes, limits: Limits | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        read_whole(data, limits or Limits())
    return refused.value


def read_whole(data: bytes, limits: Limits) -> None:
    opened = open_bytes(data, limits)
    for number in range(opened.page_count):
        opened.page(number)


def test_a_file_is_opened_by_content_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    data = encoded(picture())
    path.write_bytes(data)
    opened = open_file(path, Limits())
    assert opened.sha256 == hashlib.sha256(data).hexdigest()
    assert (opened.page_count, opened.digitally_signed) == (1, False)
    page = opened.page(0)
    assert (page.source, page.number, page.pixels.shape) == (opened.sha256, 0, (40, 60, 3))


def test_nothing_and_too_much_are_refused_before_anything_is_decoded() -> None:
    assert refusal(b"").code == "file.empty"
    assert refusal(encoded(picture()), Limits(max_bytes=10)).code == "file.too_large"


def test_a_file_that_is_not_there_is_not_the_applicants_fault(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        open_file(tmp_path / "missing.jpg", Limits())
    problem = refused.value.problem("missing.jpg")
    assert (problem.code, problem.applicant_can_mend) == ("file.unavailable", False)


def test_a_huge_picture_is_refused_from_its_header() -> None:
    refused = refusal(png_that_says(20_000, 20_000))
    assert refused.code == "image.too_large"
    assert "20000×20000" in refused.problem("a.png").message


@pytest.mark.parametrize("cut", [30, 400])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "HEIF"])
def test_a_cut_off_picture_is_damaged_never_half_read(form: str, cut: int) -> None:
    register_heif_opener()
    data = encoded(noise(64, 48), form)
    assert refusal(data[: len(data) - cut]).code == "file.damaged"


@pytest.mark.parametrize("length", [5, 9, 20, 40, 100])
def test_a_header_alone_is_refused(length: int) -> None:
    for form in ("JPEG", "PNG", "WEBP", "BMP", "TIFF"):
        assert refusal(encoded(picture(), form)[:length]).code in ("file.damaged", "file.unsupported")
    assert refusal(text_pdf().tobytes()[:length]).code == "file.damaged"


def test_the_problem_names_the_file_and_the_remedy_and_the_error_does_not() -> None:
    refused = refusal("只是文字".encode())
    problem = refused.problem("张三身份证.pdf")
    assert (problem.stage, problem.code, problem.applicant_can_mend) == ("open", "file.unsupported", True)
    assert problem.message.startswith("“张三身份证.pdf”：")
    assert "文本文件" in problem.message
    assert "请上传" in problem.message
    assert str(refused) == "file.unsupported"
