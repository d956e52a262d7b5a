"""What runs is what stands there now: edited, replaced and redefined rules reach the compiled loops."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

import sim
from sim.engine.kernels import narrow_type
from sim.engine.simulation import Simulation
from sim.foundation.errors import RuleError
from sim.foundation.linking import Binder, fingerprint, globals_in, link
from sim.foundation.parameters import Parameters
from sim.rules.adoption import takes_up
from sim.rules.load import practice_hours

ROOT = Path(sim.__file__).parents[1]
RUN = """
import hashlib
from sim import District, Strategy
from sim.engine.simulation import Simulation
district = District.synthetic(schools=2, teachers=30, seed=3)
run = Simulation(district, Strategy.load("fast_and_furious"), years=2)
run.run()
print(hashlib.sha256(b"".join(v.tobytes() for v in run.history.schools.values())).hexdigest(), hits(run))
"""
HITS = """
def hits(run):
    loops = [kernel.linked for kernel in vars(run.kernels).values()]
    return sum(sum(loop.stats.cache_hits.values()) for loop in loops)
"""


def steps_of(function):
    return link(function)


def half(x):
    return 0.5 * x


def uses_half(x):
    return half(x) + 1.0


def double(x):
    return 2.0 * x


class TestFingerprint:
    def test_sees_what_a_function_calls(self):
        changed = {"half": double}
        assert link(uses_half)(3.0) == 2.5
        assert link(uses_half, changed)(3.0) == 7.0
        assert link(uses_half)(3.0) == 2.5

    def test_ignores_comments_and_docstrings(self):
        scopes = [{}, {}]
        exec('def f(x):\n    "One."\n    return x + 1.0', scopes[0])
        exec('def f(x):\n    "Two."  # and more\n    return x + 1.0', scopes[1])
        assert fingerprint(scopes[0]["f"]) == fingerprint(scopes[1]["f"])

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("RATE = 0.1", "RATE = 0.2"),
            ("RATE = np.zeros(5000)", "RATE = np.arange(5000) * (np.arange(5000) == 2500)"),
            ("RATE = np.array([0.1234567891])", "RATE = np.array([0.1234567892])"),
            ("RATE = (np.zeros(5000), 1.0)", "RATE = (np.ones(5000), 1.0)"),
        ],
    )
    @pytest.mark.parametrize("body", ["return RATE", "return [RATE for _ in range(2)]"])
    def test_sees_a_changed_constant(self, one, other, body):
        marks = []
        for constant in (one, other):
            scope = {"np": np}
            exec(f"{constant}\ndef f(x):\n    {body}", scope)
            marks.append(fingerprint(scope["f"]))
        assert marks[0] != marks[1]

    @pytest.mark.parametrize("body", ["return knobs.factor * x", "return knobs.deeper.times(x)"])
    def test_sees_what_is_read_through_a_module(self, body):
        knobs = ModuleType("knobs")
        knobs.factor, knobs.deeper = 1.0, ModuleType("knobs.deeper")
        knobs.deeper.outer, knobs.deeper.times = knobs, half
        scope = {"knobs": knobs}
        exec(f"def own(x):\n    {body}", scope)
        before = fingerprint(scope["own"])
        knobs.untouched = 2.0
        assert fingerprint(scope["own"]) == before
        knobs.factor, knobs.deeper.times = 4.0, double
        assert fingerprint(scope["own"]) != before

    def test_attributes_are_no_globals(self):
        def reads(p):
            return p.practice_hours + math.pi

        assert globals_in(reads.__code__) == {"math"}


class TestReplacement:
    def test_calls_what_it_replaces(self):
        """Inside a replacement the rule's name means the shipped rule."""

        def own(x):
            return 10.0 * half(x)

        own = Binder({"half": own}).bind(uses_half)
        assert own(3.0) == 16.0

    def test_through_a_helper_too(self):
        scope = {"half": half}
        exec("def helper(x):\n    return half(x)\ndef own(x):\n    return 10.0 * helper(x)", scope)
        assert Binder({"half": scope["own"]}).bind(uses_half)(3.0) == 16.0
        assert link(uses_half, {"half": scope["own"]})(3.0) == 16.0

    def test_that_calls_itself_is_refused(self):
        scope = {}
        exec("def endless(x):\n    return endless(x)", scope)
        with pytest.raises(RuleError, match="calls itself"):
            link(uses_half, {"half": scope["endless"]})

    def test_redefined_helper_is_seen(self):
        """As in a notebook: the rule is the same object, what it names has changed."""
        scope = {"RATE": 2.0}
        exec("def own(x):\n    return RATE * x", scope)
        assert link(uses_half, {"half": scope["own"]})(3.0) == 7.0
        scope["RATE"] = 3.0
        assert link(uses_half, {"half": scope["own"]})(3.0) == 10.0

    def test_redefined_constant_of_a_module_is_seen(self):
        knobs = ModuleType("knobs")
        knobs.factor = 2.0
        scope = {"knobs": knobs}
        exec("def own(x):\n    return knobs.factor * x", scope)
        assert link(uses_half, {"half": scope["own"]})(3.0) == 7.0
        knobs.factor = 3.0
        assert link(uses_half, {"half": scope["own"]})(3.0) == 10.0

    def test_constants_are_bound(self):
        scope = {"K": 1}
        exec("def count(x):\n    return K * x", scope)
        assert link(scope["count"], constants={"K": 4})(2.0) == 8.0
        assert link(scope["count"])(2.0) == 2.0

    def test_does_not_leak_into_the_next_run(self, district, strategies, mark):
        def eager(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
            return luck < 0.9

        def marked(**given):
            return mark(Simulation(district, strategies["grown"], years=2, **given).run())

        before, replaced, after = marked(), marked(rules={"takes_up": eager}), marked()
        assert before == after != replaced


class TestLayout:
    def test_order_of_fields_makes_another_type(self):
        """Compiled code reads fields by place: with the same names in another order it would read others."""
        one, other = narrow_type(Parameters, ("drift", "prior")), narrow_type(Parameters, ("prior", "drift"))
        assert one.__name__ != other.__name__


def lived(folder, code=RUN):
    """Run in the copied package; give the mark and how many loops came from the disk cache."""
    (folder / "run.py").write_text(HITS + code)
    around = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "NUMBA_CACHE_DIR")}
    done = subprocess.run(
        [sys.executable, "run.py"], cwd=folder, env=around, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    seen, hits = done.stdout.split()
    return seen, int(hits)


def edit(file, old, new):
    text = file.read_text()
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new))


