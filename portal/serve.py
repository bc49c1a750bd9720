"""The running server: serves, and reads changed data anew on SIGHUP or when files change."""

from __future__ import annotations

from granian.constants import Interfaces
from granian.log import LogLevels

from portal import log, measure
from portal.graph.load import data_version, find_sources
from portal.memory import spare_memory
from portal.paths import not_reloaded
from portal.reload import Reload
from portal.settings import Settings
from portal.switch import Server, fork

THREADS = 32  # of each serving process


def serve(host: str, port: int, workers: int, settings: Settings, *, reload: bool) -> None:
    """Serve the portal until told to stop; with `reload`, changed data is read anew without being told.

    Raises CannotListen when another server was first to listen there.
    """
    spare_memory()
    not_reloaded(settings.state).unlink(missing_ok=True)
    measure.begin(settings.state)
    fork()
    server = Server(
        "portal.web:serve_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=log.configuration(settings.log),
        workers_kill_timeout=30,
        respawn_failed_workers=True,
    )
    server.version = data_version(find_sources(settings.sources, settings.data))
    respawn = server.signal_handler_reload

    def switch(version: str) -> None:
        server.version = version
        respawn()

    reloading = Reload(settings, server.version, switch)
    server.switched = reloading.switched
    server.signal_handler_reload = lambda *_: reloading.ask()
    reloading.start(watch=reload)
    server.on_shutdown(reloading.stop)
    server.on_shutdown(measure.end)
    server.serve()
    if server.refused:
        raise server.refused
