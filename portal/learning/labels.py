"""What handouts and slides say of themselves, in three languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import cast

from portal.languages import Language

_LONGEST = 320  # letters of an address that is shown whole


def shortened(address: str) -> str:
    """Return an address as it is shown: one that nobody would type ends in an ellipsis; its link is whole."""
    return address if len(address) <= _LONGEST else address[: _LONGEST // 3] + "…"


@cache
def labels(language: Language) -> dict[str, str]:
    """Return the words of a language by name."""
    text = files("portal.learning").joinpath("words.toml").read_text(encoding="utf-8")
    return cast(dict[str, str], tomllib.loads(text)[language])
