"""Where the rules stand, and the version of them all together."""

from __future__ import annotations

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
SHAPES = HERE / "shapes"
VIOLATIONS = HERE / "violations"
PROFILES = HERE / "profiles"


def rules_version() -> str:
    """Return a hash (16 hexadecimal digits) over every file of the rules: shapes, queries and code."""
    digest = hashlib.sha256()
    for file in sorted(path for path in HERE.rglob("*") if path.suffix in {".ttl", ".rq", ".py", ".tsv"}):
        digest.update(file.relative_to(HERE).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def stamp_file(state: Path, data: str) -> Path:
    """Return the file that says that a data version has been found to be without errors by today's rules."""
    return state / "checks" / f"{data}-{rules_version()}"


def shapes_text() -> str:
    """Return all shapes as one Turtle text."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(SHAPES.glob("*.ttl")))
