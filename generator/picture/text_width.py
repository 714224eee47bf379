"""A text -> how wide it is at most when drawn, and what of it fits into a width."""

from __future__ import annotations

import unicodedata

_FIRST = 32
_BOLD = (
    349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366,
    696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611,
    1000, 774, 763, 734, 831, 684, 684, 821, 837, 373, 557, 775, 638, 996, 837, 851,
    733, 851, 771, 721, 683, 813, 774, 1104, 771, 725, 726, 458, 366, 458, 838, 557,
    500, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688,
    716, 716, 494, 596, 479, 712, 652, 924, 646, 652, 583, 712, 366, 712, 838,
)  # fmt: skip
"""Thousandths of the font's size, from the space to the tilde: of Liberation Sans Bold, which is as wide as Arial Bold
and Helvetica Bold, and of DejaVu Sans Bold, the wider of the two."""
_MARGIN = 1.05
"""For fonts that are a little wider still."""
CUT = "…"


def text_width(text: str, size: float) -> float:
    """Pixels, at most, with a font of ``size`` pixels."""
    return sum(map(_letter, text)) * size * _MARGIN / 1000


def fitting(text: str, size: float, width: float) -> str:
    """``text``, or as much of its beginning as fits with a sign that something is left out."""
    if text_width(text, size) <= width:
        return text
    left = width - text_width(CUT, size)
    kept = 0
    for letter in text:
        left -= text_width(letter, size)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + CUT


def _letter(letter: str) -> int:
    number = ord(letter) - _FIRST
    if 0 <= number < len(_BOLD):
        return _BOLD[number]
    # A letter that is not in the table is as wide as the widest of its kind, but for what is drawn over another one.
    return 0 if unicodedata.combining(letter) else 1150
