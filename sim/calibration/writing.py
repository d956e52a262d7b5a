"""What a calibration leaves behind: the ensemble with its provenance, tables, figures, and what was found in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.calibration.confronting import CUT, ranked
from sim.calibration.ensemble import Calibration, settings_of
from sim.calibration.learned import ranges
from sim.calibration.rollouts import RUNS
from sim.calibration.targets import fitted, free_parameters, held_out
from sim.study.plausible import write_sets

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["findings", "table_rows", "target_table", "write"]

SURE = 0.05 / 7
"""Chance below which a fitted parameter counts as learned: .05, divided by the number of them."""


def target_table(found: Calibration) -> pd.DataFrame:
    """Every target beside what the ensemble and the registry's values give on luck that has chosen nothing.

    Returns
    -------
    pandas.DataFrame
        One row a target: the evidence; median, 5 % and 95 % point over sets; share of sets inside the evidence's range
        and not implausible; the registry's values with their implausibility; and for fitted targets the median
        implausibility of the candidates on the luck of the fit and on fresh luck.
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    order = list(fitted())
    for j, target in enumerate(found.targets):
        sets, usual = found.judged[:, j], found.defaults[:, j]
        usual = usual[~np.isnan(usual)]
        low, middle, high = np.nanpercentile(sets, (5, 50, 95)) if (~np.isnan(sets)).any() else (np.nan,) * 3
        mean = float(usual.mean()) if usual.size else np.nan
        variance = float(usual.var(ddof=1) / usual.size) if usual.size > 1 else 0.0
        away = [target.implausibility(float(one)) for one in sets]
        row = {
            "name": target.name, "role": target.role, "unit": target.unit, "value": target.value,
            "low": target.low, "high": target.high, "ensemble_5": low, "ensemble_50": middle, "ensemble_95": high,
            "inside_range": float(np.mean((sets >= target.low) & (sets <= target.high))) if sets.size else np.nan,
            "not_implausible": float(np.mean(np.array(away) < CUT)) if away else np.nan,
            "registry": mean, "registry_implausibility": target.implausibility(mean, variance),
        }  # fmt: skip
        if target.name in order and len(found.fresh):
            k = order.index(target.name)
            row["fitting_implausibility"] = float(np.median(found.fitting[:, k]))
            row["fresh_implausibility"] = float(np.median(found.fresh[:, k]))
        rows.append(row)
    return pd.DataFrame(rows)


