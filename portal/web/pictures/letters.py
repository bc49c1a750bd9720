"""How wide words are, and how they break into lines that fit. Wide enough for our own letters, Arial and Helvetica."""

from __future__ import annotations

import re
from functools import lru_cache

from portal.web.pictures.tables import breaks

# Thousandths of the size of the letters -> the letters that are so wide; what is not named counts as the widest of words.
_WIDTHS = {
    275: "'ijl|’‘",
    300: " ,.:;I·",
    325: "![]f",
    350: "()-/\\{}",
    375: "rt",
    500: '*"Jcsvxyz“”',
    550: "^k`",
    575: "#$0123456789?L_abdeghnopquåäöéü–",
    600: "+<=>~−×",
    625: "FTZ",
    675: "&ABEKPSVXYÅÄ",
    725: "CDHNRU",
    750: "w",
    800: "GOQÖ",
    850: "Mm",
    950: "W%",
    1025: "@—…→",
}
_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN = 700
_MARGIN = 1.02
_VOWELS = "aeiouyåäöAEIOUYÅÄÖ"
_SYLLABLE = re.compile(rf"(?<=..)(?=[^\W\d_{_VOWELS}][{_VOWELS}])")


def width(text: str, size: float) -> float:
    """Return how wide a text can be in letters of a size."""
    return sum(_OF.get(letter, _UNKNOWN) for letter in text) * size * _MARGIN / 1000


@lru_cache(maxsize=4096)
def wrapped(text: str, room: float, size: float) -> tuple[str, ...]:
    """Return a text in lines that are no wider than the room; words that are wider are broken with a hyphen."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if width(joined, size) <= room:
            lines[-1] = joined
        elif width(word, size) <= room:
            lines.append(word)
        else:
            lines += _broken(word, room, size)
    return _even([line for line in lines if line], room, size)


def _even(lines: list[str], room: float, size: float) -> tuple[str, ...]:
    """Return the same words in as many lines, as even as they can be."""
    words = " ".join(lines).split()
    if len(lines) < 2 or any(line.endswith("-") for line in lines):
        return tuple(lines)
    widest = max(width(word, size) for word in words)
    for part in range(6, 10):
        narrow = max(widest, room * part / 10)
        found = [""]
        for word in words:
            joined = f"{found[-1]} {word}".strip()
            if width(joined, size) <= narrow:
                found[-1] = joined
            else:
                found.append(word)
        if len(found) == len(lines):
            return tuple(found)
    return tuple(lines)


def _broken(word: str, room: float, size: float) -> list[str]:
    """Return a long word in pieces that fit: broken where tables/breaks.toml says, else between syllables, else anywhere."""
    pieces = breaks().get(word.strip("(),.").casefold()) or _SYLLABLE.split(word)
    if "".join(pieces) != word:  # the table knows it in small letters, without signs
        start, cut = 0, []
        for piece in pieces[:-1]:
            cut.append(word[start : start + len(piece)])
            start += len(piece)
        pieces = (*cut, word[start:])
    lines = [""]
    for piece in pieces:
        if width(lines[-1] + piece + "-", size) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    lines = [line for line in lines if line]
    return [*(line + "-" for line in lines[:-1]), lines[-1]]
