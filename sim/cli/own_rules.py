"""Find a rule that a user has written: ``my_rules.py:my_function`` or ``my_rules.my_function``."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from sim.foundation.errors import RuleError, raised_at, shown, unknown

__all__ = ["own_rule"]


def own_rule(name: str, place: str) -> FunctionType:
    """Load the function that takes the place of a rule.

    Parameters
    ----------
    name : str
        The rule's name, for the messages.
    place : str
        ``file.py:function``, or ``module.function`` with the current folder on the path. The file may import others
        from its folder; they never take the place of the standard library.

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


class _Beside:
    """Finds what lies in one folder, but for names of the standard library and of this program.

    Parameters
    ----------
    folder : str
        The folder.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find a module in the folder, for Python's import."""
        if path is not None or name in sys.stdlib_module_names or name == "sim":
            return None
        return PathFinder.find_spec(name, [self.folder], target)


@contextmanager
def _importing_from(folder: Path) -> Iterator[None]:
    """Let imports find what lies in a folder, for the length of the block.

    What was imported from there is forgotten afterwards by Python, not by the rule: rules of two folders may each have
    neighbours of the same name.
    """
    finder: Any = _Beside(str(folder))
    before = set(sys.modules)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in set(sys.modules) - before:
            if _lies_in(folder, getattr(sys.modules[name], "__file__", None)):
                del sys.modules[name]


def _lies_in(folder: Path, file: str | None) -> bool:
    return file is not None and Path(file).absolute().is_relative_to(folder)


def _from_file(name: str, file: Path) -> ModuleType:
    if not _is_file(file):
        raise RuleError(
            f"rules.{name}: there is no file {shown(str(file), quotes=False)} (looked for in {Path.cwd()}). "
            f"Write rules.{name}=my_rules.py:my_function."
        )
    folder = file.absolute().parent
    called = f"own_rules_{file.stem}"  # its own name might be that of a module in use
    specification = importlib.util.spec_from_file_location(called, file)
    if specification is None or specification.loader is None:
        raise RuleError(f"rules.{name}: {file} is no Python file; its name must end in .py.")
    module = importlib.util.module_from_spec(specification)
    with _importing_from(folder):
        sys.modules[called] = module  # some of what a module may do looks for it there
        try:
            specification.loader.exec_module(module)
        except (Exception, SystemExit) as error:
            raise RuleError(_broken(name, str(file), folder, error)) from error
        finally:
            del sys.modules[called]
    return module


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _from_path(name: str, home: str) -> ModuleType:
    here = Path.cwd()
    try:
        with _importing_from(here):
            return importlib.import_module(home)
    except ModuleNotFoundError as error:
        if error.name and home.startswith(error.name):
            raise RuleError(f"rules.{name}: there is no module '{home}' (looked for in {here} too).") from error
        raise RuleError(_broken(name, home, here, error)) from error
    except (Exception, SystemExit) as error:
        raise RuleError(_broken(name, home, here, error)) from error


def _broken(name: str, where: str, folder: Path, error: BaseException) -> str:
    place = raised_at(error, lambda file: _lies_in(folder, file)) or where
    if isinstance(error, SystemExit):
        return f"rules.{name}: {place} ends the program (sys.exit) when it is read; take that out of the file."
    said = error.msg if isinstance(error, SyntaxError) else " ".join(str(error).split())
    return f"rules.{name}: {place} cannot be read: {type(error).__name__}: {said}"
