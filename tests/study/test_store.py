from __future__ import annotations

import logging
import os
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.foundation.errors import OutputError
from sim.strategy import Event, Future, Strategy
from sim.study import Store, compare
from sim.study.design_point import DesignPoint

YEARS = 7


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_is_there_is_not_run_again(engine, strategies, district, tmp_path):
    first = compare(strategies, district, years=YEARS, replicates=3, store=tmp_path)
    assert engine.made == 6
    assert len(files(tmp_path)) == 6
    second = compare(strategies, district, years=YEARS, replicates=3, store=tmp_path)
    assert engine.made == 6
    pd.testing.assert_frame_equal(first.table(), second.table())
    one, other = first.runs["slow"][2], second.runs["slow"][2]
    assert all((one.history.schools[name] == value).all() for name, value in other.history.schools.items())
    assert one.history.names == other.history.names
    assert one.history.grant_end_month == other.history.grant_end_month
    compare(strategies, district, years=YEARS, replicates=5, store=Store(tmp_path))
    assert engine.made == 10  # only the two new replicates


def test_a_result_is_known_by_what_decides_it_not_by_its_name(engine, district, tmp_path):
    first = Strategy(fast_slow=0.5, name="one", title="One")
    compare([first], district, years=2, replicates=1, store=tmp_path)
    again = compare({"other": replace_name(first)}, district, years=2, replicates=1, store=tmp_path)
    assert engine.made == 1
    assert again.runs["other"][0].strategy == "other"


def replace_name(strategy):
    return Strategy.from_mapping(strategy.to_mapping() | {"name": "two", "title": "Two"})


def point(district, **changes):
    base = DesignPoint(
        district=district,
        label="x",
        strategy=Strategy(fast_slow=0.5),
        future=Future.none(),
        years=3,
        seed=1,
        replicate=0,
        parameters={},
    )
    return replace(base, **changes)


def test_the_key_changes_with_everything_that_decides(district):
    def own(x):
        return x + 1.0

    def other(x):
        return x + 2.0

    changes = [
        {},
        {"strategy": Strategy(fast_slow=0.4)},
        {"strategy": Strategy(fast_slow=0.5, conditions={"grant_years": 2})},
        {"future": Future(events=(Event("closure", 1),))},
        {"years": 4},
        {"seed": 2},
        {"replicate": 1},
        {"parameters": {"prior": 0.3}},
        {"components": [{"name": "a", "load": 1.0}]},
        {"rules": {"strain": own}},
        {"rules": {"strain": other}},
        {"persistence": False},
        {"district": type(district)(mark="elsewhere")},
    ]
    keys = [point(**({"district": district} | change)).key for change in changes]
    assert len(set(keys)) == len(keys)
    assert point(district, label="y", parameter_set=3).key == keys[0]
    assert point(district).key == keys[0]


def test_the_key_changes_with_the_code(district, monkeypatch):
    from sim.study import provenance

    before = point(district).key
    monkeypatch.setattr(provenance, "rules_digest", lambda: "another")
    assert point(district).key != before


@pytest.mark.parametrize("damage", ["cut", "empty", "noise", "flipped"])
def test_a_damaged_file_is_computed_again_with_a_warning(engine, strategies, district, tmp_path, caplog, damage):
    whole = compare(strategies, district, years=YEARS, replicates=1, store=tmp_path)
    path = tmp_path / files(tmp_path)[0]
    content = path.read_bytes()
    flipped = content[:3000] + bytes([content[3000] ^ 255]) + content[3001:]
    path.write_bytes({"cut": content[:-50], "empty": b"", "noise": os.urandom(500), "flipped": flipped}[damage])
    with caplog.at_level(logging.WARNING):
        again = compare(strategies, district, years=YEARS, replicates=1, store=tmp_path)
    assert engine.made == 3
    assert f"{path} is damaged" in caplog.text
    assert path.read_bytes() != b""
    pd.testing.assert_frame_equal(whole.table(), again.table())
    caplog.clear()
    compare(strategies, district, years=YEARS, replicates=1, store=tmp_path)
    assert engine.made == 3
    assert caplog.text == ""


def test_runs_stored_without_history_count_where_none_is_needed(engine, strategies, district, tmp_path):
    compare(strategies, district, years=YEARS, replicates=1, store=tmp_path, histories=False)
    light = compare(strategies, district, years=YEARS, replicates=1, store=tmp_path, histories=False)
    assert engine.made == 2
    assert light.series("access")["fast"].shape == (1, 12 * YEARS)
    full = compare(strategies, district, years=YEARS, replicates=1, store=tmp_path)
    assert engine.made == 4
    assert full.runs["fast"][0].history.months == 12 * YEARS
    light = compare(strategies, district, years=YEARS, replicates=1, store=tmp_path, histories=False)
    assert engine.made == 4
    assert light.runs["fast"][0].kept_history is None
    assert light.series("access")["fast"] == pytest.approx(full.series("access")["fast"], abs=1e-6)


@pytest.mark.parametrize("threads", [1, 2])
def test_ctrl_c_leaves_finished_runs_whole(engine, strategies, large_district, tmp_path, threads):
    engine.fail_at = 2
    with pytest.raises(KeyboardInterrupt):
        compare(strategies, large_district, years=YEARS, replicates=4, store=tmp_path, threads=threads)
    kept = files(tmp_path)
    assert all(name.endswith(".npz") for name in kept)
    if threads == 1:
        assert len(kept) == 4
    engine.fail_at, engine.made = None, 0
    compare(strategies, large_district, years=YEARS, replicates=4, store=tmp_path)
    assert engine.made == 8 - len(kept)


def test_nothing_is_left_behind_when_the_disk_is_full(engine, strategies, district, tmp_path, monkeypatch):
    def full(*given, **more):
        raise OSError(28, "No space left on device")

    store = Store(tmp_path)
    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OutputError, match="No space left on device"):
        compare(strategies, district, years=2, replicates=1, store=store)
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"runs cannot be kept in .*file"):
        Store(tmp_path / "file")
