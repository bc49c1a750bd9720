"""Links for programs (RFC 8288, signposting.org): lasting name, other forms, languages, licence; as header, in HTML, as a set."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import flask

from portal.graph.formats import DOWNLOAD_FORMATS, HTML, Format
from portal.languages import LANGUAGES, Language
from portal.namespaces import DATASET, GRAPH, ID, KIERRE, LICENCE, ONTOLOGY, PAGE, SCHEMA
from portal.web.addresses import of_iri
from portal.web.cited import shown
from portal.web.embeds import FRAMED, OEMBED, OEMBED_TYPES, here
from portal.web.house import house
from portal.web.identity import MARKDOWN, Identity, identity, of_path
from portal.web.language import current, this_page
from portal.web.pins import kept
from portal.web.public import absolute

LINKSET = "application/linkset+json"
_LONGEST = 500  # characters of an address whose other languages are told: longer ones are questions, not pages
_WORKS, _CLAIMS = ("Document", "DocumentPart"), ("Relation", "CausalLink", "Configuration")
_OF_CLASS = {**dict.fromkeys(_WORKS, "CreativeWork"), **dict.fromkeys(_CLAIMS, "Claim")}
_TYPES = {ID: "DefinedTerm", PAGE: "WebPage", GRAPH: "Dataset", DATASET: "Dataset", ONTOLOGY: "DefinedTermSet"}


@dataclass(frozen=True)
class Link:
    """A typed link: where to, in what relation, and what is found there (media type, language)."""

    target: str
    rel: str
    type: str = ""
    hreflang: str = ""

    def header(self) -> str:
        """Return the link as it stands in a Link header."""
        named = (("rel", self.rel), ("type", self.type), ("hreflang", self.hreflang))
        return f"<{self.target}>" + "".join(f'; {name}="{text}"' for name, text in named if text)


def schema_type(iri: str) -> str:
    """Return the class of schema.org (its local name) that a lasting name of ours belongs to."""
    classes = {each.removeprefix(KIERRE) for each in house().catalogue[iri].classes}
    special = next((name for class_, name in _OF_CLASS.items() if class_ in classes), "")
    return special or next((name for base, name in _TYPES.items() if iri.startswith(base)), "CreativeWork")


def of_name(found: Identity, form: Format | None = None) -> list[Link]:
    """Return the links of a name that are the same on its pages, its data (of a form) and where it sends on."""
    links = [Link(found.iri, "cite-as"), Link(LICENCE, "license")]
    links += [
        Link(absolute(found.data(each)), "alternate" if form else "alternate describedby", each.media_type)
        for each in found.forms
        if each is not form
    ]
    if form:
        links += [_page(found, each) for each in LANGUAGES]
        links.append(Link(absolute(found.path), "describes"))
    else:
        links += [Link(SCHEMA + "AboutPage", "type"), Link(SCHEMA + schema_type(found.iri), "type")]
    if found.iri == DATASET:
        links += [Link(absolute(f"/download/kierre.{each.ending}"), "item", each.media_type) for each in DOWNLOAD_FORMATS]
    elif found.iri != ONTOLOGY:
        links += [Link(absolute(found.path + ".linkset"), "linkset", LINKSET), Link(absolute("/dataset"), "collection")]
    entry = house().catalogue[found.iri]
    links += [Link(absolute(each.path), "successor-version") for each in map(identity, entry.replacements) if each]
    return links


def of_page(found: Identity | None) -> list[Link]:
    """Return the links of the page that is being shown; found: the name that it stands for, if any."""
    links: list[Link] = []
    if len(flask.request.full_path) <= _LONGEST:
        links = [Link(absolute(this_page(each)), "alternate", hreflang=each) for each in LANGUAGES]
        neutral = found.path if found else "/" if _is_home() else this_page(LANGUAGES[0])
        links.append(Link(absolute(neutral), "alternate", hreflang="x-default"))
        if house().settings.public_url:
            links.append(Link(absolute(_canonical()), "canonical"))
    if "about" in house().guides:
        links.append(Link(absolute(of_iri(PAGE + "about", current())), "author"))
    if found and found.iri.startswith(PAGE):
        links.append(Link(absolute(f"{found.page(current())}.{MARKDOWN.ending}"), "alternate", MARKDOWN.media_type, current()))
    return links + _embedding() + (of_name(found) if found else [Link(LICENCE, "license")])


def _embedding() -> list[Link]:
    """Return where an oEmbed client asks what to put in place of the page that is being shown; nothing where it has no embed."""
    found = here()
    asked = {"url": absolute(kept(found.page))} if found else {}
    return [
        Link(absolute(f"{OEMBED}?{urlencode({**asked, 'format': form})}"), "alternate", type_)
        for form, type_ in OEMBED_TYPES.items()
        if asked
    ]


def _of_embed() -> list[Link]:
    found = here()
    return [Link(absolute(found.page), "canonical"), Link(LICENCE, "license")] if found else []


def _of_citation() -> list[Link]:
    """Return the links to the citation of the page that has been made, in the forms for programs."""
    files = found.files if (found := shown()) else []
    return [Link(absolute(each.address), "describedby", each.form.media_type) for each in files if each.form.ending != "txt"]


def _is_home() -> bool:
    return flask.request.path.strip("/") in LANGUAGES


def _canonical() -> str:
    """Return the address of this page without what only chooses the view."""
    asked = [(name, value) for name, value in flask.request.args.items(multi=True) if name != "view"]
    path = this_page(current()).partition("?")[0]
    return f"{path}?{urlencode(asked)}" if asked else path


def linkset(found: Identity) -> str:
    """Return the links of every page and every form of a name as a set in JSON (RFC 9264)."""
    pages: dict[Language, list[Link]] = {
        language: [*of_name(found), *(_page(found, each) for each in LANGUAGES if each != language)] for language in LANGUAGES
    }
    contexts = [(absolute(found.page(language)), links) for language, links in pages.items()]
    contexts += [(absolute(found.data(form)), of_name(found, form)) for form in found.forms]
    return json.dumps({"linkset": [_context(anchor, links) for anchor, links in contexts]}, ensure_ascii=False, indent=1)


def _page(found: Identity, language: Language) -> Link:
    return Link(absolute(found.page(language)), "alternate", HTML.media_type, language)


def _context(anchor: str, links: Iterable[Link]) -> dict[str, object]:
    relations: dict[str, list[dict[str, object]]] = defaultdict(list)
    for link in links:
        for rel in link.rel.split():
            target: dict[str, object] = {"href": link.target}
            if link.type:
                target["type"] = link.type
            if link.hreflang:
                target["hreflang"] = [link.hreflang]
            relations[rel].append(target)
    return {"anchor": anchor, **relations}


def install(app: flask.Flask) -> None:
    """Add links and language to the answers that are pages or data of a name, and the licence to downloads."""

    @app.after_request
    def _add(response: flask.Response) -> flask.Response:
        if response.mimetype == HTML.media_type and response.status_code != 303:
            response.headers.setdefault("Content-Language", current())
        if flask.request.method not in {"GET", "HEAD"} or response.status_code not in {200, 303}:
            return response
        for link in _of_answer(response):
            response.headers.add("Link", link.header())
        return response


def _of_answer(response: flask.Response) -> list[Link]:
    path = flask.request.path
    if path.startswith(FRAMED):
        return _of_embed()
    found, form = of_path(path)
    if found and (form or response.status_code == 303):
        return of_name(found, form)
    if response.status_code == 200 and response.mimetype == HTML.media_type:
        return [*of_page(found), *_of_citation()]
    if "Link" not in response.headers and (path.startswith("/download/kierre.") or path == "/download/shapes.ttl"):
        return [Link(LICENCE, "license"), Link(absolute("/dataset"), "collection")]
    return []
