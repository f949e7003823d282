"""The same build on a Dask cluster: equal bytes, no shared disk, and a worker that is lost costs nothing."""

from __future__ import annotations

import io
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from generator.batch.executors import cluster
from generator.batch.executors.choose import make_executor
from generator.batch.executors.cluster import Cluster, _fetched
from generator.batch.executors.parcel import pack_templates, pack_up, work_remotely
from generator.batch.run import work
from generator.batch.worker.work import Done, Task
from generator.build import Options
from generator.errors import CrashError, UsageError
from generator.packs.definition import pack as packs
from tests.batch.county import build_all, change, contents, county
from tests.batch.units import taken_apart
from tests.examples import ROOT

pytestmark = pytest.mark.slow

NAMES = [f"{letter}县医疗保障局" for letter in "甲乙丙丁戊己庚辛壬癸"]
OPTIONS = Options(formats=("txt", "html"), out=Path(), page_numbers=False)


def make(task: Task) -> Done:
    """The work, with what is told of it made comparable."""
    done = work(task)
    assert done.built is not None
    for file in done.built.files:
        object.__setattr__(file, "seconds", 0.0)
    return done


@pytest.mark.parametrize("kind", ["shared", "summed"])
def test_a_parcel_is_built_where_nothing_of_it_is_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    if kind == "shared":
        shutil.copytree(ROOT / "data_examples" / "dachang", tmp_path / "大厂")
        monkeypatch.chdir(tmp_path)
        source = Path("大厂", "2021")
    else:
        source = taken_apart(tmp_path / "大厂", eliminated=False)
    task = Task(source, OPTIONS, letter=True)
    here = make(task)
    assert here.built is not None and here.built.findings and here.letter
    parcel = pickle.loads(pickle.dumps(pack_up(task)))
    bundle = pack_templates()
    shutil.rmtree(tmp_path / "大厂")
    monkeypatch.setattr(packs, "__file__", str(tmp_path / "a" / "b" / "c" / "pack.py"))
    monkeypatch.chdir(tmp_path)
    assert packs.search_path() == []
    assert work_remotely(make, parcel, bundle) == here


def test_an_error_of_a_parcel_names_the_file_that_the_user_has(tmp_path: Path) -> None:
    source = county(tmp_path, NAMES[:1])[NAMES[0]]
    change(source, "基本情况.yaml", "截至: 2021-12-31", "截至: 2021-02-30")
    task = Task(source, OPTIONS)
    here, there = work(task), work_remotely(work, pack_up(task), pack_templates())
    assert str(there.error) == str(here.error)
    assert str(source / "基本情况.yaml") in str(there.error)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_what_cannot_be_read_is_reported_without_going_to_the_cluster(tmp_path: Path) -> None:
    source = county(tmp_path, NAMES[:1])[NAMES[0]]
    (source / "补充.yaml").symlink_to("没有.yaml")
    unconnected = Cluster.__new__(Cluster)  # nothing may be sent
    done = unconnected.submit(work, Task(source, OPTIONS)).result()
    assert "补充.yaml：没有这个文件" in str(done.error)


def test_another_version_on_the_cluster_is_refused(tmp_path: Path) -> None:
    parcel = pack_up(Task(county(tmp_path, NAMES[:1])[NAMES[0]], OPTIONS))
    object.__setattr__(parcel, "program", "另一版")
    done = work_remotely(work, parcel, pack_templates())
    assert "版本不一样" in str(done.error)


def test_a_cluster_that_does_not_answer_and_an_unknown_executor_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="不认识的执行方式“ray://x”"):
        make_executor("ray://x", 1, 2)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="没有安装 distributed") as caught:
        make_executor("dask://127.0.0.1:1", 1, 2)
    assert "gongkai[cluster]" in caught.value.remedy


@pytest.fixture(scope="module")
def dask() -> Iterator[Any]:
    """Two workers with their nannies on loopback."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as started:
        yield started


def slow(task: Task) -> Done:
    """The work, long enough to be interrupted."""
    time.sleep(0.4)
    return work(task)


class Watched(Cluster):
    """A cluster executor that calls back when some results are there."""

    def __init__(self, address: str, number: int, then: Callable[[], None]) -> None:
        super().__init__(address)
        self.left, self.then = number, then
        self.submitted: list[str] = []

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Count the results."""
        self.submitted.append(args[0].source.parent.name)
        future = super().submit(slow, *args, **kwargs)
        future.add_done_callback(lambda _: self._count())
        return future

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            threading.Thread(target=self.then).start()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_worker_that_is_killed_in_the_middle_costs_no_department(tmp_path: Path, dask: Any) -> None:
    sources = county(tmp_path / "data", NAMES)
    build_all(sources.values(), tmp_path / "here", formats="txt,html")
    killed: list[int] = []

    def kill() -> None:
        pid = next(iter(dask.workers.values())).pid
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    pool = Watched(dask.scheduler_address.removeprefix("tcp://"), 3, kill)
    outcomes = build_all(sources.values(), tmp_path / "there", pool, formats="txt,html")
    assert killed, "a worker was lost"
    assert pool.submitted == NAMES, "each was handed out once; the scheduler gave the lost ones to the other worker"
    assert {name: one.state for name, one in outcomes.items()} == dict.fromkeys(NAMES, "新建")
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert len(contents(tmp_path / "there")) == 2 * len(NAMES)


