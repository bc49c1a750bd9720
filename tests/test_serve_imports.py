"""What a serving process has in memory: nothing that only other processes need."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HEAVY = ("rdflib", "pyshacl", "lxml", "pptx", "typst", "segno", "PIL", "numpy", "uvloop")
READ = (
    "/fi/",
    "/fi/asiat/queues-grow",
    "/fi/haku?q=jono",
    "/fi/kysymyspankki",
    "/fi/vie-kurssille",
    "/fi/kehat",
    "/sparql",
    "/download/network.graphml",
    "/download/network.gexf",
    "/api/v1/chains?obstacle=queues-grow",
    "/api/v1/whatif?thing=queues-grow",
    "/embed/fi/queues-grow",
)
SERVING = """
import sys
import portal.serve
from portal.web import create_app
app = create_app()
house = app.extensions["kierre"]
house.search, house.bank
heavy, *read = sys.argv[1:]
answers = {path: app.test_client().get(path).status_code for path in read}
print([name for name in heavy.split() if name in sys.modules], [path for path, status in answers.items() if status != 200])
"""


def test_a_serving_process_loads_no_library_that_it_can_do_without(
    environment: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    """Each would take some MB in every process: checks, releases and files for courses are made in others."""
    command = [sys.executable, "-c", SERVING, " ".join(HEAVY), *READ]
    given = environment(state=tmp_path)
    assert subprocess.run(command, env=given, capture_output=True, text=True, check=True).stdout == "[] []\n"
