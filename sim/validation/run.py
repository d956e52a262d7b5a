"""Run the studies of a validation, in two processes where that pays, and keep whatever is finished."""

from __future__ import annotations

import importlib
import importlib.util
import io
import math
import multiprocessing
import queue
import signal
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import SettingsError, unknown
from sim.foundation.resources import processors, safe_path
from sim.validation.check import Finding, Study, expectations
from sim.validation.outcome import PARTS, Outcome, Validation
from sim.validation.setting import Setting

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["chosen", "picture", "present_parts", "run_study", "run_validation", "studies_of"]

Jobs = Sequence[tuple[str, str, tuple[str, ...]]]
"""Part, study, expectations."""

_LONGEST = "survey"  # one long study: it begins first, so that no process is left without work at the end
_CHECKED_EVERY = 0.2  # seconds between looks for progress and for Ctrl-C


def present_parts() -> list[str]:
    """List the parts whose module is there."""
    return [part for part in PARTS if importlib.util.find_spec(f"sim.validation.{part}") is not None]


def studies_of(part: str) -> tuple[Study, ...]:
    """Import a part and give its studies.

    Parameters
    ----------
    part : str
        Of :data:`PARTS`; its module must be there.

    Returns
    -------
    tuple of Study
        ``STUDIES`` of ``sim.validation.<part>``.
    """
    return tuple(importlib.import_module(f"sim.validation.{part}").STUDIES)


def chosen(only: Sequence[str] = ()) -> list[tuple[str, str, tuple[str, ...]]]:
    """Choose what to run.

    Parameters
    ----------
    only : sequence of str
        Names of parts or of studies; everything when empty.

    Returns
    -------
    list of tuple
        Part, study, expectations.

    Raises
    ------
    SettingsError
        For a name that is neither.
    """
    there = present_parts()
    every = [job for part in there for job in _jobs_of(part)]
    names = [*there, *(study for _, study, _ in every)]
    for name in only:
        if name in PARTS and name not in there:
            raise SettingsError(f"the part '{name}' is not in this version. There: {', '.join(there)}.")
        if name not in names:
            raise SettingsError(unknown("part or study", name, names))
    return [job for job in every if not only or job[0] in only or job[1] in only]


def _jobs_of(part: str) -> Jobs:
    """List a part's studies; one that cannot be imported stands for itself, and fails when it is run."""
    try:
        return [(part, study.name, study.answers) for study in studies_of(part)]
    except Exception:  # noqa: BLE001 (a part that cannot be imported must not cost the others)
        return [(part, part, ())]


def picture(draw: Callable[[], Figure]) -> bytes:
    """Draw a figure as SVG, the same bytes each time."""
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": "bothways"}):
        into = io.BytesIO()
        draw().savefig(into, format="svg", dpi=150, metadata={"Date": None})
        return into.getvalue()


def pictures_of(findings: Sequence[Finding]) -> dict[str, bytes]:
    """Draw every figure once, under the name of the first finding that it belongs to."""
    first: dict[Callable[[], Figure], str] = {}
    for finding in findings:
        if finding.figure is not None:
            first.setdefault(finding.figure, finding.name)
    return {name: picture(draw) for draw, name in first.items()}


def run_study(part: str, name: str, setting: Setting) -> Outcome:
    """Run one study; whatever goes wrong in it stays its own.

    Parameters
    ----------
    part, name : str
        Which.
    setting : Setting
        How.

    Returns
    -------
    Outcome
        Findings without figures (they are drawn here), or the error.
    """
    started = time.process_time()
    answers: tuple[str, ...] = ()
    try:
        study = next(study for study in studies_of(part) if study.name == name)
        answers = study.answers
        findings = tuple(study.run(setting))
        _check_answers(study, findings)
        pictures = pictures_of(findings)
    except Exception as error:  # noqa: BLE001 (one study must not cost the others)
        said = f"{type(error).__name__}: {error}"
        return Outcome(
            name, part, answers, seconds=time.process_time() - started, error=said, trace=traceback.format_exc()
        )
    plain = tuple(_plain(finding) for finding in findings)
    return Outcome(name, part, answers, plain, pictures, time.process_time() - started)


