"""The one door to numba, which reads its settings from where the program happens to be started.

A file ``.numba_config.yaml`` in the working folder may name another folder for compiled code, and what lies there is
run when it is loaded. A folder that somebody has sent must not decide that, and a broken file must not stop the
program: numba is loaded as if there were none. Variables of the environment (``NUMBA_...``) do count.
"""

from __future__ import annotations

import functools
import os
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

from sim.foundation.errors import SettingsError

__all__ = ["load_numba"]

_SETTINGS = "numba.core.config"
_FILE = ".numba_config.yaml"


class _WithoutFile(SourceFileLoader):
    """Loads numba's settings with no name for the file, so that none is looked for, now or when it compiles."""

    def get_code(self, fullname: str) -> CodeType | None:
        code: CodeType | None = super().get_code(fullname)
        if code is None:
            return None
        return code.replace(co_consts=tuple("" if constant == _FILE else constant for constant in code.co_consts))


class _Finder:
    """Finds numba's settings and nothing else."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        found = PathFinder.find_spec(name, path, target) if name == _SETTINGS else None
        if found is not None and type(found.loader) is SourceFileLoader:
            found.loader = _WithoutFile(found.loader.name, found.loader.path)
        return found


@functools.cache
def load_numba() -> Any:
    """Import numba, or name the variable of the environment that it cannot work with.

    Returns
    -------
    module
        ``numba``.

    Raises
    ------
    SettingsError
        When a variable ``NUMBA_...`` has a value that numba does not take.
    """
    set_here = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith("NUMBA_")]
    finder: Any = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message="Environment variable", category=RuntimeWarning)
            return import_module("numba")
    except ImportError:
        raise
    except Exception as error:
        if not set_here:
            raise
        said = str(error).strip().splitlines()[0].rstrip(".")
        raise SettingsError(
            f"numba, which compiles the rules, cannot start: {said}. The environment says {', '.join(set_here)}; "
            "remove what is wrong, for instance with: unset " + set_here[0].partition("=")[0]
        ) from error
    finally:
        sys.meta_path.remove(finder)
