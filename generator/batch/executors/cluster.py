"""A Dask cluster as an Executor: parcels go out as bytes, results come back as bytes; no disk is shared.

A lost worker's tasks are given to another by the scheduler; a task that has ended several workers is given up. With
`?spool=URL` (any address that fsspec knows, such as s3://bucket/folder) parcels and results lie there instead of in the
memory of the scheduler and the workers.
"""

from __future__ import annotations

import contextlib
import logging
import pickle
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from typing import Any
from urllib.parse import parse_qs

from generator.batch.executors.parcel import Parcel, pack_templates, pack_up, work_remotely
from generator.batch.executors.processes import Direct, WorkerLost
from generator.batch.worker.work import Done, Task
from generator.errors import CrashError, GongkaiError, UsageError

TIMEOUT = 10
"""Seconds to wait for the scheduler at the start."""
LOOK = 2.0
"""Seconds between two looks at whether the cluster still answers."""
SILENT = 15.0
"""Seconds without an answer of the scheduler after which what is not done is given up."""
EMPTY = 120.0
"""Seconds without any worker after which what is not done is given up."""
REMEDY = "安装集群用的软件包：pip install 'gongkai[cluster]'；集群的每台机器也要装"
LOST = "检查集群的调度器和工作进程，再运行一次：做好的不会重做"
OPTIONS = ("spool", "ca", "cert", "key")
"""What may stand behind `?` in an address: where parcels lie, and the files of the certificates."""


class Cluster(Executor):
    """Runs tasks on the workers of a scheduler at `host:port` or `tls://host:port`. workers: how many at a time."""

    peak = 0.0

    def __init__(self, address: str) -> None:
        try:
            import fsspec  # noqa: F401 - said at once where it is absent
            from distributed import Client
        except ImportError as error:
            raise UsageError(f"没有安装 {error.name}，不能在集群上做", remedy=REMEDY) from error
        for name in ("distributed", "tornado", "asyncio"):  # what they say of a lost cluster is said here, in Chinese
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        place, options = _parted(address)
        connected: Any = Client
        try:
            self._client = connected(place, security=_security(place, options), timeout=TIMEOUT, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            remedy = "检查地址，确认 dask-scheduler 已经启动；用 tls:// 的，核对 ca、cert、key 三个文件"
            raise UsageError(f"连不上集群 dask://{place.removeprefix('tcp://')}", remedy=remedy) from error
        try:
            self.workers = sum(self._client.nthreads().values()) or 1
            self._bundle = self._client.scatter(pack_templates(), broadcast=True)
        except (OSError, ValueError) as error:
            self._client.close(timeout=1)
            raise UsageError("集群上没有能用的工作进程", remedy="在集群的机器上启动 dask-worker，再运行一次") from error
        self._spool = options.get("spool", "")
        self._inner: Executor = self._client.get_executor(pure=False)
        self._waiting: set[Future[Done]] = set()
        self._lost: CrashError | None = None
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True, name="gongkai-cluster").start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As Executor; the argument is a Task. The future raises WorkerLost where the task was given up by the scheduler,
        CrashError where the cluster is lost."""
        (task,) = args
        assert isinstance(task, Task)
        try:
            parcel: Parcel | str = pack_up(task)
        except (OSError, GongkaiError):
            return Direct().submit(function, task)  # what cannot be read here is reported here
        outer: Future[Done] = Future()
        if self._lost:
            outer.set_exception(self._copy())
            return outer
        self._waiting.add(outer)
        try:
            if self._spool:
                parcel = _sent(self._spool, parcel)
            inner = self._inner.submit(carried_out, function, parcel, self._bundle, self._spool)
        except Exception:
            self._give_up("和集群断开了")
            return outer
        inner.add_done_callback(lambda finished: self._passed_on(finished, outer, parcel))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As Executor; the cluster itself stays. Without `wait`, and where the cluster is lost, nothing is waited for."""
        self._closed.set()
        if wait and not self._lost:
            self._inner.shutdown(wait=True)
        closing = threading.Thread(target=self._close, daemon=True)
        closing.start()
        closing.join(TIMEOUT if wait and not self._lost else 2)

    def _close(self) -> None:
        with contextlib.suppress(Exception):  # a lost cluster cannot be left politely
            self._inner.shutdown(wait=False)
            self._client.close(timeout=2)

    def _watch(self) -> None:
        """Ask the scheduler for its workers now and then; give up what is not done when neither answers any more."""
        answered = staffed = time.monotonic()
        while not self._closed.wait(LOOK):
            try:
                workers = self._client.sync(self._client.scheduler.ncores, callback_timeout=SILENT / 3)
                answered = time.monotonic()
                staffed = answered if workers else staffed
            except Exception:  # whatever it is, it is no answer
                workers = {}
            if time.monotonic() - answered > SILENT:
                self._give_up("和集群断开了：调度器没有回应")
                return
            if time.monotonic() - staffed > EMPTY:
                self._give_up("集群上的工作进程都没有了")
                return

    def _give_up(self, message: str) -> None:
        self._lost = CrashError(f"{message}，没有做成", remedy=LOST)
        while self._waiting:
            with contextlib.suppress(InvalidStateError):
                self._waiting.pop().set_exception(self._copy())

    def _copy(self) -> CrashError:
        """The error of one more department: each is named in its own."""
        assert self._lost
        return CrashError(self._lost.message, remedy=self._lost.remedy)

    def _passed_on(self, finished: Future[Any], outer: Future[Done], parcel: Parcel | str) -> None:
        """Give the result, or what became of it, to the one who waits; and clear the spool."""
        from distributed.scheduler import KilledWorker

        self._waiting.discard(outer)
        with contextlib.suppress(InvalidStateError):  # it was given up meanwhile
            try:
                result = finished.result()
                outer.set_result(_fetched(self._spool, result, last=True) if isinstance(result, str) else result)
            except (KilledWorker, CancelledError) as error:
                lost = WorkerLost("集群上的工作进程中途退出，或集群断开了")
                lost.__cause__ = error
                outer.set_exception(lost)
            except BaseException as error:
                outer.set_exception(error)
            finally:
                if isinstance(parcel, str):
                    with contextlib.suppress(OSError):
                        _fetched(self._spool, parcel, last=True)


