"""The same over Debian's Virtuoso, as far as it can: for `make test-all`."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace

import flask
import pytest

from portal.errors import EngineError
from portal.graph.endpoint import Address, Endpoint
from portal.graph.load import Data
from portal.graph.publish import publish
from portal.graph.remote import Remote, find
from portal.settings import Settings
from portal.web import create_app

pytestmark = pytest.mark.slow
PATIENCE = 180
PORT, HTTP = 21119, 21890
PAGES = [
    "/en/",
    "/fi/asiat/queues-grow",
    "/sv/metoder?view=source",
    "/en/find-guidance?domain=housing",
    "/fi/mekanismit",
    "/en/interfaces",
    "/fi/kehat",
    "/en/search?q=queues",
    "/id/queues-grow.ttl",
    "/sparql?query=SELECT%20?g%20(COUNT(*)%20AS%20?n)%20%7B%20GRAPH%20?g%20%7B?s%20?p%20?o%7D%20%7D%20GROUP%20BY%20?g%20ORDER%20BY%20?g",
]
INI = """
[Database]
DatabaseFile = {0}/v.db
ErrorLogFile = {0}/v.log
LockFile = {0}/v.lck
TransactionFile = {0}/v.trx
xa_persistent_file = {0}/v.pxa
[TempDatabase]
DatabaseFile = {0}/t.db
TransactionFile = {0}/t.trx
[Parameters]
ServerPort = {1}
NumberOfBuffers = 20000
[HTTPServer]
ServerPort = 127.0.0.1:{2}
[SPARQL]
ResultSetMaxRows = 1000000
"""


def tell(command: str) -> bool:
    """Let the server run a command of SQL; return whether it did."""
    return subprocess.run(["isql-vt", str(PORT), "dba", "dba", f"exec={command}"], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A Virtuoso into which anybody on this machine may write."""
    if not shutil.which("virtuoso-t"):
        pytest.fail("MISSING: virtuoso-t (on Debian: sudo apt-get install virtuoso-opensource-7-bin)")
    folder = tmp_path_factory.mktemp("virtuoso")
    (folder / "v.ini").write_text(INI.format(folder, PORT, HTTP))
    process = subprocess.Popen(["virtuoso-t", "-f", "+configfile", "v.ini"], cwd=folder, stderr=subprocess.DEVNULL)
    end = time.monotonic() + PATIENCE
    while not tell('GRANT SPARQL_UPDATE TO "SPARQL";'):
        assert time.monotonic() < end
        time.sleep(0.2)
    assert tell("DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);")
    yield Endpoint(Address(f"http://127.0.0.1:{HTTP}/sparql", f"http://127.0.0.1:{HTTP}/sparql-graph-crud", read=PATIENCE))
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture(scope="module")
def over(endpoint: Endpoint, real: Data, tmp_path_factory: pytest.TempPathFactory) -> flask.Flask:
    """The portal over the real data there."""
    publish(endpoint, real.store, real.version, 2, lambda _: None)
    remote = Remote(endpoint, find(endpoint, real.version))
    folder = tmp_path_factory.mktemp("over")
    return create_app(Settings(state=folder / "state", releases=folder / "releases"), replace(real, store=remote))


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_the_same_to_the_byte(app: flask.Flask, over: flask.Flask, path: str) -> None:
    """As from the store in memory."""
    assert over.test_client().get(path).data == app.test_client().get(path).data


def test_what_it_cannot_read_is_the_asker_s_to_change(over: flask.Flask) -> None:
    """It answers 400 in words of its own."""
    answer = over.test_client().get("/sparql", query_string={"query": "SELECT * { ?s ?p }"})
    assert answer.status_code == 400
    assert "Virtuoso" in answer.json["detail"]


def test_who_may_not_write_is_told_so(endpoint: Endpoint, small: Data) -> None:
    """By the settings that let one in."""
    closed = replace(endpoint.address, store=f"http://127.0.0.1:{HTTP}/sparql-graph-crud-auth")
    with pytest.raises(EngineError, match="KIERRE_STORE_USER"):
        publish(Endpoint(closed), small.store, "f" * 16, 99, lambda _: None)
