"""A Dask cluster as an Executor: parcels go out as bytes, results come back as bytes; no disk is shared.

A lost worker's tasks are given to another by the scheduler; a task that has ended several workers is given up. With
`?spool=URL` (any address that fsspec knows, such as s3://bucket/folder) parcels and results lie there instead of in the
memory of the scheduler and the workers.
"""

from __future__ import annotations

import pickle
import uuid
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from typing import Any

from generator.batch.executors.parcel import Parcel, pack_templates, pack_up, work_remotely
from generator.batch.executors.processes import Direct, WorkerLost
from generator.batch.executors.work import Done, Task
from generator.errors import GongkaiError, UsageError

TIMEOUT = 10
"""Seconds to wait for the scheduler."""
REMEDY = "安装集群用的软件包：pip install 'gongkai[cluster]'；集群的每台机器也要装"


class Cluster(Executor):
    """Runs tasks on the workers of a scheduler at `host:port`. workers: how many tasks they take at a time."""

    peak = 0.0

    def __init__(self, address: str) -> None:
        try:
            import fsspec  # noqa: F401 - said at once where it is absent
            from distributed import Client
        except ImportError as error:
            raise UsageError(f"没有安装 {error.name}，不能在集群上做", remedy=REMEDY) from error
        place, _, spool = address.partition("?spool=")
        connected: Any = Client
        try:
            self._client = connected(f"tcp://{place}", timeout=TIMEOUT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"连不上集群 dask://{place}", remedy="检查地址，确认 dask-scheduler 已经启动") from error
        self.workers = sum(self._client.nthreads().values()) or 1
        self._spool = spool
        self._bundle = self._client.scatter(pack_templates(), broadcast=True)
        self._inner: Executor = self._client.get_executor(pure=False)

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As Executor; the argument is a Task. The future raises WorkerLost where the task was given up."""
        (task,) = args
        assert isinstance(task, Task)
        try:
            parcel: Parcel | str = pack_up(task)
        except (OSError, GongkaiError):
            return Direct().submit(function, task)  # what cannot be read here is told here
        if self._spool:
            parcel = _sent(self._spool, parcel)
        inner = self._inner.submit(carried_out, function, parcel, self._bundle, self._spool)
        outer: Future[Done] = Future()
        inner.add_done_callback(lambda finished: _passed_on(finished, outer, parcel))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As Executor; the cluster itself stays."""
        self._inner.shutdown(wait=wait)
        self._client.close()


def carried_out(function: Callable[[Task], Done], parcel: Parcel | str, bundle: bytes, spool: str) -> Done | str:
    """On a worker: the work on a parcel, which with a spool lies there, as will its result."""
    if isinstance(parcel, str):
        return _sent(spool, work_remotely(function, _fetched(parcel), bundle))
    return work_remotely(function, parcel, bundle)


def _passed_on(finished: Future[Any], outer: Future[Done], parcel: Parcel | str) -> None:
    """Give the result, or what became of it, to the one who waits; and clear the spool."""
    from distributed.scheduler import KilledWorker

    try:
        result = finished.result()
        outer.set_result(_fetched(result, last=True) if isinstance(result, str) else result)
    except (KilledWorker, CancelledError) as error:
        lost = WorkerLost("集群上的工作进程中途退出，或集群断开了")
        lost.__cause__ = error
        outer.set_exception(lost)
    except BaseException as error:
        outer.set_exception(error)
    finally:
        if isinstance(parcel, str):
            _fetched(parcel, last=True)


def _sent(spool: str, value: Any) -> str:
    """Put a value into the spool; its address."""
    import fsspec

    address = f"{spool.rstrip('/')}/gongkai-{uuid.uuid4().hex}.pickle"
    options = {"auto_mkdir": True} if spool.startswith("file:") else {}
    with fsspec.open(address, "wb", **options) as file:
        file.write(pickle.dumps(value))
    return address


def _fetched(address: str, last: bool = False) -> Any:
    """The value at an address of the spool. last: nobody else will ask for it."""
    import fsspec

    with fsspec.open(address, "rb") as file:
        value = pickle.loads(file.read())
    if last:
        system, path = fsspec.core.url_to_fs(address)
        system.rm(path)
    return value
