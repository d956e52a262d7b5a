"""Speed and memory of whole runs, against the limits that the project set itself; one command, ratios in one run.

``python benchmarks/district_runs.py`` takes a few minutes; ``--most 3000000`` adds the largest district of the curve.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

import numpy as np

from sim import District, Strategy, compare
from sim.engine.simulation import Simulation

STRATEGY = Strategy.load("typical_2018")
PHASES = ("hear", "decide", "practise", "feel")


def seconds(run, times=3):
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def machine():
    """What this machine can do: a chain of dependent multiply-adds, and copying."""
    import numba

    @numba.njit
    def chain(count):
        x = 0.5
        for _ in range(count):
            x = x * 0.999999 + 0.1
        return x

    chain(10)
    big = np.ones(20_000_000)
    copy = seconds(big.copy)
    return seconds(lambda: chain(1_000_000)) * 1e3, 2 * big.nbytes / copy / 1e9


def loops(everybody):
    """Nanoseconds a teacher of the four teacher loops at 75,000 teachers, in year 7."""
    sim = Simulation(District.synthetic(schools=1800, teachers=75_000), STRATEGY, years=8)
    sim.run(6)
    if everybody:  # the hardest month: every school active and every teacher using half of the components
        sim.schools.status[:] = 2
        sim.schools.launch_month[:] = np.maximum(0, sim.schools.launch_month)
        sim.teachers.using[:, ::2] = True
    while sim.month % 12 < 4:
        sim.step()
    month, count = np.uint64(sim.month), sim.schools.status.size
    parts, columns = {}, {}
    for name in PHASES:
        loop = getattr(sim.kernels, name)
        columns[name] = sum(getattr(sim.teachers, field).nbytes for field in loop.fields(type(sim.teachers))) / 75_000
        run = lambda loop=loop: loop(  # noqa: E731
            0, count, sim.teachers, sim.schools, sim.components, sim.now, sim.parameters, sim.key, month
        )
        parts[name] = seconds(run, 9) / 75_000 * 1e9
    return parts, columns, float(sim.teachers.using.any(axis=1).mean())


def run_ten_years(district, population, replicate=0, years=10):
    Simulation(district, STRATEGY, years=years, replicate=replicate, population=population).run(years)


def main():
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--most", type=int, default=3_000_000, help="teachers of the largest district of the curve")
    most = choices.parse_args().most
    missed = []

    def held(words, value, limit, unit, *, least=False):
        over = value < limit if least else value > limit
        missed.extend([words] * over)
        bound = f"{'at least' if least else 'at most'} {limit:g}"
        print(f"{words}: {value:.3g} {unit} ({bound}){'  NOT HELD' if over else ''}", flush=True)

    step, stream = machine()
    print(f"machine: {step:.2f} ns a dependent multiply-add, {stream:.1f} GB/s copying")
    for everybody in (False, True):
        parts, columns, using = loops(everybody)
        total = sum(parts.values())
        for name, value in parts.items():
            size = columns[name]
            print(f"  {name:9} {value:5.1f} ns, {size:4.0f} bytes of columns a teacher: {size / value:.1f} GB/s")
        words = f"teacher loops at 75,000 teachers, {using:.0%} using, in a month of teaching"
        if everybody:
            print(f"{words}: {1e3 / total:.1f} M teacher-months/s")
        else:
            held(words, 1e3 / total, 8, "M teacher-months/s", least=True)
        print(f"  over a year with its two months of summer: {1.2e3 / total:.1f} M teacher-months/s")
    small = District.synthetic(schools=40, teachers=1500)
    people = small.population(1, 0)
    run_ten_years(small, people)
    once = seconds(lambda: run_ten_years(small, people), 5)
    held("40 schools, 1,500 teachers, 10 years", once * 1e3, 60, "ms")
    twice = {}
    for threads in (1, None):  # one process, or as many as there are processors
        run = lambda threads=threads: compare(  # noqa: E731
            [STRATEGY], small, replicates=20, persistence=False, histories=False, threads=threads
        )
        twice[threads] = seconds(run, 2)
    held("20 replicates of it, two cores", twice[None], 1, "s")
    print(f"  in one process: {twice[1]:.2f} s")
    large = District.synthetic(schools=1800, teachers=75_000)
    start = time.perf_counter()
    Simulation(large, STRATEGY, years=25, threads=2).run(25)
    held("1,800 schools, 75,000 teachers, 25 years", time.perf_counter() - start, 5, "s")
    held("memory of it", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 1, "GB")
    print("cost of a year: teachers, seconds, microseconds a teacher")
    for teachers in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000):
        if teachers > most:
            break
        sim = Simulation(District.synthetic(schools=teachers // 40, teachers=teachers), STRATEGY, years=3)
        sim.run(2)
        start = time.perf_counter()
        sim.run(1)
        spent = time.perf_counter() - start
        print(f"{teachers:>9,} {spent:8.3f} {spent / teachers * 1e6:8.2f}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
