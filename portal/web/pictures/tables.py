"""The tables that pictures are made with, read once from the .toml files beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def breaks() -> dict[str, tuple[str, ...]]:
    """Return the long words whose breaks are given -> their pieces."""
    return {word.replace("-", ""): tuple(word.split("-")) for words in _read("breaks.toml").values() for word in words}


def palette() -> dict[str, dict[str, str]]:
    """Return the looks -> the attributes that give them their colours in a file of its own."""
    return _read("palette.toml")


def layout(name: str) -> dict[str, Any]:
    """Return a layout made by hand."""
    return _read(f"{name}.toml")