def _parted(address: str) -> tuple[str, dict[str, str]]:
    """The scheduler's address with its protocol, and the options behind `?`. Raises UsageError for an unknown one."""
    place, _, query = address.partition("?")
    options = {key: values[-1] for key, values in parse_qs(query).items()}
    if unknown := [key for key in options if key not in OPTIONS]:
        raise UsageError(f"集群地址里没有“{unknown[0]}”这个选项", remedy=f"可用：{'、'.join(OPTIONS)}")
    return place if place.startswith(("tls://", "tcp://")) else f"tcp://{place}", options


def _security(place: str, options: dict[str, str]) -> Any:
    """The certificates of a `tls://` address: those that it names, else those of Dask's own configuration."""
    if not place.startswith("tls://"):
        return None
    from distributed.security import Security

    given = {"tls_ca_file": "ca", "tls_client_cert": "cert", "tls_client_key": "key"}
    made: Any = Security
    return made(require_encryption=True, **{name: options[key] for name, key in given.items() if key in options})


def carried_out(function: Callable[[Task], Done], parcel: Parcel | str, bundle: bytes, spool: str) -> Done | str:
    """On a worker: does the work of a parcel. With a spool, parcel and result are files there."""
    if isinstance(parcel, str):
        return _sent(spool, work_remotely(function, _fetched(spool, parcel), bundle))
    return work_remotely(function, parcel, bundle)


def _sent(spool: str, value: Any) -> str:
    """Put a value into the spool; its address."""
    import fsspec

    address = f"{spool.rstrip('/')}/gongkai-{uuid.uuid4().hex}.pickle"
    options = {"auto_mkdir": True} if spool.startswith("file:") else {}
    with fsspec.open(address, "wb", **options) as file:
        file.write(pickle.dumps(value))
    return address


def _fetched(spool: str, address: str, last: bool = False) -> Any:
    """The value at an address of the spool. last: nobody else will ask for it, and it is removed.

    Raises CrashError for an address that is none of the spool's.
    """
    import fsspec

    start = f"{spool.rstrip('/')}/gongkai-"
    name = address.removeprefix(start).removesuffix(".pickle")
    if not spool or address != f"{start}{name}.pickle" or not name.isalnum():
        raise CrashError("工作进程交回的结果不对：它不在中转的地方", remedy=LOST)
    with fsspec.open(address, "rb") as file:
        value = pickle.loads(file.read())
    if last:
        system, path = fsspec.core.url_to_fs(address)
        system.rm(path)
    return value
