"""Files to keep: over real HTTP, as curl and sha256sum use them."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.graph.formats import DOWNLOAD_FORMATS
from portal.graph.load import Data
from portal.graph.releases import make_release

Make = Callable[..., FlaskClient]
NQ = "/download/kierre.nq"


def curl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["curl", "--silent", "--show-error", "--fail", "--noproxy", "*", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=True)


def test_sha256sum_accepts_what_curl_downloads(server: Any, tmp_path: Path) -> None:
    """Every file of the list, under its own name."""
    curl(tmp_path, "-O", f"{server.url}/download/SHA256SUMS")
    names = [line.split("  ")[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()]
    assert {f"kierre.{form.ending}" for form in DOWNLOAD_FORMATS} < set(names)
    for name in names:
        curl(tmp_path, "-O", f"{server.url}/download/{name}")
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout.count(": OK")) == (0, len(names)), checked.stderr


def test_an_interrupted_download_is_resumed(server: Any, tmp_path: Path) -> None:
    """`curl -C -` asks for the rest only, and the whole is what was meant."""
    whole = server.get(NQ).body
    (tmp_path / "kierre.nq").write_bytes(whole[:1_000_000])
    said = curl(tmp_path, "-C", "-", "-O", "--write-out", "%{http_code} %{size_download}", server.url + NQ).stdout
    assert said == f"206 {len(whole) - 1_000_000}"
    assert (tmp_path / "kierre.nq").read_bytes() == whole


def test_a_part_tells_where_it_stands(server: Any) -> None:
    """By byte, of how many."""
    answer = server.get(NQ, Range="bytes=10-19")
    assert (answer.status, answer.headers["Content-Length"]) == (206, "10")
    assert answer.headers["Content-Range"].startswith("bytes 10-19/")


def test_a_part_of_another_version_is_not_given(server: Any) -> None:
    """A client that began with another file gets the whole of this one."""
    assert server.get(NQ, Range="bytes=10-19", If_Range='"another"').status == 200
    etag = server.get(NQ, Range="bytes=0-1").headers["ETag"]
    assert server.get(NQ, Range="bytes=10-19", If_Range=etag).status == 206


@pytest.mark.parametrize(
    ("method", "part", "headers", "status"),
    [
        ("GET", "bytes=0-1", {}, 206),
        ("GET", "bytes=0-1", {"If-Range": '"{}"'}, 206),
        ("GET", "bytes=0-1", {"If-Range": 'W/"{}"'}, 200),
        ("GET", "bytes=0-1", {"If-None-Match": '"{}"'}, 304),
        ("GET", "bytes=0-1", {"If-None-Match": 'W/"{}"'}, 304),
        ("GET", "bytes=0-1", {"If-None-Match": "*"}, 304),
        ("GET", "bytes=0-1", {"If-None-Match": '"another"'}, 206),
        ("GET", "bytes=0-1", {"If-Match": '"another"'}, 412),
        ("GET", "bytes=0-1,4-5", {}, 200),
        ("GET", "bytes=4-5, 0-1", {}, 200),
        ("GET", "items=0-1", {}, 200),
        ("GET", "nonsense", {}, 200),
        ("HEAD", "bytes=0-1", {}, 200),
        ("HEAD", "bytes=999999999-", {}, 200),
    ],
)
def test_a_part_is_given_only_where_one_is_meant(
    client: FlaskClient, method: str, part: str, headers: dict[str, str], status: int
) -> None:
    """As HTTP says (RFC 9110): else the whole, or nothing to one who has it."""
    whole = client.head(NQ)
    etag = whole.headers["ETag"].strip('"')
    answer = client.open(
        NQ, method=method, headers={"Range": part, **{name: text.format(etag) for name, text in headers.items()}}, buffered=False
    )
    answer.close()
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["Content-Length"] == whole.headers["Content-Length"]


def test_a_part_that_is_not_there_is_refused(server: Any) -> None:
    """Beyond the end."""
    assert server.get(NQ, Range="bytes=999999999-").status == 416


def test_head_tells_the_length(server: Any, tmp_path: Path) -> None:
    """Without a body."""
    said = curl(tmp_path, "--head", server.url + NQ).stdout.lower()
    assert f"content-length: {len(server.get(NQ).body)}" in said
    assert "accept-ranges: bytes" in said


def test_what_a_client_has_is_not_sent_again(server: Any) -> None:
    """304 by the ETag."""
    etag = server.get(NQ, Range="bytes=0-1").headers["ETag"]
    assert server.get(NQ, If_None_Match=etag).status == 304


def test_a_client_that_reads_gzip_gets_the_same_compressed(server: Any) -> None:
    """Under another ETag."""
    plain, packed = server.get("/download/kierre.ttl"), server.get("/download/kierre.ttl", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert plain.headers["ETag"] != packed.headers["ETag"]


def test_the_compressed_file_is_the_same_graph(client: FlaskClient) -> None:
    """Byte for byte."""
    assert gzip.decompress(client.get("/download/kierre.nt.gz").data) == client.get("/download/kierre.nt").data


def test_the_name_of_a_file_tells_its_version(client: FlaskClient, real: Data) -> None:
    """The data version, as long as it is not released."""
    assert client.head(NQ).headers["Content-Disposition"] == f'attachment; filename="kierre-{real.version}.nq"'


def test_the_name_of_a_released_file_tells_its_number(make_client: Make, small: Data, tmp_path: Path) -> None:
    """As people cite it."""
    make_release(small, tmp_path / "releases", date(2026, 11, 22), "1.0")
    client = make_client(releases=tmp_path / "releases")
    assert client.head(NQ).headers["Content-Disposition"] == 'attachment; filename="kierre-2026.1.nq"'


def test_a_release_can_be_downloaded(make_client: Make, small: Data, tmp_path: Path) -> None:
    """As it was written."""
    made = make_release(small, tmp_path / "releases", date(2026, 11, 22), "1.0")
    answer = make_client(releases=tmp_path / "releases").get("/download/releases/2026.1.nq.gz")
    assert answer.data == (tmp_path / "releases" / made.file).read_bytes()


def test_the_texts_of_a_release_can_be_downloaded(make_client: Make, small: Data, tmp_path: Path) -> None:
    """As they were packed."""
    made = make_release(small, tmp_path / "releases", date(2026, 11, 22), "1.0")
    answer = make_client(releases=tmp_path / "releases").get("/download/releases/2026.1.pages.zip")
    assert answer.data == (tmp_path / "releases" / made.pages.file).read_bytes()


@pytest.mark.parametrize("path", ["/download/releases/2026.9.nq.gz", "/download/releases/..%2Fthings.ttl", "/download/kierre.zip"])
def test_a_file_that_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    """Only what is listed is given."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("name", "target"), [("ontology.ttl", "/ontology.ttl"), ("context.jsonld", "/context/v1.jsonld")])
def test_what_stands_elsewhere_is_sent_on(client: FlaskClient, name: str, target: str) -> None:
    """For good."""
    answer = client.get(f"/download/{name}")
    assert (answer.status_code, answer.headers["Location"]) == (308, target)


def test_slow_readers_leave_threads_for_pages(client: FlaskClient) -> None:
    """At most eight downloads are under way; a further one is told to come again, and does when one has ended."""
    held = [client.get("/download/kierre.nt") for _ in range(8)]
    busy = client.get("/download/kierre.nt")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "30")
    for each in held:
        each.close()
    assert client.get("/download/kierre.nt").status_code == 200
