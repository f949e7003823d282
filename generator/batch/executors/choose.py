"""Which executor a batch runs on: this process for a single task, local processes, or a cluster."""

from __future__ import annotations

import os
from concurrent.futures import Executor

from generator.batch.executors.processes import Direct, Processes
from generator.errors import UsageError
from generator.runtime.allowance import Allowance

DASK = "dask://"
TLS = "tls://"


def job_count(wanted: int, sources: int) -> int:
    """How many processes: as wanted, else one for each processor; never more than there are sources."""
    return max(1, min(wanted or os.cpu_count() or 1, sources))


def make_executor(url: str, jobs: int, sources: int, allowance: Allowance = Allowance()) -> Executor:  # noqa: B008 - immutable
    """The executor for `--executor`. Raises UsageError for an unknown URL, an absent package, no answer.

    allowance: of one department, on this machine.
    """
    if url.startswith((DASK, TLS)):
        from generator.batch.executors.cluster import Cluster

        return Cluster(url.removeprefix(DASK))
    if url:
        raise UsageError(f"不认识的执行方式“{url}”", remedy="写成 dask://主机:端口 或 tls://主机:端口，或不写（用本机的进程）")
    return Direct(allowance) if sources == 1 else Processes(jobs, allowance=allowance)
