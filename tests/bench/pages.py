"""How fast repeated pages are, as a ratio to what the server gives for the same bytes from memory. Run by `make bench`.

Both are measured in the same run by wrk (Debian: apt-get install wrk) with eight connections, in turns, three times each.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = "/fi/asiat/queues-grow"
SECONDS = 4
CEILING = """
from pathlib import Path
BODY = Path({body!r}).read_bytes()
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))])
    return [BODY]
"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(url: str) -> bytes:
    """Return the answer of a server as soon as it answers; raises SystemExit after a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer.")


def rate(url: str) -> float:
    """Return the requests a second that wrk gets from an address."""
    told = subprocess.run(["wrk", "-t1", "-c8", f"-d{SECONDS}s", url], capture_output=True, text=True, check=True).stdout
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])


def main() -> None:
    """Print both rates and their ratio."""
    if not shutil.which("wrk"):
        raise SystemExit("MISSING: wrk (on Debian: apt-get install wrk).")
    binaries = Path(sys.executable).parent
    ours, ceiling = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        kierre = subprocess.Popen([binaries / "kierre", "serve", "--port", str(ours)], cwd=ROOT)
        body = Path(folder) / "body"
        body.write_bytes(wait(f"http://127.0.0.1:{ours}{PAGE}"))
        (Path(folder) / "ceiling.py").write_text(CEILING.format(body=str(body)), encoding="utf-8")
        command = [
            binaries / "granian",
            "--interface",
            "wsgi",
            "--port",
            str(ceiling),
            "--blocking-threads",
            "4",
            "--log-level",
            "error",
        ]
        server = subprocess.Popen([*command, "ceiling:app"], cwd=folder, env={**os.environ, "PYTHONPATH": folder})
        try:
            wait(f"http://127.0.0.1:{ceiling}/")
            rates = [(rate(f"http://127.0.0.1:{ours}{PAGE}"), rate(f"http://127.0.0.1:{ceiling}/")) for _ in range(3)]
        finally:
            for process in (kierre, server):
                process.terminate()
                process.wait()
    page, most = (statistics.median(each) for each in zip(*rates, strict=True))
    sys.stdout.write(f"repeated page {page:.0f}/s, the server's own ceiling {most:.0f}/s, ratio {page / most:.2f}\n")


if __name__ == "__main__":
    main()