def wave_table(found: Calibration) -> pd.DataFrame:
    """One row a wave: sets drawn, looked at with all replicates, not ruled out, and missing no target at all."""
    import pandas as pd

    rows = [
        {"wave": number, "drawn": len(wave.fitted), "looked_at": wave.looked_at, "kept": int(wave.kept.sum()),
         "missing_no_target": int(wave.strict.sum())}
        for number, wave in enumerate(found.matched.waves, start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def direction_table(found: Calibration) -> pd.DataFrame:
    """One row a direction: singular value, and how much each fitted parameter belongs to it."""
    import pandas as pd

    told = found.directions
    table = pd.DataFrame(told.loadings, columns=list(told.free))
    table.insert(0, "above_luck", told.values > told.noise)  # noqa: PD011
    table.insert(0, "singular_value", told.values)
    return table


def findings(found: Calibration) -> str:
    """Say in words what came out.

    Returns
    -------
    str
        Several lines.
    """
    drawn = sum(len(wave.fitted) for wave in found.matched.waves)
    kept = sum(int(wave.kept.sum()) for wave in found.matched.waves)
    strict = sum(int(wave.strict.sum()) for wave in found.matched.waves)
    lines = [
        (
            f"{drawn} sets were drawn in {len(found.matched.waves)} waves. {strict} of them miss none of "
            f"{len(found.matched.targets)} fitted targets by more than {CUT:g} standard deviations"
            + (f"; {kept} miss at most {found.matched.forgiven}." if found.matched.forgiven else ".")
        ),
        f"On fresh luck {int(found.confirmed.sum())} of {len(found.confirmed)} such sets are still not ruled out.",
    ]
    if not found.sets:
        return "\n".join([*lines, "No set is left: draw more sets, or see whether the targets contradict each other."])
    second = [float(np.median(ranked(away, found.matched.forgiven))) for away in (found.fitting, found.fresh)]
    lines.append(
        f"Their median implausibility was {second[0]:.1f} on the luck of the fit and is {second[1]:.1f} on fresh."
    )
    lines.append(f"The ensemble has {len(found.sets)} sets. On luck that chose nothing (5-95 % of sets):")
    lines.extend(_line(row) for row in table_rows(target_table(found)))
    table = ranges(found)
    of_fitted = table[table["kind"] != "drawn"]
    learned = of_fitted[of_fitted["chance"] < SURE]["name"].tolist()
    drawn_moved = int((table[table["kind"] == "drawn"]["chance"] < 0.05).sum())
    others = int((table["kind"] == "drawn").sum())
    lines.append(f"Learned beyond chance: {', '.join(learned) or 'none of the fitted parameters'}.")
    lines.append(f"Not told from before: {', '.join(n for n in of_fitted['name'] if n not in learned)}.")
    lines.append(
        f"Of {others} parameters that were only drawn, {drawn_moved} differ from their draws at the .05 level; "
        f"{0.05 * others:.0f} would by chance."
    )
    told = found.directions
    strengths = ", ".join(f"{one:.1f}" for one in told.values)  # noqa: PD011
    lines.append(
        f"Directions identified: {told.identified} of {len(told.free)} (singular values {strengths}; luck alone "
        f"{told.noise:.1f})."
    )
    return "\n".join(lines)


def _line(row: Mapping[str, Any]) -> str:
    ensemble = f"{row['ensemble_50']:.2g} ({row['ensemble_5']:.2g} to {row['ensemble_95']:.2g})"
    registered = f"{row['registry']:.2g} ({row['registry_implausibility']:.1f} SD off)"
    evidence = f"{row['low']:g} to {row['high']:g}"
    return f"  {row['name']:<26} {row['role']:<9} evidence {evidence}; ensemble {ensemble}; registry {registered}"


def table_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give a table row by row."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def provenance(found: Calibration) -> Mapping[str, Any]:
    """Where the ensemble comes from, as it is written beside it."""
    from sim import __version__
    from sim.study.provenance import rules_digest

    goals = {
        name: {"value": t.value, "tolerance": t.tolerance, "discrepancy": t.discrepancy, "unit": t.unit,
               "grade": t.grade, "source": t.source}
        for name, t in fitted().items()
    }  # fmt: skip
    return {
        "what": "sets of the assumed parameters that the evidence does not rule out (history matching); at most "
        "seven are fitted, all others are drawn from their ranges",
        "made_by": "bothways calibrate",
        "version": __version__,
        "rules": rules_digest(),
        "settings": settings_of(found),
        "fitted": {one.name: one.why for one in free_parameters()},
        "drawn_not_fitted": len(found.matched.others),
        "rule": f"implausibility below {CUT:g} for every fitted target, also on fresh luck"
        + (f", after forgiving {found.matched.forgiven}" if found.matched.forgiven else ""),
        "waves": wave_table(found).to_dict("records"),
        "confirmed": {"looked_at": len(found.confirmed), "kept": int(found.confirmed.sum())},
        "targets": goals,
        "held_out": list(held_out()),
        "rollouts": dict(RUNS),
        "district": "synthetic, 24 schools, 720 teachers",
    }


def write(found: Calibration, place: Path) -> str:
    """Write everything into a folder.

    Parameters
    ----------
    found : Calibration
        What was found.
    place : pathlib.Path
        The folder; it is made if needed.

    Returns
    -------
    str
        What was found, in words.
    """
    import yaml

    from sim.calibration.figures import FIGURES

    place.mkdir(parents=True, exist_ok=True)
    if found.sets:
        write_sets(found.sets, place / "calibrated.csv")
    text = yaml.safe_dump(dict(provenance(found)), sort_keys=False, width=110)
    (place / "calibrated.yaml").write_text(text, encoding="utf-8")
    tables = {
        "targets": target_table(found),
        "waves": wave_table(found),
        "learned": ranges(found),
        "directions": direction_table(found),
    }
    for name, table in tables.items():
        table.to_csv(place / f"{name}.csv", index=False, float_format="%.4g", lineterminator="\n")
    said = findings(found)
    (place / "findings.txt").write_text(said + "\n", encoding="utf-8")
    if found.sets:
        (place / "figures").mkdir(exist_ok=True)
        for name, draw in FIGURES.items():
            draw(found).savefig(place / "figures" / f"{name}.png", dpi=110)
    return said
