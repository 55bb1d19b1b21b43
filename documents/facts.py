"""What is known about our paper before anything is drawn: the font, how wide its words are, what fits.

Widths are in millimetres, sizes in points. The font is Tinos of Debian's fonts-croscore, which has the
widths of Times New Roman and all 146 Vietnamese letters.
"""

from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from core.errors import DomainError

FONT_FOLDER = Path("/usr/share/fonts/truetype/croscore")
MM_PER_POINT = 25.4 / 72
SLACK = 0.99  # kerning and rounding never make a line more than one hundredth wider than its letters


class PaperError(DomainError):
    """This paper cannot be printed as it stands; the sentence says why."""


@cache
def _face(style):
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- slow import

    path = FONT_FOLDER / f"Tinos-{style}.ttf"
    if not path.is_file():
        raise PaperError(_("The font %(file)s is missing; install fonts-croscore.") % {"file": path.name})
    with TTFont(path, lazy=True) as font:
        widths = font["hmtx"].metrics
        advances = {chr(code): widths[glyph][0] for code, glyph in font.getBestCmap().items()}
        return advances, font["head"].unitsPerEm


@cache
def characters_of_the_font():
    """Return the characters all four faces can print."""
    faces = (set(_face(style)[0]) for style in ("Regular", "Bold", "Italic", "BoldItalic"))
    return frozenset(set.intersection(*faces))


def width_of(text, size, style="Regular"):
    """Return the width in mm of a line of text at ``size`` points."""
    advances, em = _face(style)
    return sum(advances.get(letter, em) for letter in text) / em * size * MM_PER_POINT / SLACK


def broken(text, size, width, style="Regular"):
    """Return the lines the text takes in ``width`` mm; None if a single word is too wide."""
    lines = [""]
    for word in text.split():
        if width_of(word, size, style) > width:
            return None
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, style) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def balanced(text, size, width, style="Regular"):
    """Return the same number of lines as ``broken``, as even as they can be: no single word on the last."""
    lines = best = broken(text, size, width, style)
    while lines and len(lines) == len(best):
        best, width = lines, max(width_of(line, size, style) for line in lines) - 0.2
        lines = broken(text, size, width, style)
    return best


def lines_of(text, size, width, style="Regular"):
    lines = broken(text, size, width, style)
    return None if lines is None else len(lines)


def size_for_line(text, sizes, width, style="Regular", lines=1):
    """Return the first of ``sizes`` at which the text takes at most ``lines`` lines, or None."""
    for size in sizes:
        taken = lines_of(text, size, width, style)
        if taken is not None and taken <= lines:
            return size
    return None


def size_for_block(texts, sizes, width, height, leading, gap):
    """Return the first size at which all texts (bold, one paragraph each) fit the box, or None.

    ``leading`` is the line height as a factor of the size, ``gap`` the mm between paragraphs.
    """
    for size in sizes:
        taken = [lines_of(text, size, width, "Bold") for text in texts if text]
        if None in taken:
            continue
        if sum(taken) * size * leading * MM_PER_POINT + len(taken) * gap <= height:
            return size
    return None
