"""Whole batches on a Ray cluster and an S3 server: the same records as in one process, whatever is lost on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipelines.batch import BatchJob, Ended, run_batch
from pipelines.executors.serial import SerialExecutor
from pipelines.gather import gather_batch
from pipelines.gather_remote import gather_remote
from pipelines.remote import RemoteFolder
from tests.bench.kills import write_cases
from tests.pipelines.fakes import fake_doors
from tests.pipelines.ray_machines import ROOT, add_machine, on_cluster
from tests.pipelines.test_batch import terms
from tests.pipelines.waiting import eventually, hear_ctrl_c, not_outliving, printed_until_its_end

pytestmark = pytest.mark.cluster


def in_one_process(folder: Path, out: Path) -> list[str]:
    job = BatchJob(gather_batch(folder, out), out, terms())
    run_batch(job, fake_doors(), SerialExecutor(), lambda ended: None)
    return (out / "records.jsonl").read_text(encoding="utf-8").splitlines()


def told_of(progress: Path, words: str) -> bool:
    return words.encode() in progress.read_bytes()


def test_a_machine_killed_half_way_loses_no_record_and_doubles_none(machines: Any, bucket: str, tmp_path: Path) -> None:
    write_cases(tmp_path / "cases", 20, slow=0.15)
    folder, out = RemoteFolder(f"{bucket}/cases"), RemoteFolder(f"{bucket}/out")
    for path in (tmp_path / "cases").iterdir():
        folder.put(path.name, path.read_bytes())
    told: list[Ended] = []

    def killing(ended: Ended) -> None:
        told.append(ended)
        if len(told) == 10:
            machines.remove_node(next(iter(machines.worker_nodes)), allow_graceful=False)

    job = BatchJob(gather_remote(folder, out), out, terms(), pages=True)
    try:
        run_batch(job, fake_doors(), on_cluster(machines), killing)
    finally:
        add_machine(machines)
    assert out.read("records.jsonl").decode().splitlines() == in_one_process(tmp_path / "cases", tmp_path / "alone")
    assert sorted(one.ordinal for one in told) == list(range(1, 21))
    assert len((out / "cases").objects()) == 20


def test_the_command_stopped_by_ctrl_c_keeps_what_is_finished_and_goes_on(
    machines: Any, bucket: str, tmp_path: Path
) -> None:
    write_cases(tmp_path / "cases", 6, slow=0.1)
    (tmp_path / "cases" / "0002.txt").write_text("hang")
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.fake_yancai", "batch", str(tmp_path / "cases")]
    command += ["--region", "example", "--today", "2026-11-22", "--workers", "1"]
    command += ["--executor", "ray", "--address", machines.address, "--out", f"{bucket}/stopped"]
    out = RemoteFolder(f"{bucket}/stopped")
    with (tmp_path / "told").open("wb") as told:
        started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=told, preexec_fn=hear_ctrl_c)
    with not_outliving(started) as run:
        eventually(partial(told_of, tmp_path / "told", "[2/6]"))
        run.send_signal(signal.SIGINT)
        printed = printed_until_its_end(run, tmp_path / "told")
    assert run.returncode == 130, (tmp_path / "told").read_text()
    assert "--resume" in printed.decode()
    assert len(out.read("records.jsonl").decode().splitlines()) == 2
    (tmp_path / "cases" / "0002.txt").write_text("paper 张三")
    again = subprocess.run([*command, "--resume"], cwd=ROOT, capture_output=True)
    assert again.returncode == 0, again.stderr.decode()
    assert out.read("records.jsonl").decode().splitlines() == in_one_process(tmp_path / "cases", tmp_path / "alone")


def test_a_command_that_is_killed_and_resumed_gives_the_same_records_in_a_store(bucket: str, tmp_path: Path) -> None:
    write_cases(tmp_path / "cases", 12, slow=0.1)
    folder, out = RemoteFolder(f"{bucket}/killed/cases"), RemoteFolder(f"{bucket}/killed/out")
    for path in (tmp_path / "cases").iterdir():
        folder.put(path.name, path.read_bytes())
    command = [sys.executable, "-m", "tests.fake_yancai", "batch", str(folder), "--region", "example"]
    command += ["--out", str(out), "--workers", "1", "--today", "2026-11-22", "--resume"]
    for done in (1, 6):
        with (tmp_path / "told").open("wb") as told:
            started = subprocess.Popen(command, cwd=ROOT, stderr=told)
        with not_outliving(started):
            eventually(partial(told_of, tmp_path / "told", f"[{done}/12]"))
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 3
    assert out.read("records.jsonl").decode().splitlines() == in_one_process(tmp_path / "cases", tmp_path / "alone")


OFFLINE = """
import fcntl, socket, struct, sys
from pathlib import Path
lo = struct.pack("16sH14x", b"lo", 0x49)  # IFF_UP, IFF_LOOPBACK, IFF_RUNNING
with socket.socket() as control:
    fcntl.ioctl(control, 0x8914, lo)  # SIOCSIFFLAGS
from tests.pipelines.test_batch_on_cluster import all_in_one
all_in_one(Path(sys.argv[1]))
"""


def all_in_one(folder: Path) -> None:
    """A cluster of one machine and a batch on it, in this process."""
    from tests.pipelines.ray_machines import cluster

    write_cases(folder / "cases", 3)
    with cluster(1) as made:
        job = BatchJob(gather_batch(folder / "cases", folder / "out"), folder / "out", terms())
        run_batch(job, fake_doors(), on_cluster(made, 1), lambda ended: None)


def test_it_works_where_no_network_leads_anywhere(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="make cluster")
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    command = ["unshare", "--net", *as_root, sys.executable, "-c", OFFLINE, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "out" / "records.jsonl").read_text().splitlines() == in_one_process(
        tmp_path / "cases", tmp_path / "alone"
    )
