"""Random changes of texts and bytes, with a store of what has broken readers before."""

from __future__ import annotations

import random

TOKENS = (
    *("\0", "\x1b[31m", "\x07", "é", "²", "١٢", "ß", "中", "🙂", "\u202e", "\ufeff", "\u2028", "\x85", "\xa0"),
    *(
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        "&a ",
        "*a",
        "<<: *a",
        "!!int ",
        "!!python/object:os.system ",
        "!x ",
        "? ",
        "---\n",
    ),
    *("2018-02-30", "12:30", "1e999", ".nan", ".inf", "-.inf", "nan", "inf", "~", "null", "true", "no", "0x1F", "010"),
    *("1_000", "1,000", "1.000,5", "${.}", "${oc.env:HOME}", "$x_{", "<b>", "[/b]", "=cmd|' /C calc'!A0", "../..", "/"),
    *("'", '"', "\\", "`", "@", "%", "|", ">", "#", ":", ": ", "- ", ",", ";", "\t", "\n", "\r", "  ", "-1", "9" * 400),
    *("*", "<10", ">=0.95", "N/A", "†", "Total", "_target_: os.system", "x" * 300),
)


def changed_text(rng: random.Random, text: str) -> str:
    """Change a text in one to three places."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(len(text) + 1)
        upto = min(len(text), at + rng.choice((0, 1, 1, 3, 10)))
        action = rng.randrange(5)
        if action == 0:
            text = text[:at] + text[upto:]
        elif action == 1:
            text = text[:at] + rng.choice(TOKENS) + text[at:]
        elif action == 2:
            text = text[:at] + rng.choice(TOKENS) + text[upto:]
        elif action == 3:
            text = text[:upto] + text[at:]
        else:
            text = text[:at] + chr(rng.choice((0, 9, 10, 27, 34, 44, 58, 127, 160, 233, 0x2028, 0x1F600))) + text[upto:]
    return text


def changed_bytes(rng: random.Random, text: str) -> bytes:
    """Change a text as a file, sometimes below the level of characters."""
    action = rng.randrange(8)
    if action == 0:
        return text.encode("utf-16")
    if action == 1:
        return text.replace("O", "Ö").encode("latin-1", "replace")
    raw = changed_text(rng, text).encode("utf-8", "surrogatepass")
    if action in (2, 3) and raw:
        at = rng.randrange(len(raw))
        return raw[:at] + bytes([rng.randrange(256)]) + raw[at + 1 :]
    if action == 4:
        return raw[: rng.randrange(len(raw) + 1)]
    return raw
