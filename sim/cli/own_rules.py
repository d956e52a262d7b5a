"""Find a rule that a user has written: ``my_rules.py:my_function`` or ``my_rules.my_function``."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from types import FunctionType, ModuleType

from sim.foundation.errors import RuleError, shown, unknown

__all__ = ["own_rule"]


def own_rule(name: str, place: str) -> FunctionType:
    """Load the function that takes the place of a rule.

    Parameters
    ----------
    name : str
        The rule's name, for the messages.
    place : str
        ``file.py:function``, or ``module.function`` with the current folder on the path.

    Returns
    -------
    function
        A plain Python function.

    Raises
    ------
    RuleError
        When the file, the module or the function is not there, cannot be read, or is no plain function.
    """
    file, separator, wanted = place.rpartition(":")
    if separator:
        module = _from_file(name, Path(file))
    else:
        home, dot, wanted = place.rpartition(".")
        if not dot:
            raise RuleError(f"rules.{name}={place}: write it as my_rules.py:{place} or my_rules.{place}.")
        module = _from_path(name, home)
    own = [key for key, value in vars(module).items() if isinstance(value, FunctionType)]
    if wanted not in own:
        found = getattr(module, wanted, None)
        kind = f" ({wanted} there is a {type(found).__name__}, not a plain function)" if found is not None else ""
        raise RuleError(f"rules.{name}: " + unknown("function", wanted, own, where=file or place) + kind)
    function: FunctionType = getattr(module, wanted)
    return function


def _from_file(name: str, file: Path) -> ModuleType:
    try:
        there = file.is_file()
    except (OSError, ValueError):  # a name longer than a file can have
        there = False
    if not there:
        raise RuleError(
            f"rules.{name}: there is no file {shown(str(file), quotes=False)} (looked for in {Path.cwd()}). "
            f"Write rules.{name}=my_rules.py:my_function."
        )
    specification = importlib.util.spec_from_file_location(file.stem, file)
    if specification is None or specification.loader is None:
        raise RuleError(f"rules.{name}: {file} is no Python file; its name must end in .py.")
    module = importlib.util.module_from_spec(specification)
    try:
        specification.loader.exec_module(module)
    except Exception as error:
        raise RuleError(_broken(name, str(file), error)) from error
    return module


def _from_path(name: str, home: str) -> ModuleType:
    here = str(Path.cwd())
    sys.path.insert(0, here)  # a console script does not have the current folder on its path
    try:
        return importlib.import_module(home)
    except ModuleNotFoundError as error:
        if error.name and home.startswith(error.name):
            raise RuleError(f"rules.{name}: there is no module '{home}' (looked for in {here} too).") from error
        raise RuleError(_broken(name, home, error)) from error
    except Exception as error:
        raise RuleError(_broken(name, home, error)) from error
    finally:
        sys.path.remove(here)


def _broken(name: str, where: str, error: Exception) -> str:
    line = getattr(error, "lineno", None)
    place = f"{where}, line {line}" if line else where
    return f"rules.{name}: {place} cannot be read: {type(error).__name__}: {error}"
