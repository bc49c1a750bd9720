"""WordPress from Debian finds our oEmbed answers by itself and shows our cards: for `make test-all`."""

from __future__ import annotations

import getpass
import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
PATIENCE = 180
WORDPRESS = Path("/usr/share/wordpress/wp-settings.php")
PACKAGES = "wordpress php-cli php-mysql mariadb-server"
NEEDED = ["php", "mariadbd", "mariadb-install-db", "mariadb-admin"]
MISSING = f"MISSING: WordPress with PHP and MariaDB (on Debian: sudo apt-get install --no-install-recommends {PACKAGES})"

Ask = Callable[..., Any]


def found(program: str) -> str | None:
    """Where a program is, also among those of the administrator."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The socket of a MariaDB of our own, with nothing in it."""
    if not WORDPRESS.exists() or not all(map(found, NEEDED)):
        pytest.fail(MISSING)
    folder = tmp_path_factory.mktemp("mariadb")
    user = f"--user={getpass.getuser()}"
    made = ["mariadb-install-db", "--no-defaults", user, f"--datadir={folder}/data", "--auth-root-authentication-method=normal"]
    subprocess.run([*made, "--skip-test-db"], check=True, capture_output=True)
    socket = folder / "socket"
    server = [found("mariadbd"), "--no-defaults", user, f"--datadir={folder}/data", f"--socket={socket}", "--skip-networking"]
    process = subprocess.Popen(list(map(str, server)), stderr=subprocess.DEVNULL)
    command = ["mariadb-admin", "--no-defaults", f"--socket={socket}", "--user=root"]
    end = time.monotonic() + PATIENCE
    while subprocess.run([*command, "create", "wordpress"], capture_output=True, check=False).returncode:
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.2)
    yield socket
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture(scope="module")
def ask(database: Path, server: Any, data_folder: Path) -> Iterator[Ask]:
    """Asks WordPress what it shows for a path of the portal; `without`: a type of link that it does not look for."""
    port = server.url.rpartition(":")[2]
    script = data_folder / "wordpress" / "ask.php"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(["php", "-d", "display_errors=stderr", str(script), str(database), port], **pipes)  # type: ignore[call-overload]

    def asked(path: str, without: str = "", **arguments: int) -> Any:
        process.stdin.write(json.dumps({"url": server.url + path, "arguments": arguments, "without": without}) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield asked
    process.stdin.close()
    process.wait(PATIENCE)
    process.stdout.close()


@pytest.mark.parametrize(
    ("path", "embed"),
    [
        ("/fi/asiat/queues-grow", "/embed/fi/queues-grow"),
        ("/en/things/queues-grow?view=source", "/embed/en/queues-grow?view=source"),
        ("/sv/guider/card-clients-return", "/embed/sv/page/card-clients-return"),
        ("/en/pictures/loop?loop=loop-returning-clients", "/embed/en/figure/loop?loop=loop-returning-clients"),
        ("/fi/kehat/loop-returning-clients", "/embed/fi/loop/loop-returning-clients"),
    ],
)
def test_a_page_becomes_a_frame(ask: Ask, server: Any, path: str, embed: str) -> None:
    """In the sandbox in which WordPress puts what it does not know; the frame answers."""
    html = ask(path)
    source = unescape(re.findall(r'src="([^"#]+)', html)[0])
    assert source == server.url + embed
    assert 'sandbox="allow-scripts"' in html
    assert re.search(r'title="[^"]+ – Kierre"', unescape(html))
    assert server.get(embed).status == 200


def test_it_reads_xml_too(ask: Ask) -> None:
    """The same frame, but for the secret that WordPress gives each."""

    def plain(html: str) -> str:
        return re.sub(r"secret=\w+|data-secret=\"\w+\"", "", html)

    assert plain(ask("/fi/asiat/queues-grow", without="json")) == plain(ask("/fi/asiat/queues-grow"))


def test_its_sizes_are_kept(ask: Ask) -> None:
    """Those of the theme of a course."""
    html = ask("/en/pictures/vicious-loops", width=320, height=240)
    assert 'width="320" height="240"' in html


@pytest.mark.parametrize("path", ["/fi/menetelmat", "/fi/asiat/nothing"])
def test_a_page_without_an_embed_stays_a_link(ask: Ask, path: str) -> None:
    """There is nothing to frame."""
    assert ask(path) is False
