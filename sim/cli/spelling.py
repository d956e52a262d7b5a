"""How one setting may be spelt: with dashes, accents and apostrophes as people write, and as Hydra wants it."""

from __future__ import annotations

import re

from sim.foundation.errors import SettingsError, shown, unprintable

__all__ = ["in_quotes", "tidied", "unreadable"]

LONGEST = 5_000
DEEPEST = 20
"""Characters and brackets in brackets of one value; what is longer belongs into a file."""

NAME = re.compile(r"[+~]{0,2}[A-Za-z_][A-Za-z0-9_./@:-]*")


def tidied(text: str) -> str:
    """Take dashes off that other programs want, and refuse what no reading could make sense of.

    Parameters
    ----------
    text : str
        As typed.

    Returns
    -------
    str
        ``years=10`` for ``--years=10``, else the same.

    Raises
    ------
    SettingsError
        When it is no ``name=value``, longer or deeper than any setting, or refers to another setting.
    """
    if "=" not in text and not text.startswith("~"):
        raise SettingsError(unreadable(text))
    plain = text.removeprefix("--")
    name, _, value = plain.partition("=")
    if not NAME.fullmatch(name):
        raise SettingsError(
            f"cannot read the name '{shown(name, quotes=False)}' before the equals sign. "
            "Settings are written name=value without spaces, for instance years=10."
        )
    if len(value) > LONGEST or max(value.count(sign) for sign in "[{(") > DEEPEST * 10 or _depth(value) > DEEPEST:
        raise SettingsError(
            f"the value of {name} has {len(value):,} characters or too many brackets; at most {LONGEST:,} characters "
            f"and brackets {DEEPEST} deep are read. Write it into a file and name the file."
        )
    if "${" in value and not name.startswith("hydra"):
        raise SettingsError(f"{name}={shown(value, quotes=False)}: ${{...}} is not read here. Write the value itself.")
    odd = unprintable(value)
    if odd:
        raise SettingsError(f"the value of {name} holds the control character {odd!r}. Take it out.")
    return plain


def _depth(value: str) -> int:
    deepest = depth = 0
    for sign in value:
        depth += (sign in "[{(") - (sign in "]})")
        deepest = max(deepest, depth)
    return deepest


def in_quotes(text: str, *, many: bool) -> str | None:
    """Put quotes around what Hydra takes without quotes only in plain ASCII: accents, apostrophes, commas in a title.

    Parameters
    ----------
    text : str
        ``name=value`` that Hydra cannot read.
    many : bool
        Whether commas stand between values for as many runs.

    Returns
    -------
    str or None
        The same for Hydra; None where brackets or quotes do not match, which only the user can mend.
    """
    name, _, value = text.partition("=")
    value = value.strip()
    if value.startswith("[") and value.endswith("]") and not set("[]{}()") & set(value[1:-1]):
        return f"{name}=[{','.join(_quoted(part) for part in value[1:-1].split(','))}]"
    if value[:1] in {"[", "{"}:
        return None
    if value[:1] in {"'", '"'} and value.count(value[0]) < 3:
        return None
    if many and "," in value:
        return f"{name}={','.join(_quoted(part) for part in value.split(','))}"
    return f"{name}={_quoted(value)}"


def _quoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" and value[0] not in value[1:-1]:
        return value
    return "'" + value.replace("\\'", "\\\\'").replace("'", "\\'") + "'"


def unreadable(text: str) -> str:
    """Say why a setting cannot be read.

    Parameters
    ----------
    text : str
        As typed.

    Returns
    -------
    str
        One line.
    """
    if text.startswith("-"):
        written = text.lstrip("-") or "years"
        example = f"{written}=VALUE" if NAME.fullmatch(written) else "years=10"
        found = shown(text, quotes=False)
        return (
            f"unknown option '{found}'. Settings are written name=value, for instance {example}; options: -m, --help."
        )
    if "=" not in text:
        found = shown(text, quotes=False)
        return f"cannot read '{found}'. Settings are written name=value without spaces, for instance years=10."
    name, value = text.split("=", 1)
    return (
        f"cannot read the value of {name}: {shown(value, quotes=False)}. Lists are written [a,b]; "
        "a value with brackets, commas or quotes "
        f"in it goes in quotes of its own inside the shell's: \"{name}='...'\"."
    )
