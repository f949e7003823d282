"""Many department-years: plan, hand out, take in, write. One that fails does not stop the others.

Tasks go to an Executor, a bounded number at a time; results are taken in the order of the sources and written here, by
one process, so that no file has two writers. A task whose worker was lost is tried once more, alone, when all others
are done: a department that needs much memory then has it, and one that crashes its worker is known for certain.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.batch.executors.answer import examined
from generator.batch.executors.processes import WorkerLost
from generator.batch.index import Index
from generator.batch.letter_files import Letters
from generator.batch.plan import Pair, Plan, Step
from generator.batch.worker.work import Done, Who, work
from generator.build import Built, Options, Written
from generator.errors import CrashError, GongkaiError, LimitError, OutputError
from generator.writers.formats import FORMATS
from generator.writers.output.files import write_file

WINDOW = 16
"""Tasks that are handed out and not yet taken in, for each worker."""
STOPPED, FAILED, UNCHANGED, UPDATED, NEW = "有错误", "失败", "未变", "更新", "新建"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a source: `built` or `error`; figures: the key figures; letter: the path of its 退回意见, if any."""

    source: Path
    built: Built | None
    error: GongkaiError | None
    who: Who | None = None
    figures: dict[str, str] = field(default_factory=dict)
    letter: str = ""
    worked: bool = True

    @property
    def errors(self) -> list[GongkaiError]:
        """What could not be made: the whole source, or single files of it."""
        return [self.error] if self.error else [*self.built.refused] if self.built else []

    @property
    def state(self) -> str:
        """新建, 更新, 未变, 有错误 (nothing was written) or 失败."""
        if self.built is None or self.built.refused:
            return FAILED
        states = {file.status for file in self.built.files}
        return next((s for s in (NEW, UPDATED, UNCHANGED) if s in states), STOPPED if self.built.stopped else UNCHANGED)


