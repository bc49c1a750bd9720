"""A drawing as a PNG, with our own letters, so that it needs no fonts of the machine."""

from __future__ import annotations

import re

import resvg_py

from portal.paths import letters


def png(drawing: str, width: int) -> bytes:
    """Return an SVG of ours as a PNG of a width; the same drawing gives the same bytes."""
    fonts = [str(path) for path in sorted(letters().glob("*.ttf"))]
    image = resvg_py.svg_to_bytes(
        svg_string=drawing,
        width=width,
        skip_system_fonts=True,
        font_files=fonts,
        font_family="Kierre Sans",
        sans_serif_family="Kierre Sans",
        background="#ffffff",
    )
    return bytes(image)


def size(drawing: str) -> tuple[float, float]:
    """Return how wide and high an SVG is drawn, in units of its own; as wide as high when it does not say."""
    found = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', drawing.partition(">")[0])
    return (float(found[1]), float(found[2])) if found else (100.0, 100.0)
