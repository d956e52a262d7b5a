"""Compiled loops against Mesa objects: the same district, the same months, in one run.

Both engines start from the same first day and live through the same months; the states must be exactly equal at the
end. Counted is the time that the teachers' parts of the month take (hear, decide, practise, feel) in months of
teaching, and the whole month beside it. Run it with ``python benchmarks/engines.py [teachers]``; it ends with 1 when
the compiled loops are less than 100 times as fast.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from sim import District, DistrictModel

LEAST = 100.0
MONTHS = 18
LARGE = 75_000


class Stopwatch:
    """Adds up the time in the teachers' parts of each month of teaching."""

    def __init__(self, model: DistrictModel) -> None:
        self.teachers, self.whole, self.months = 0.0, 0.0, 0
        self.model, self._do = model, model.simulation.teachers_do
        model.simulation.teachers_do = self._timed

    def _timed(self, phase: str) -> None:
        start = time.perf_counter()
        self._do(phase)
        self.teachers += time.perf_counter() - start
        self.months += phase == "hear"

    def run(self, months: int) -> Stopwatch:
        """Live so many months."""
        start = time.perf_counter()
        for _ in range(months):
            self.model.step()
        self.whole = time.perf_counter() - start
        return self

    @property
    def rate(self) -> float:
        """Teacher-months a second in the teachers' parts."""
        return self.months * self.model.simulation.teachers.school.size / self.teachers


def measured(district: District, engine: str, repeats: int = 1) -> Stopwatch:
    """Run the months; the best of the repeats counts."""
    runs = []
    for _ in range(repeats):
        model = DistrictModel(district, "fast_and_furious", seed=1, years=2, engine=engine, collect=False)
        if engine == "agents":
            model.wake(model.kinds[0])  # making the objects is not counted
        runs.append(Stopwatch(model).run(MONTHS))
    return min(runs, key=lambda run: run.teachers)


def main() -> int:
    """Print both rates and their ratio."""
    teachers = int(sys.argv[1]) if len(sys.argv) > 1 else 1_500
    district = District.synthetic(schools=max(1, teachers * 40 // 1_500), teachers=teachers)
    measured(district, "compiled")  # compiles, or loads from the disk
    compiled, objects = measured(district, "compiled", repeats=5), measured(district, "agents")
    for name in compiled.model.simulation.teachers._fields:
        mine = getattr(compiled.model.simulation.teachers, name)
        assert np.array_equal(mine, getattr(objects.model.simulation.teachers, name)), name
    ratio = compiled.rate / objects.rate
    print(f"{teachers:,} teachers, {MONTHS} months, {compiled.months} of them teaching; one thread; states equal")
    print(f"compiled loops  {compiled.rate / 1e6:8.2f} million teacher-months/s   whole run {compiled.whole:7.3f} s")
    print(f"Mesa objects    {objects.rate / 1e6:8.4f} million teacher-months/s   whole run {objects.whole:7.3f} s")
    print(f"ratio           {ratio:8.0f} (at least {LEAST:g}); whole runs {objects.whole / compiled.whole:.0f}")
    large = District.synthetic(schools=LARGE * 40 // 1_500, teachers=LARGE)
    rate = measured(large, "compiled", repeats=3).rate
    print(f"compiled loops at {LARGE:,} teachers: {rate / 1e6:.1f} million teacher-months/s, one thread")
    return 0 if ratio >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
