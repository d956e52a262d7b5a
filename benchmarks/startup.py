"""How long the parts take to start: imports and the commands that simulate nothing.

Each is started afresh several times; the best time counts, less what Python itself takes. Run it with
``python benchmarks/startup.py``; ``PYTHONDONTWRITEBYTECODE`` is taken out, because without bytecode on disk every start
compiles all modules again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

REPEATS = 7
LIGHT = (
    ["--help"],
    ["compare", "--help"],
    ["districts"],
    ["strategies"],
    ["strategies", "henry_county"],
    ["futures"],
    ["model", "schedule"],
    ["model", "parameters"],
)


def started(typed: list[str], code: int = 0) -> str:
    """Write the program that runs a command."""
    return f"from sim.cli import main; assert main({typed!r}) == {code}"


CASES: tuple[tuple[str, str, float | None], ...] = (
    ("python alone", "pass", None),
    ("import sim", "import sim", 0.1),
    ("from sim import District", "from sim import District", None),
    ("import mesa", "import mesa", None),
    ("from sim import DistrictModel", "from sim import DistrictModel", None),
    *((f"bothways {' '.join(typed)}", started(typed), 0.3) for typed in LIGHT),
    ("bothways run with a mistake", started(["run", "yeers=3"], code=2), None),
)


def seconds(code: str) -> float:
    """Start Python with some code, several times, and take the best."""
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> int:
    """Print the table; 1 when a limit is not held."""
    late = 0
    measured = {}
    for name, code, limit in CASES:
        measured[name] = seconds(code)
        over = limit is not None and measured[name] > limit
        late += over
        words = "" if limit is None else f"at most {limit:.1f} s{'  NOT HELD' if over else ''}"
        print(f"{name:<34} {measured[name]:6.3f} s  {words}")
    beyond = measured["from sim import DistrictModel"] - measured["import mesa"]
    late += beyond > 0.2
    print(f"{'DistrictModel beyond mesa':<34} {beyond:6.3f} s  at most 0.2 s{'  NOT HELD' if beyond > 0.2 else ''}")
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main())
