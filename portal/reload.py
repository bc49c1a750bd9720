"""Reads changed data anew while the server runs: checked aside first, and only data without errors."""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import watchfiles
from prometheus_client import CollectorRegistry, Counter

from portal.errors import EngineError, SourceError
from portal.graph.load import FOLDERS, data_version, find_sources
from portal.paths import not_reloaded
from portal.settings import Settings

_CLEAN = 0
_LOOK = 1000  # milliseconds after which is looked whether a folder has been replaced by another
_QUIET = 600  # milliseconds without a change, after which a check begins
STARTING = threading.Lock()  # one process at a time: a fork would hold the pipes of a check for ever, whose end then nobody sees
log = logging.getLogger("kierre")


def check_apart() -> subprocess.Popen[str]:
    """Return a check of the data in a process of its own: what it takes of memory does not stay with the server."""
    command = [sys.executable, "-m", "portal", "check", "--format", "json"]
    with STARTING:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def must_be_held(settings: Settings, version: str) -> None:
    """Raise EngineError unless the engine far away, where there is one, holds a data version, whole."""
    if not settings.store:
        return
    from portal.graph.endpoint import Endpoint, address_of  # noqa: PLC0415 - not every portal has an engine far away
    from portal.graph.remote import find  # noqa: PLC0415

    find(Endpoint(address_of(settings)), version)


class Reload:
    """Checks the data when asked to, one check at a time, and lets the server switch when it is clean.

    served: the data version that is served; switch: what reads a version anew, and calls `switched` when that is done or failed.
    """

    def __init__(self, settings: Settings, served: str, switch: Callable[[str], None]) -> None:
        self._settings, self._served, self._switch = settings, served, switch
        self._asked: queue.SimpleQueue[None] = queue.SimpleQueue()  # of all, the one that a signal may meet at any point
        self._done = threading.Event()
        self._wanted = ""
        self._check: subprocess.Popen[str] | None = None
        self._beginning = threading.Lock()  # a check begins wholly before the server stops, or not at all
        self._stopped = threading.Event()
        self._counted = Counter(
            "kierre_reloads", "Times that changed data was read anew, or refused.", ["outcome"], registry=CollectorRegistry()
        )

    def ask(self) -> None:
        """Ask for a check: at once, or after the one that runs."""
        self._asked.put(None)

    def start(self, *, watch: bool) -> None:
        """Begin to wait for being asked, and with `watch` for changed files."""
        threading.Thread(target=self._run, name="reload", daemon=True).start()
        if watch:
            threading.Thread(target=self._watch, name="changed files", daemon=True).start()

    def switched(self, well: bool) -> None:
        """Note whether the version that was wanted is served now."""
        if well:
            self._served = self._wanted
        self._done.set()

    def stop(self) -> None:
        """End the check that runs, if there is one, and begin no other."""
        with self._beginning:
            self._stopped.set()
            if self._check and self._check.poll() is None:
                self._check.kill()

    def _run(self) -> None:
        while True:
            self._asked.get()
            while not self._asked.empty():  # one look answers all who have asked
                self._asked.get()
            try:
                self._look()
            except OSError as error:  # the system has no room for a check; this thread must live, or nobody is heard any more
                self._refuse(f"The data could not be checked, so the old version stays: {error.strerror}.", [])

    def _look(self) -> None:
        """Check the data and switch to it, unless it is what is served already."""
        try:
            if data_version(find_sources(self._settings.sources, self._settings.data)) == self._served:
                not_reloaded(self._settings.state).unlink(missing_ok=True)
                log.info("The data is what is served already; nothing is done.")
                return
        except (SourceError, OSError):
            pass  # the check says what is wrong
        with self._beginning:
            if self._stopped.is_set():
                return
            self._check = check_apart()
        said, complained = self._check.communicate()
        if self._stopped.is_set():
            return
        report = _report(said)
        if self._check.returncode != _CLEAN:
            errors = [_line(each) for each in report["findings"] if each["level"] == "error"] or complained.splitlines()[-1:]
            self._refuse("The data has errors, so the old version stays. See them with: kierre check", errors)
            return
        try:
            must_be_held(self._settings, report["data"])
        except EngineError as error:
            self._refuse(f"The old version stays. {error}", [])
            return
        self._wanted = report["data"]
        self._done.clear()
        self._switch(self._wanted)
        self._done.wait()
        if self._served != self._wanted:
            self._refuse("The data could not be read after its check, so the old version stays; it is checked again.", [])
            self.ask()
            return
        self._counted.labels("good").inc()
        not_reloaded(self._settings.state).unlink(missing_ok=True)
        log.info("The data has been checked and is read anew: version %s.", self._served)

    def _refuse(self, why: str, errors: list[str]) -> None:
        self._counted.labels("refused").inc()
        text = "\n".join([why, *errors])
        log.error("%s", text)
        note = not_reloaded(self._settings.state)
        try:
            note.parent.mkdir(parents=True, exist_ok=True)
            unfinished = note.with_suffix(".part")
            unfinished.write_text(text + "\n", encoding="utf-8")
            unfinished.replace(note)
        except OSError as error:
            log.warning("%s cannot be written: %s.", note, error.strerror)

    def _watch(self) -> None:
        """Ask for a check whenever a file of the data changes, or a folder gives way to another."""
        watched = True
        while True:
            try:
                if folders := self._folders():
                    if not watched:
                        self.ask()
                    watched = True
                    self._watch_these(folders)
                    continue
            except (OSError, RuntimeError) as error:  # a folder is gone, or the system lets nobody watch more
                if watched:
                    log.warning("The folders of the data cannot be watched; this is tried again. %s", error)
            watched = False  # what changes meanwhile is not seen
            time.sleep(_LOOK / 1000)

    def _watch_these(self, folders: dict[Path, int]) -> None:
        """Ask for a check at each change below these folders, until they are no longer the same."""
        seen = watchfiles.watch(
            *folders, debounce=4 * _QUIET, step=_QUIET, rust_timeout=_LOOK, yield_on_timeout=True, raise_interrupt=False
        )
        for changes in seen:
            moved = self._folders() != folders
            if changes or moved:
                self.ask()
            if moved:
                return

    def _folders(self) -> dict[Path, int]:
        """Return the folders of the data that there are, and which they are: a new folder of an old name is another."""
        every = [root / name for root in (self._settings.sources, *self._settings.data) for name in FOLDERS]
        return {folder: os.stat(folder).st_ino for folder in every if folder.is_dir()}  # noqa: PTH116 - of the folder itself


def _report(said: str) -> dict[str, Any]:
    """Return the report of a check; one that has come to no end has found nothing."""
    try:
        return cast(dict[str, Any], json.loads(said))
    except ValueError:
        return {"findings": []}


def _line(finding: dict[str, object]) -> str:
    return f"{finding['file']}:{finding['line']}: {finding['level']}: {finding['message']} [{finding['rule']}]"
