"""Shows how the answers of the saved queries differ from those that are expected; with --write, takes them as expected.

Run by `make answers`. Look at the difference first: what an answer has lost is lost for everyone who calls the query.
"""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

from portal.graph.formats import RESULT_TSV
from portal.graph.load import load
from portal.graph.results import write
from portal.graph.saved import Saved, answer, defaults, saved
from portal.graph.store import Store
from portal.paths import data_root

FOLDER = Path(__file__).parent / "saved"


def found(query: Saved, store: Store) -> str:
    """The answer of a query to what it asks unless told, in Finnish."""
    return write(query.told, answer(query, store, defaults(query, "fi")), RESULT_TSV).decode()


def main() -> int:
    """Print every difference; the number of queries that differ and were not written."""
    store, differing = load(data_root()).store, 0
    answers = {FOLDER / f"{each.name}.tsv": found(each, store) for each in saved()}
    for file in sorted({*answers, *FOLDER.glob("*.tsv")}):
        old, new = file.read_text(encoding="utf-8") if file.exists() else "", answers.get(file, "")
        if old == new:
            continue
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
        sys.stdout.writelines(unified_diff(before, after, f"expected {file.stem}", "found"))
        differing += 1
        if "--write" in sys.argv and new:
            file.write_text(new, encoding="utf-8")
        elif "--write" in sys.argv:
            file.unlink()
    advice = "written." if "--write" in sys.argv else "If that is meant: make answers WRITE=--write"
    sys.stdout.write(f"{differing} answers differ. {advice}\n" if differing else "Every answer is as expected.\n")
    return 0 if "--write" in sys.argv else differing


if __name__ == "__main__":
    sys.exit(min(main(), 1))
