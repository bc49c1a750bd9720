"""Cards and figures in a sandboxed frame of another's page, in a real browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame

pytestmark = pytest.mark.browser

EMBEDS = {
    "thing": "/embed/fi/queues-grow",
    "configuration": "/embed/sv/configuration-enabling-leadership-macro",
    "loop": "/embed/en/loop-returning-clients",
    "loop of the source": "/embed/fi/loop/loop-returning-clients?view=source",
    "team card": "/embed/fi/card-clients-return",
    "guide": "/embed/en/page/reading-the-model",
    "figure": "/embed/sv/figure/vicious-loops",
    "statement": "/embed/fi/statement/prosos-doc",
    "missing": "/embed/fi/nothing",
}
MISSING = {"missing"}
LETTERS = '() => [...document.fonts].some((each) => each.family.includes("Kierre Sans") && each.status === "loaded")'


@dataclass
class Framed:
    """A frame of ours in another's page, and what the browser says of it."""

    frame: Frame
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


class Course(BaseHTTPRequestHandler):
    """The page of a course, of another origin: another port of this machine."""

    html = ""

    def do_GET(self) -> None:
        """Give the page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.html.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def course() -> Iterator[str]:
    """Its address."""
    served = ThreadingHTTPServer(("127.0.0.1", 0), Course)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_address[1]}/"
    served.shutdown()
    served.server_close()


@pytest.fixture
def put(shared_window: Callable[..., BrowserContext], server: Any, course: str) -> Iterator[Callable[..., Framed]]:
    """Puts an embed into a page of another origin, as WordPress does: in a sandbox that allows scripts and nothing else."""
    pages = []

    def opened(path: str, width: int = 600, sandbox: str = "allow-scripts", color_scheme: Any = "light") -> Framed:
        page = shared_window().new_page()
        pages.append(page)
        page.emulate_media(color_scheme=color_scheme)
        frame = (
            f'<iframe src="{escape(server.url + path)}" title="Kierre" width="{width}" height="600" sandbox="{sandbox}"></iframe>'
        )
        icon = '<link rel="icon" href="data:,">'
        Course.html = f'<!doctype html><html lang="fi"><title>Course</title>{icon}<body>{frame}</body></html>'
        found = Framed(page.main_frame)
        page.on("requestfailed", lambda request: found.failed.append(request.url))
        page.on("console", lambda said: found.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.goto(course)
        found.frame = page.frames[1]
        return found

    yield opened
    for page in pages:
        page.close(run_before_unload=True)  # without waiting, as `open_page` does


@pytest.mark.parametrize("kind", EMBEDS)
def test_an_embed_is_whole_in_a_sandbox(put: Callable[..., Framed], faults: Callable[..., list[str]], kind: str) -> None:
    """Style, signs and letters come, nothing is refused, axe finds nothing, nothing scrolls sideways: narrow, wide, light, dark."""
    for width, scheme in ((200, "light"), (800, "dark")):
        found = put(EMBEDS[kind], width, color_scheme=scheme)
        found.frame.evaluate("document.fonts.ready.then(() => null)")
        assert [each for each in found.complaints if kind not in MISSING or "404" not in each] == []
        assert found.failed == []
        assert found.frame.evaluate("window.origin") == "null"
        assert found.frame.evaluate("getComputedStyle(document.querySelector('h1')).marginTop") != "0px"
        assert faults(found.frame) == [], f"{scheme}, {width} px"
        assert found.frame.evaluate("document.documentElement.scrollWidth") <= width
        assert found.frame.evaluate("[...document.querySelectorAll('svg.sign')].every(sign => sign.getBBox().width > 0)")


def test_a_picture_has_our_letters_and_the_shape_that_fits(put: Callable[..., Framed]) -> None:
    """The font comes though the frame has no origin; a narrow frame shows the narrow shape."""
    for width, shape in ((300, "narrow"), (800, "wide")):
        found = put(EMBEDS["figure"], width)
        found.frame.wait_for_function(LETTERS)  # they are fetched when the first words are laid out
        assert found.frame.locator(f".drawing.{shape}").is_visible()


def test_colours_follow_the_reader(put: Callable[..., Framed]) -> None:
    """Dark where the reader's system is dark."""
    backs = [
        put(EMBEDS["thing"], color_scheme=scheme).frame.evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    assert backs == ["rgb(250, 249, 245)", "rgb(18, 24, 26)"]


def test_no_script_is_needed(put: Callable[..., Framed]) -> None:
    """In a sandbox that allows nothing all of it can be read, also the twin that is folded."""
    found = put(EMBEDS["figure"], sandbox="")
    assert found.complaints == []
    found.frame.get_by_text("Samma sak i ord och som tabell").click()
    assert found.frame.locator("table").is_visible()


def test_a_link_leaves_the_frame_alone(put: Callable[..., Framed]) -> None:
    """It opens in a window of its own where the frame allows that, else the address can be read."""
    found = put(EMBEDS["thing"], sandbox="allow-popups allow-popups-to-escape-sandbox")
    with found.frame.page.expect_popup() as popup:
        found.frame.locator("footer a").last.click()
    popup.value.wait_for_url("**/fi/asiat/queues-grow")
    assert found.frame.url.endswith(EMBEDS["thing"])
    assert found.frame.locator("footer a").last.inner_text() == popup.value.url


def test_other_pages_may_not_be_framed(put: Callable[..., Framed]) -> None:
    """Only what is made for it."""
    page = put("/fi/asiat/queues-grow").frame.page
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        page.reload()
