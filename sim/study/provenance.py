"""Where results come from: versions, the code that made them, and which inputs were given and which generated."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
import platform
import subprocess
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import sim

__all__ = ["NOTE", "input_key", "provenance", "receipt_record", "rules_digest"]

NOTE = (
    "A thinking tool, not a forecast: these numbers show what follows from assumptions that are named in the registry."
)

PACKAGES = ("hydra-core", "matplotlib", "mesa", "networkx", "numba", "numpy", "omegaconf", "pandas", "pyarrow", "scipy")
DECIDING = ("foundation", "district", "strategy", "rules", "engine", "outcomes")
"""The parts of the package whose code decides results."""

_PACKAGE = Path(sim.__file__).resolve().parent


@functools.cache
def rules_digest() -> str:
    """Hash the code and the parameters that decide results.

    Returns
    -------
    str
        16 hexadecimal digits; another one when a rule, a kernel, an outcome or the registry is edited.
    """
    digest = hashlib.sha256()
    for part in DECIDING:
        for file in sorted((_PACKAGE / part).rglob("*")):
            if file.suffix in {".py", ".csv"}:
                digest.update(f"{file.relative_to(_PACKAGE).as_posix()}\n".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def input_key(resolved: Mapping[str, Any]) -> str:
    """Hash everything that decides a run's results.

    Parameters
    ----------
    resolved : mapping
        The resolved input, plain values only; threads and the place of the output do not belong in it.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    text = json.dumps({"rules": rules_digest(), "input": resolved}, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def provenance(key: str, seed: int, inputs: Any, command: str = "") -> dict[str, Any]:
    """Return where results come from.

    Parameters
    ----------
    key : str
        From :func:`input_key`.
    seed : int
        The seed of the random draws.
    inputs : object
        Which inputs were given and which were generated, plain values.
    command : str, optional
        What was typed.

    Returns
    -------
    dict
        Plain values, for JSON.
    """
    return {
        "note": NOTE,
        "key": key,
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "command": command,
        "version": sim.__version__,
        "commit": _commit(),
        "rules": rules_digest(),
        "seed": seed,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in PACKAGES},
        "inputs": inputs,
    }


def receipt_record(lines: Sequence[str]) -> dict[str, list[str]]:
    """Sort the lines of a district's receipt for a record.

    Parameters
    ----------
    lines : sequence of str
        From :meth:`sim.district.provenance.Provenance.receipt`; a line without a space before it is a heading.

    Returns
    -------
    dict of str to list of str
        ``read``, ``made_up`` and ``not_used``, and what follows under headings of its own.
    """
    names = {"Read from your file": "read", "Made up by us": "made_up", "Not used": "not_used"}
    parts: dict[str, list[str]] = {name: [] for name in names.values()}
    heading = "read"
    for line in lines:
        if line.startswith(" "):
            parts[heading].append(line.strip())
        else:
            heading = names.get(line, line.lower().replace(" ", "_"))
            parts.setdefault(heading, [])
    return parts


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _commit() -> str | None:
    """Name the commit of a checkout, with a plus when files have been edited since; None for an installed package."""
    top = _PACKAGE.parent
    if not (top / ".git").exists():
        return None
    try:
        head, edited = (_git(top, "rev-parse", "HEAD"), _git(top, "status", "--porcelain", "--untracked-files=no"))
    except (OSError, subprocess.SubprocessError):
        return None
    return head + ("+" if edited else "")


def _git(top: Path, *words: str) -> str:
    command = ["git", "-C", str(top), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
