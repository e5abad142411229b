"""Which files make a case."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from models.error import UsageError
from pipelines.gather import CaseFiles, gather_batch, gather_case, readable


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}")
    return folder


def names(case: CaseFiles) -> list[str]:
    return [file.name for file in case.files]


def codes(case: CaseFiles) -> list[str]:
    return [problem.code for problem in case.problems]


def test_a_folder_is_taken_with_all_below_it_in_order(tmp_path: Path) -> None:
    case = gather_case([write(tmp_path / "张三", "b.jpg", "a/2.pdf", "a/1.pdf", "a.png")])
    assert case.case_id == "张三"
    assert names(case) == ["a/1.pdf", "a/2.pdf", "a.png", "b.jpg"]


def test_what_systems_leave_behind_is_no_paper(tmp_path: Path) -> None:
    write(tmp_path, "a.jpg", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/a.jpg", ".git/config", "sub/.hidden")
    assert names(gather_case([tmp_path])) == ["a.jpg"]


def test_the_application_is_no_paper(tmp_path: Path) -> None:
    case = gather_case([write(tmp_path, "a.jpg", "application.json", "sub/application.json")])
    assert names(case) == ["a.jpg", "sub/application.json"]
    assert case.application == tmp_path / "application.json"


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"没有\.jpg") as caught:
        gather_case([tmp_path / "没有.jpg"])
    assert caught.value.exit_code == 2


def test_a_single_file_names_its_case_with_extension(tmp_path: Path) -> None:
    write(tmp_path, "证明.jpg")
    case = gather_case([tmp_path / "证明.jpg"])
    assert (case.case_id, names(case)) == ("证明.jpg", ["证明.jpg"])


def test_several_files_are_named_after_their_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "李四", "1.jpg", "2.jpg")
    case = gather_case([folder / "1.jpg", folder / "2.jpg", folder / "1.jpg"])
    assert (case.case_id, names(case)) == ("李四", ["1.jpg", "2.jpg"])


def test_files_of_one_name_stay_apart(tmp_path: Path) -> None:
    write(tmp_path, "a/1.jpg", "b/1.jpg")
    given = names(gather_case([tmp_path / "a" / "1.jpg", tmp_path / "b" / "1.jpg"]))
    assert len(set(given)) == 2
    assert all(name.endswith("/1.jpg") for name in given)


def test_two_applications_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a/application.json", "b/application.json")
    with pytest.raises(UsageError, match="只能有一个"):
        gather_case([tmp_path / "a", tmp_path / "b"])


def test_an_empty_folder_leaves_a_problem_the_applicant_can_mend(tmp_path: Path) -> None:
    (problem,) = gather_case([tmp_path]).problems
    assert (problem.code, problem.applicant_can_mend) == ("case.empty", True)


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "secret/id.jpg", "case/a.jpg")
    (tmp_path / "case" / "b.jpg").symlink_to(tmp_path / "secret" / "id.jpg")
    (tmp_path / "case" / "c").symlink_to(tmp_path / "secret")
    (tmp_path / "case" / "d.jpg").symlink_to(tmp_path / "case" / "a.jpg")
    case = gather_case([tmp_path / "case"])
    assert names(case) == ["a.jpg", "d.jpg"]
    assert codes(case) == ["file.link", "file.link"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path, "case/a.jpg")
    (tmp_path / "case" / "again").symlink_to(tmp_path / "case")
    assert names(gather_case([tmp_path / "case"])) == ["a.jpg"]


def test_what_is_no_regular_file_is_never_opened(tmp_path: Path) -> None:
    write(tmp_path, "a.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "gone.jpg")
    case = gather_case([tmp_path])
    assert names(case) == ["a.jpg"]
    assert codes(case) == ["file.not_regular", "file.not_regular"]


def test_every_entry_of_a_batch_is_a_case_named_with_its_extension(tmp_path: Path) -> None:
    write(tmp_path, "乙/1.jpg", "甲.jpg", "甲.pdf", "out/records.jsonl", ".hidden")
    (tmp_path / "空").mkdir()
    cases = gather_batch(tmp_path, tmp_path / "out")
    assert [case.case_id for case in cases] == ["乙", "甲.jpg", "甲.pdf", "空"]
    assert codes(cases[-1]) == ["case.empty"]


def test_a_batch_needs_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.jpg")
    with pytest.raises(UsageError, match="找不到文件夹"):
        gather_batch(tmp_path / "a.jpg", tmp_path / "out")


def test_the_fingerprint_follows_names_and_contents(tmp_path: Path) -> None:
    write(tmp_path, "a/1.jpg")
    first = gather_case([tmp_path / "a"]).fingerprint(1000)
    assert gather_case([tmp_path / "a"]).fingerprint(1000) == first
    (tmp_path / "a" / "1.jpg").write_text("other")
    changed = gather_case([tmp_path / "a"]).fingerprint(1000)
    (tmp_path / "a" / "1.jpg").rename(tmp_path / "a" / "2.jpg")
    assert len({first, changed, gather_case([tmp_path / "a"]).fingerprint(1000)}) == 3


def test_names_from_old_archives_become_readable() -> None:
    raw = os.fsdecode("诊断证明.jpg".encode("gb18030"))
    assert readable(raw) == "诊断证明.jpg"
    assert readable("病历.pdf") == "病历.pdf"


def test_a_link_to_itself_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "case/a.jpg", "b.jpg")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "case" / "loop").symlink_to("loop")
    beside, case, loop = gather_batch(tmp_path, tmp_path / "out")
    assert (names(beside), names(case), names(loop)) == (["b.jpg"], ["a.jpg"], [])
    assert (codes(case), codes(loop)) == (["file.link"], ["file.link"])
    with pytest.raises(UsageError, match="打不开"):
        gather_case([tmp_path / "loop"])


def test_what_may_not_be_opened_is_a_problem_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.jpg", "b.jpg")
    seen = Path.stat

    def forbidding(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "a.jpg":
            raise PermissionError(errno.EACCES, "Permission denied")
        return seen(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", forbidding)
    first, second = gather_batch(tmp_path, tmp_path / "out")
    assert (codes(first), names(second)) == (["file.forbidden"], ["b.jpg"])


def test_names_that_read_alike_are_cases_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "证明", "files/a.jpg")
    (tmp_path / os.fsdecode("证明".encode("gb18030"))).write_text("old archive")
    (tmp_path / "link").symlink_to(tmp_path / "files")
    found = [case.case_id for case in gather_batch(tmp_path, tmp_path / "out")]
    assert sorted(found)[:3] == ["files", "link", "证明"]
    assert sorted(found)[3].startswith("证明~")
    assert [case.case_id for case in gather_batch(tmp_path, tmp_path / "out")] == found
    (tmp_path / "证明").unlink()
    assert "证明" in [case.case_id for case in gather_batch(tmp_path, tmp_path / "out")]


def test_outputs_never_go_among_the_cases(tmp_path: Path) -> None:
    write(tmp_path, "in/a.jpg")
    (tmp_path / "again").symlink_to(tmp_path / "in")
    for out in (tmp_path / "in", tmp_path / "in" / ".." / "in", tmp_path / "again"):
        with pytest.raises(UsageError, match="--out"):
            gather_batch(tmp_path / "in", out)


def test_of_a_huge_file_only_the_beginning_and_the_size_are_looked_at(tmp_path: Path) -> None:
    huge = tmp_path / "a.pdf"
    huge.touch()
    os.truncate(huge, 1 << 40)
    case = gather_case([huge])
    before = case.fingerprint(1000)
    os.truncate(huge, 1 << 41)
    assert case.fingerprint(1000) != before
