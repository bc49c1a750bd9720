"""The example queries of the editor: the files in examples/, each with a title in three languages in its first lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portal.languages import Language

FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Example:
    """A query that runs, what it asks, and its name: that of its file, without the number."""

    title: str
    query: str
    name: str


def names() -> tuple[str, ...]:
    """Return the names of the examples, in their order."""
    return tuple(_name(file) for file in sorted(FOLDER.glob("*.rq")))


def _name(file: Path) -> str:
    return file.stem.partition("-")[2]


def examples(language: Language) -> list[Example]:
    """Return the examples in their order, titled in a language; raises ValueError for a file without a title in it."""
    found = []
    for file in sorted(FOLDER.glob("*.rq")):
        lines = file.read_text(encoding="utf-8").splitlines()
        titles = {line[2:4]: line[5:].strip() for line in lines if line.startswith("# ") and line[4:5] == ":"}
        if language not in titles:
            raise ValueError(f"{file.name} has no line `# {language}: …` with its title.")
        found.append(
            Example(titles[language], "\n".join(line for line in lines if not line.startswith("# ")).strip() + "\n", _name(file))
        )
    return found
