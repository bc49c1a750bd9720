"""Words that mean nearly the same, by language: the lines of words/same.tsv."""

from __future__ import annotations

from collections.abc import Iterator

from portal.languages import Language
from portal.search.words import DATA


def lines(language: Language) -> Iterator[tuple[list[str], list[str]]]:
    """Yield what people say and what it leads to, line by line; of a line in which all stand for each other, the words twice."""
    for line in (DATA / "same.tsv").read_text(encoding="utf-8").splitlines():
        tag, *columns = line.split("\t")
        if tag == language:
            yield columns[0].split(), columns[-1].split()


def words_of(language: Language) -> list[str]:
    """Return every word that the lines of a language hold."""
    return [word for said, meant in lines(language) for word in (*said, *meant)]
