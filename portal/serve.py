"""The running server: serves, and reads the data anew on SIGHUP, but only when the check finds no error in it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from portal.paths import not_reloaded
from portal.settings import Settings

CLEAN = 0


def serve(host: str, port: int, workers: int, settings: Settings) -> None:
    """Serve the portal until told to stop."""
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # with one a thread, glibc keeps tens of MB that nobody uses
    not_reloaded(settings.state).unlink(missing_ok=True)
    server = Granian(
        "portal.web:serve_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=24,
        websockets=False,
        log_level=LogLevels.error,
    )
    _reload_checked(server, settings)
    server.serve()


def check_apart(*options: str) -> subprocess.CompletedProcess[str]:
    """Return what a check of the data says, made by a process of its own: what it takes of memory does not stay with the server."""
    return subprocess.run([sys.executable, "-m", "portal", "check", *options], capture_output=True, text=True, check=False)


def _reload_checked(server: Any, settings: Settings) -> None:  # noqa: ANN401 - granian's server has no public type
    """Put a check before the server's own answer to SIGHUP, which is to replace its workers one by one."""
    respawn, busy = server.signal_handler_reload, threading.Lock()

    def check_then_respawn() -> None:
        with busy:
            done = check_apart()
            note = not_reloaded(settings.state)
            if done.returncode == CLEAN:
                note.unlink(missing_ok=True)
                click.echo("The data has been checked and is read anew.", err=True)
                respawn()
                return
            errors = [line for line in (done.stdout + done.stderr).splitlines() if ": error: " in line or line.startswith("Error")]
            text = f"The data has errors, so the old version stays. See them with: kierre check {settings.data}\n" + "\n".join(
                errors
            )
            click.echo(text, err=True)
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(text + "\n", encoding="utf-8")

    server.signal_handler_reload = lambda *_: threading.Thread(target=check_then_respawn, daemon=True).start()