def test_parcels_and_results_may_lie_in_a_spool(tmp_path: Path, dask: Any) -> None:
    sources = county(tmp_path / "data", NAMES[:2])
    (tmp_path / "spool").mkdir()
    address = f"{dask.scheduler_address.removeprefix('tcp://')}?spool=file://{tmp_path / 'spool'}"
    outcomes = build_all(sources.values(), tmp_path / "there", Cluster(address), formats="txt")
    assert {one.state for one in outcomes.values()} == {"新建"}
    assert list((tmp_path / "spool").iterdir()) == [], "nothing is left in it"


def test_an_address_outside_of_the_spool_is_neither_read_nor_removed(tmp_path: Path) -> None:
    file = tmp_path / "别人的.pickle"
    file.write_bytes(pickle.dumps("甲"))
    spool = f"file://{tmp_path / 'spool'}"
    for address in (f"file://{file}", f"{spool}/gongkai-../别人的.pickle", f"{spool}/gongkai-.pickle", "x"):
        with pytest.raises(CrashError, match="不在中转的地方"):
            _fetched(spool, address, last=True)
    assert file.exists()


SCHEDULER = """
import asyncio, sys
from distributed import Nanny, Scheduler, Worker
from distributed.security import Security

async def run(ca, cert, key):
    protocol = "tls" if ca else "tcp"
    security = Security(
        tls_ca_file=ca, tls_scheduler_cert=cert, tls_scheduler_key=key, tls_worker_cert=cert, tls_worker_key=key,
        require_encryption=True,
    ) if ca else None
    options = dict(host="127.0.0.1", protocol=protocol, security=security, dashboard_address=None)
    async with Scheduler(port=0, **options) as scheduler:
        async with Worker(scheduler.address, nthreads=1, host="127.0.0.1", security=security, dashboard_address=None):
            print(scheduler.address, flush=True)
            await scheduler.finished()

asyncio.run(run(*(sys.argv[1:] or ("", "", ""))))
"""


def scheduler(*certificates: str) -> tuple[subprocess.Popen[str], str]:
    """A scheduler with a worker in a process of its own, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCHEDULER, *certificates],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    return process, process.stdout.readline().strip()


def test_a_scheduler_that_dies_ends_the_run_with_each_department_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SILENT", 3.0)
    monkeypatch.setattr(cluster, "LOOK", 0.5)
    process, address = scheduler()
    sources = county(tmp_path / "data", NAMES[:3])
    try:
        pool = Watched(address.removeprefix("tcp://"), 1, process.kill)
        outcomes = build_all(sources.values(), tmp_path / "there", pool, formats="txt")
    finally:
        process.kill()
        process.communicate()
    lost = [one for one in outcomes.values() if one.error]
    assert len(outcomes) == 3
    assert lost
    assert all("集群" in str(one.error) and str(one.source) in str(one.error) for one in lost)


def test_tls_is_spoken_with_the_certificates_of_the_address(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificates")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    new = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"]
    subprocess.run([*new, "-keyout", key, "-out", cert], check=True, capture_output=True)
    process, address = scheduler(str(cert), str(cert), str(key))
    try:
        assert address.startswith("tls://")
        with pytest.raises(UsageError, match="连不上集群"):
            make_executor(f"dask://{address.removeprefix('tls://')}", 1, 2)
        pool = make_executor(f"{address}?ca={cert}&cert={cert}&key={key}", 1, 2)
        sources = county(tmp_path / "data", NAMES[:1])
        outcomes = build_all(sources.values(), tmp_path / "there", pool, formats="txt")
        assert {one.state for one in outcomes.values()} == {"新建"}
    finally:
        process.kill()
        process.communicate()


def test_an_unknown_option_of_an_address_is_reported() -> None:
    with pytest.raises(UsageError, match="没有“cafile”这个选项"):
        make_executor("dask://127.0.0.1:1?cafile=x", 1, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_what_a_link_in_a_pack_leads_to_elsewhere_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "packs" / "甲"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("名称: 甲\n文件名: 甲\n标题: 甲\n正文: 正文.html\n", encoding="utf-8")
    (tmp_path / "秘密").write_text("芝麻开门", encoding="utf-8")
    (folder / "外面.html").symlink_to(tmp_path / "秘密")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    names = zipfile.ZipFile(io.BytesIO(pack_templates())).namelist()
    assert "甲/pack.yaml" in names
    assert "甲/外面.html" not in names
