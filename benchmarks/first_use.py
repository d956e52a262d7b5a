"""The first use of all: every loop compiled with an empty cache, and the start after it, from the cache.

``python benchmarks/first_use.py``; the cache is a temporary folder, the one in use is left alone.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time

LIMIT = 20.0  # seconds
RUN = (
    "from sim import District, Strategy, compare; "
    "compare([Strategy.load('typical_2018')], District.synthetic(schools=10, teachers=300), years=3, replicates=1)"
)


def started(around: dict[str, str]) -> tuple[float, float]:
    """Seconds on the clock, and of processors, of one start."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", RUN], env=around, check=True)
    spent = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print both starts; 1 when the limit is not held."""
    with tempfile.TemporaryDirectory() as folder:
        around = os.environ | {"BOTHWAYS_CACHE": folder}
        first, processors = started(around)
        over = first > LIMIT
        print(f"first use, all loops compiled: {first:.1f} s on the clock (limit {LIMIT:g}), ", end="")
        print(f"{processors:.1f} s of processors{'  NOT HELD' if over else ''}")
        later, _ = started(around)
        print(f"the same, loops from the disk: {later:.1f} s")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