ONE_LOOP = """
import numpy as np
from sim.engine.kernels import Kernel
from sim.engine.schools import find_fit
from sim.engine.state import empty_state
from sim.foundation.parameters import load_parameters
t, s = empty_state(2, 2, 6, {}, {"first": np.array([0, 1, 2])})
s.design[:] = 0.5
loop = Kernel(find_fit, {}, {"K": 6})
loop(0, 2, s, np.ones(6), load_parameters())
print(repr(float(s.fit.sum())), sum(loop.linked.stats.cache_hits.values()))
"""


def test_an_edited_rule_is_never_served_from_the_disk(tmp_path):
    """One loop in a copy of the package: compiled, found on the disk, and compiled anew after an edit of its rule."""
    for name in ("sim", "configs", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    first, none = lived(tmp_path, ONE_LOOP)
    again, hits = lived(tmp_path, ONE_LOOP)
    assert (again, none, hits) == (first, 0, 1)
    fits = "return math.exp(-sensitivity * misfit"
    edit(tmp_path / "sim" / "rules" / "design.py", fits, fits.replace("return ", "return 0.5 * "))
    edited, hits = lived(tmp_path, ONE_LOOP)
    assert hits == 0
    assert float(edited) == pytest.approx(0.5 * float(first))


@pytest.mark.slow
def test_an_edited_file_changes_the_compiled_result(tmp_path):
    """A copy of the package with its disk cache; then one number in a rule, then the order of two parameters."""
    for name in ("sim", "configs", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    first, _ = lived(tmp_path)
    again, hits = lived(tmp_path)
    assert again == first
    assert hits >= 12  # loops do come from the disk: the rest of this test means something
    rule = tmp_path / "sim" / "rules" / "load.py"
    edit(rule, "(1.0 - depth))", "(1.5 - depth))")
    edited, _ = lived(tmp_path)
    assert edited != first
    edit(rule, "(1.5 - depth))", "(1.0 - depth))")
    assert lived(tmp_path)[0] == first
    swap_parameters(tmp_path / "sim" / "foundation", "takeup_peers", "takeup_strain")
    assert lived(tmp_path)[0] == first


def swap_parameters(folder, one, other):
    """Change places of two parameters in the registry and in the tuple; it must not matter."""
    for file, mark in ((folder / "parameter_names.py", ":"), (folder / "parameters.csv", ",")):
        lines = file.read_text().splitlines(keepends=True)
        places = [
            next(n for n, line in enumerate(lines) if line.strip().startswith(name + mark)) for name in (one, other)
        ]
        a, b = places
        lines[a], lines[b] = lines[b], lines[a]
        file.write_text("".join(lines))


def test_shipped_rules_are_plain_functions():
    """They can be called by tests, by agents and by a user, without numba."""
    p = sim.foundation.parameters.load_parameters()
    assert practice_hours(0.0, 1.0, p) > practice_hours(1.0, 1.0, p) > 0.0
    assert takes_up(5.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, p) is True