def _check_answers(study: Study, findings: Sequence[Finding]) -> None:
    names = [finding.name for finding in findings]
    if sorted(names) != sorted(study.answers):
        raise SettingsError(f"the study should answer {', '.join(study.answers)}; it answered {', '.join(names)}.")
    for name in names:
        if name not in expectations():
            raise SettingsError(unknown("expectation", name, expectations()))


def _plain(finding: Finding) -> Finding:
    """Make a finding that another process can take: plain numbers, no function."""
    value, low, high = (float(number) for number in (finding.value, finding.low, finding.high))
    holds = None if finding.holds is None else bool(finding.holds)
    details = {str(key): _plain_value(value) for key, value in finding.details.items()}
    return replace(finding, value=value, low=low, high=high, holds=holds, figure=None, details=details)


def _plain_value(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Mapping):
        return {str(key): _plain_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain_value(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, bool | int | float | str) or value is None else str(value)


def run_validation(
    setting: Setting,
    only: Sequence[str] = (),
    workers: int | None = None,
    finished: Callable[[Outcome, int, int], None] | None = None,
) -> Validation:
    """Run studies and hold what they find against what was expected.

    Parameters
    ----------
    setting : Setting
        Size, luck, and whom to tell.
    only : sequence of str
        Parts or studies; all when empty.
    workers : int, optional
        Processes; by default two where there are two processors and more than one study.
    finished : callable, optional
        Told each outcome as it comes, how many are done, and of how many.

    Returns
    -------
    Validation
        With ``stopped`` after Ctrl-C: what was finished is kept.
    """
    jobs = chosen(only)
    count = min(workers if workers is not None else min(2, processors()), max(1, len(jobs)))
    started, done, stopped = time.perf_counter(), {}, False
    found = _in_processes(jobs, setting, count) if count > 1 else _in_turn(jobs, setting)
    try:
        for outcome in found:
            done[outcome.part, outcome.study] = outcome
            if finished is not None:
                finished(outcome, len(done), len(jobs))
    except KeyboardInterrupt:
        stopped = True
    finally:
        found.close()
    order = [(part, name) for part, name, _ in jobs]
    outcomes = tuple(done[key] for key in order if key in done)
    left = tuple(name for part, name in order if (part, name) not in done)
    return Validation(outcomes, setting, stopped, left, time.perf_counter() - started)


def _in_turn(jobs: Jobs, setting: Setting) -> Generator[Outcome]:
    for part, name, _ in jobs:
        yield run_study(part, name, setting)


_lines: Any = None  # of a worker: where its lines of progress go


def _begin_worker(lines: Any) -> None:
    """Leave Ctrl-C to the parent and remember where progress goes."""
    global _lines  # noqa: PLW0603 (a process of a pool has no other place)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _lines = lines


def _tell(line: str) -> None:
    _lines.put(line)


def _in_worker(part: str, name: str, full: bool, seed: int) -> Outcome:
    return run_study(part, name, Setting(full, seed, _tell))


def _in_processes(jobs: Jobs, setting: Setting, count: int) -> Generator[Outcome]:
    """Run in fresh processes; a process that dies costs the studies that were left to it, and says so."""
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    with safe_path():
        lines = context.Queue()
    pool = ProcessPoolExecutor(count, context, _begin_worker, (lines,))
    try:
        with safe_path():  # the processes are started as the jobs are handed in
            places: dict[Future[Outcome], tuple[str, str, tuple[str, ...]]] = {
                pool.submit(_in_worker, part, name, setting.full, setting.seed): (part, name, answers)
                for part, name, answers in sorted(jobs, key=lambda job: job[0] != _LONGEST)
            }
        waiting = set(places)
        while waiting:
            ready, waiting = wait(waiting, timeout=_CHECKED_EVERY, return_when=FIRST_COMPLETED)
            for line in _said(lines):
                setting.tell(line)
            for future in ready:
                error = future.exception()
                yield future.result() if error is None else _lost(*places[future], error)
        pool.shutdown()
    except BaseException:  # Ctrl-C, or nobody wants more
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            if process not in others:
                process.terminate()  # a study may have minutes to go
        raise
    finally:
        lines.close()


def _lost(part: str, name: str, answers: tuple[str, ...], error: BaseException) -> Outcome:
    return Outcome(name, part, answers, error=f"the process that ran it ended: {type(error).__name__}: {error}")


def _said(lines: Any) -> Iterator[str]:
    while True:
        try:
            yield lines.get_nowait()
        except queue.Empty:
            return
