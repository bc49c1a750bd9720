"""The interface for programs, tried over HTTP by a program that believes only its description (schemathesis)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.graph.saved import saved

EXAMPLES, SECONDS = 3, 900  # a busy machine needs four times as long as a quiet one
pytestmark = pytest.mark.timeout(SECONDS + 60)
PATIENCE = 120
Try = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def attempt(server: Any, tmp_path: Path, environment: Callable[..., dict[str, str]]) -> Try:
    """Lets the program try the interface, with options of its own."""

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [
            str(Path(sys.executable).with_name("schemathesis")), "run", f"{server.url}/api/v1/openapi.json", "--checks", "all",
            "--max-examples", str(EXAMPLES), "--seed", "1", "--workers", "2", "--no-color",
            "--suppress-health-check", "too_slow", "--request-timeout", str(PATIENCE), *options,  # nor is it a failure there
        ]  # fmt: skip
        clean = {name: value for name, value in environment().items() if not name.lower().endswith("_proxy")}
        return subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, timeout=SECONDS, check=False)

    return run


def test_nothing_deviates_from_the_description(attempt: Try) -> None:
    """Statuses, types, headers, members: by the examples of each operation, and by chance."""
    found = attempt("--phases", "examples,fuzzing")
    assert found.returncode == 0, found.stdout


def test_what_is_described_is_accepted_and_nothing_else_is(attempt: Try) -> None:
    """Every value at the edge of what is described; of saved queries, which one view answers, one for each kind of parameter."""
    tried = {(each.kind, each.needed): query.name for query in saved() for each in query.parameters}
    others = sorted({query.name for query in saved()} - set(tried.values()))
    found = attempt(
        "--phases", "coverage", *(option for name in others for option in ("--exclude-path", f"/api/v1/queries/{name}"))
    )
    assert found.returncode == 0, found.stdout
