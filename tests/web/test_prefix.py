"""A portal below a path, behind a proxy: nothing leaves the path, and nobody but a proxy says what the host is."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from portal.graph.load import Data
from portal.settings import SettingError, Settings
from portal.web import create_app

PUBLIC = "https://intra.example.fi/kierre"
START = [
    "/kierre/", "/kierre/fi/", "/kierre/sv/modell", "/kierre/id/queues-grow", "/kierre/statement/aikumetod-s4-link-22",
    "/kierre/ontology", "/kierre/sparql", "/kierre/en/map?around=queues-grow", "/kierre/en/team-check",
    "/kierre/en/search?q=jono", "/kierre/en/pictures/vicious-loops.svg", "/kierre/api/v1/search?q=jono",
    "/kierre/en/where-do-i-begin?obstacle=queues-grow&role=team", "/kierre/api/v1/suggest?q=jono", "/kierre/fi//malli",
    "/kierre/en/nowhere", "/kierre/api/v1/whatif?thing=queues-grow&change=more",
]  # fmt: skip
UNFINISHED = "/kierre/api/v1/suggest?lang="  # a script adds the question
BELOW = ("/kierre/api/v1/", "/kierre/api/v1/openapi.json")  # their addresses are below that of the server, which they name
ATTRIBUTE = re.compile(r"""\s(?:href|src|srcset|action|formaction|data-[a-z-]+)=["']([^"'\s]+)""")
OF_EACH = 2  # addresses of each route


@pytest.fixture(scope="module")
def below(real: Data, tmp_path_factory: pytest.TempPathFactory) -> Iterator[flask.Flask]:
    """The portal over the real data, below a path."""
    made = create_app(Settings(public_url=PUBLIC, state=tmp_path_factory.mktemp("state"), proxies=1), real)
    yield made
    house = made.extensions["kierre"]
    if "workers" in vars(house):
        house.workers.close()


def led_to(text: str, mimetype: str) -> list[str]:
    """Every address in an answer that a browser or a script would go to."""
    if mimetype == "application/json":
        return [value for value in json.dumps(json.loads(text)).split('"') if value.startswith(("/", PUBLIC))]
    found = ATTRIBUTE.findall(text)
    return [each.replace("&amp;", "&") for each in found if each.startswith(("/", "?", "http", "."))]


def route_of(rules: MapAdapter, path: str) -> str:
    """The route that answers an address; that of a redirection or of nothing has no name."""
    try:
        return str(rules.match(path.removeprefix("/kierre").partition("?")[0])[0])
    except HTTPException:
        return ""


def test_no_link_leaves_the_path(below: flask.Flask) -> None:
    """Of some pages of each route, and what they load, redirect to and hand to scripts."""
    client, rules = below.test_client(), below.url_map.bind("localhost")
    waiting, seen, wrong = list(START), {*START, *BELOW, "/kierre/fi/nowhere", "/kierre/sv/nowhere"}, []
    asked: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path, headers={"Accept": "text/html, */*;q=0.1"})
        if answer.status_code >= 400 and path not in START and not path.startswith(UNFINISHED):
            wrong.append(f"{path}: {answer.status_code}")
        targets = [answer.headers["Location"]] if "Location" in answer.headers else []
        if answer.mimetype in {"text/html", "image/svg+xml", "application/json"}:
            targets += led_to(answer.text, answer.mimetype)
        for target in targets:
            whole = urljoin("https://intra.example.fi" + path, target)
            if whole.startswith("https://intra.example.fi/") and not whole.startswith(PUBLIC + "/"):
                wrong.append(f"{path}: {target}")
            near = whole.removeprefix("https://intra.example.fi").partition("#")[0]
            if whole.startswith(PUBLIC + "/") and near not in seen and near.count("?") < 2 and "/download/" not in near:
                seen.add(near)
                route = route_of(rules, near)
                asked[route] += 1
                if asked[route] <= OF_EACH:
                    waiting.append(near)
    assert len(asked) > 50
    assert wrong == []


@pytest.mark.parametrize("path", ["/fi/malli", "/kierre/fi/malli"])
def test_a_proxy_may_take_the_path_off_or_leave_it(below: flask.Flask, path: str) -> None:
    """The page is the same, and its links have the path."""
    text = below.test_client().get(path).text
    assert 'href="/kierre/fi/"' in text
    assert 'href="/fi/' not in text


def test_the_root_of_the_path_leads_to_a_language(below: flask.Flask) -> None:
    """With or without a slash at its end."""
    for path in ("/kierre", "/kierre/"):
        assert below.test_client().get(path).headers["Location"] == "/kierre/fi/"


def test_a_redirect_to_a_tidied_address_goes_to_the_public_one(below: flask.Flask) -> None:
    """The router makes whole addresses, of the host that the proxy asked."""
    assert below.test_client().get("/kierre/fi//malli").headers["Location"] == PUBLIC + "/fi/malli"


def test_an_answer_has_another_etag_below_another_address(below: flask.Flask, client: FlaskClient) -> None:
    """A cache that serves both keeps them apart."""
    assert below.test_client().get("/fi/malli").headers["ETag"] != client.get("/fi/malli").headers["ETag"]


@pytest.mark.parametrize(
    "public", ["https://a.fi/api", "https://a.fi/fi/kierre", "https://a.fi/x?y", "https:///x", 'https://a.fi/"']
)
def test_a_path_that_cannot_be_is_refused(small: Data, public: str) -> None:
    """One that begins as an address of the portal could not be told from it."""
    with pytest.raises(SettingError, match="KIERRE_PUBLIC_URL"):
        create_app(Settings(public_url=public), small)


@pytest.mark.parametrize(("proxies", "host"), [(0, "localhost"), (1, "kierre.example.fi")])
def test_only_a_proxy_says_what_the_host_is(small: Data, proxies: int, host: str) -> None:
    """A reader who sends the header changes nothing."""
    client = create_app(Settings(proxies=proxies), small).test_client()
    text = client.get("/fi//malli", headers={"X-Forwarded-Host": "kierre.example.fi", "X-Forwarded-Prefix": "/evil"})
    assert text.headers["Location"] == f"http://{host}/fi/malli"


def test_of_two_hosts_the_one_of_the_nearest_proxy_is_believed(small: Data) -> None:
    """What stands before it came from the reader."""
    client = create_app(Settings(proxies=1), small).test_client()
    answer = client.get("/fi//malli", headers={"X-Forwarded-Host": "evil.example, kierre.example.fi"})
    assert answer.headers["Location"] == "http://kierre.example.fi/fi/malli"
