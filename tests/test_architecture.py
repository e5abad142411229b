"""What the layout promises: provinces are data, heavy and AGPL-only packages stay in their rooms, nothing is opened."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from pipelines.packs.loading import known_regions

ROOT = Path(__file__).parent.parent
PRODUCT = ("intake", "pipelines", "models")
# 省, 市, 区 of the regions served and the codes of their packs; hospitals' and offices' names contain them.
PLACES = re.compile("江西|上饶|四川|南充|湖北|神农架|jiangxi|shangrao|sichuan|nanchong|hubei|shennongjia")


def product_modules() -> Iterator[Path]:
    yield ROOT / "cli.py"
    for room in PRODUCT:
        yield from sorted((ROOT / room).rglob("*.py"))


def test_no_province_stands_in_the_program() -> None:
    named = [path.relative_to(ROOT) for path in product_modules() if PLACES.search(path.read_text(encoding="utf-8"))]
    assert named == []


def test_the_regions_are_known_from_data() -> None:
    assert all(PLACES.search(region) for region in known_regions())


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("pymupdf", {"intake/files/pdf.py", "intake/printing.py"}),
        ("paddleocr", {"intake/ocr/paddle.py"}),
        ("subprocess", {"intake/ocr/fetch.py", "pipelines/store/dumping.py"}),
    ],
)
def test_a_package_stays_in_its_room(package: str, allowed: set[str]) -> None:
    pattern = re.compile(rf"^\s*(import|from) {package}\b", re.MULTILINE)
    users = {str(path.relative_to(ROOT)) for path in product_modules() if pattern.search(path.read_text("utf-8"))}
    assert users == allowed


@pytest.mark.parametrize(
    ("package", "rooms"), [("sqlalchemy", {"store", "review"}), ("alembic", {"store"}), ("psycopg", {"store"})]
)
def test_the_database_is_spoken_to_by_the_store_and_the_queue_only(package: str, rooms: set[str]) -> None:
    pattern = re.compile(rf"^\s*(import|from) {package}\b", re.MULTILINE)
    users = {path.relative_to(ROOT) for path in product_modules() if pattern.search(path.read_text("utf-8"))}
    assert {user.parts[:2] for user in users} == {("pipelines", room) for room in rooms}


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("fastapi", {"service"}),
        ("uvicorn", {"service"}),
        ("prometheus_client", {"service"}),
        ("python_multipart", {"service"}),
        ("starlette", {"service", "pages"}),
        ("argon2", {"service", "review"}),
    ],
)
def test_http_and_passwords_are_the_business_of_few(package: str, rooms: set[str]) -> None:
    pattern = re.compile(rf"^\s*(import|from) {package}\b", re.MULTILINE)
    users = {path.relative_to(ROOT) for path in product_modules() if pattern.search(path.read_text("utf-8"))}
    assert {user.parts[:2] for user in users} == {("pipelines", room) for room in rooms}


@pytest.mark.parametrize("folder", ["cv2", "onnxruntime"])
def test_exactly_one_distribution_writes_a_shared_folder(folder: str) -> None:
    assert len(set(packages_distributions()[folder])) == 1


@pytest.mark.parametrize(("name", "fewest"), [("requirements.lock", 50), ("requirements-cluster.lock", 15)])
def test_the_locks_name_no_host_and_hash_everything(name: str, fewest: int) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index-url" not in lock
    requirements = [block for block in re.split(r"\n(?=\S)", lock) if block.strip() and not block.startswith("#")]
    assert len(requirements) > fewest
    assert all("--hash=sha256:" in block for block in requirements)


def test_the_lock_of_the_cluster_only_adds_to_the_first() -> None:
    first, added = (
        set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-cluster.lock")
    )
    assert not first & added
    assert {"ray", "s3fs"} <= added


def test_help_imports_nothing_heavy() -> None:
    heavy = ("cv2", "numpy", "paddleocr", "pymupdf", "onnxruntime", "PIL", "pandas", "sqlalchemy", "alembic", "fastapi")
    code = f"import sys, cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_no_exception_is_swallowed() -> None:
    swallowing = re.compile(r"except[^\n]*:\n\s+pass\b")
    assert [path for path in product_modules() if swallowing.search(path.read_text(encoding="utf-8"))] == []