@dataclass(slots=True)
class Batch:
    """The run over some sources. executor: made when the first task needs it; workers: how many work at a time."""

    index: Index
    options: Options
    executor: Callable[[], Executor]
    workers: int = 1
    letters: bool = False
    _owners: dict[str, Path] = field(default_factory=dict)
    _pool: Executor | None = None

    @property
    def peak(self) -> float:
        """The most memory that a worker has held, in MiB; 0 where it is not known."""
        return float(getattr(self._pool, "peak", 0.0))

    def run(self, sources: Iterable[Path]) -> Iterator[Outcome]:
        """The outcomes in the order of the sources; those whose worker was lost come last."""
        plan = Plan(self.index, self.options, self.letters)
        letters = Letters(self.index, self.options.out) if self.letters else None
        lost: list[Step] = []
        try:
            for step, future in self._handed_out(plan, sources):
                if future is not None and not future.done():
                    self.index.commit()  # other runs into the folder need not wait until this one is done
                if future is not None and isinstance(future.exception(), WorkerLost):
                    lost.append(step)
                else:
                    yield self._taken(plan, letters, step, future)
            for step in lost:
                yield self._taken(plan, letters, step, self._submitted(step))
        except BaseException:
            self._stop(wait=False)
            raise
        self._stop(wait=True)

    def _handed_out(self, plan: Plan, sources: Iterable[Path]) -> Iterator[tuple[Step, Future[Done] | None]]:
        """Each source with its task at work; no more than WINDOW for each worker are out at a time."""
        out: deque[tuple[Step, Future[Done] | None]] = deque()
        busy = 0
        for source in sources:
            step = plan.step(source)
            future = self._submitted(step) if step.task else None
            out.append((step, future))
            busy += future is not None
            while out and (busy >= WINDOW * self._at_once or out[0][1] is None or out[0][1].done()):
                busy -= out[0][1] is not None
                yield out.popleft()
        yield from out

    @property
    def _at_once(self) -> int:
        """How many tasks are worked on at a time."""
        return int(getattr(self._pool, "workers", self.workers))

    def _submitted(self, step: Step) -> Future[Done]:
        assert step.task is not None
        if self._pool is None:
            self._pool = self.executor()
        return self._pool.submit(work, step.task)

    def _taken(self, plan: Plan, letters: Letters | None, step: Step, future: Future[Done] | None) -> Outcome:
        """Take in a result and write its files."""
        if future is None:
            assert step.kept is not None
            kept = step.kept
            built = Built(list(step.files.values()), kept.findings, kept.notes, reports=kept.reports)
            if error := self._claimed(step.source, [file.path for file in built.files]):
                return Outcome(step.source, None, error, kept.who, worked=False)
            letter = letters.kept(step.source, kept) if letters else ""
            return Outcome(step.source, built, None, kept.who, kept.figures, letter, worked=False)
        done = _result(step.source, future, self.options.formats)
        standing = [file.path for file in step.files.values()]
        if error := self._claimed(step.source, [*standing, *(str(self.options.out / path) for path in done.contents)]):
            return Outcome(step.source, None, error, done.who)
        letter = letters.write(step.source, done) if letters else ""
        if done.built is None:
            return Outcome(step.source, None, done.error, done.who, done.figures, letter)
        written: dict[Pair, tuple[Written, bytes]] = {}
        self._write(done, written)
        plan.note(step, done, written)
        files = [file for pair in _pairs(done, self.options) if (file := _file(pair, step, written))]
        return Outcome(step.source, replace(done.built, files=files), None, done.who, done.figures, letter)

    def _claimed(self, source: Path, paths: Iterable[str]) -> OutputError | None:
        """Take the places of a source's files, be they made now or standing; the error where another source has one."""
        wanted = list(paths)
        for path in wanted:
            owner = self._owners.get(path, source)
            if owner != source:
                remedy = "核对两份数据的“全称”和“年度”，或用 -o 分开输出"
                return OutputError(f"和“{owner}”写的是同一个文件，没有盖掉前者", file=path, remedy=remedy)
        self._owners.update(dict.fromkeys(wanted, source))
        return None

    def _write(self, done: Done, written: dict[Pair, tuple[Written, bytes]]) -> None:
        assert done.built is not None
        packs = {stem: pack for pack, stem in done.built.reports.items()}
        for file in done.built.files:
            content = done.contents[Path(file.path).as_posix()]
            path = self.options.out / file.path
            try:
                name = Path(file.path).as_posix()
                status = write_file(self.options.out, name, content, force=self.options.force)
            except OutputError as error:
                done.built.refused.append(error)
                continue
            pack = packs[Path(file.path).as_posix().removesuffix(FORMATS[file.format].suffix)]
            written[pack, file.format] = replace(file, path=str(path), status=status), content

    def _stop(self, wait: bool) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=True)


def _pairs(done: Done, options: Options) -> Iterator[Pair]:
    return ((pack, kind) for pack in done.packs for kind in options.formats)


def _file(pair: Pair, step: Step, written: dict[Pair, tuple[Written, bytes]]) -> Written | None:
    return written[pair][0] if pair in written else step.files.get(pair)


def _result(source: Path, future: Future[Done], formats: tuple[str, ...]) -> Done:
    try:
        return examined(future.result(), source, formats)
    except (CrashError, LimitError) as error:
        error.file = error.file or str(source)
        return Done(error=error)
    except WorkerLost as error:
        message = f"{error}（多半是内存不够，或遇到损坏的字体、图片），试了两次"
        remedy = "单独再做这一个；仍然不行，把数据和这句话一起报给维护的人"
        return Done(error=CrashError(message, file=str(source), remedy=remedy))
    except Exception as error:
        return Done(error=fault_of_program(error, source, "把数据和这句话一起报给维护的人"))


def fault_of_program(error: Exception, source: Path, remedy: str) -> CrashError:
    """A mistake of ours, in the name of the source at which it came to light."""
    return CrashError(f"程序出错：{type(error).__name__}：{error}", file=str(source), remedy=remedy)
