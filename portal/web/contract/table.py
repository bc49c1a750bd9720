"""The table of operations that the portal itself answers for programs: routed, checked and described as it stands here."""

from __future__ import annotations

from portal.graph.formats import JSON_LD
from portal.web.contract.operation import Operation
from portal.web.plain import answers, catalogues, guides, history, joints, pages, parts, records, searches, shapes
from portal.web.plain import parameters as known

_JSON = "application/json"
_TOLD = {"json": _JSON, "text": "text/plain"}
_DRAWN = {**_TOLD, "dot": "text/vnd.graphviz"}
_LINKED = {"json": _JSON, "jsonld": JSON_LD.media_type}
_CYTOSCAPE: dict[str, object] = {
    "type": "object",
    "description": "The network as Cytoscape.js reads it (format=cytoscape).",
    "required": ["data", "elements"],
    "properties": {
        "data": {"type": "object"},
        "elements": {
            "type": "object",
            "required": ["nodes", "edges"],
            "properties": {name: {"type": "array", "items": {"type": "object"}} for name in ("nodes", "edges")},
        },
    },
}
_ENTRANCE, _GRAPH, _PAGES = "Entrance", "What is in the graph", "Guidance pages"
_SEARCH, _ANALYSIS, _VERSIONS = "Search", "Analysis", "Versions"
_LISTED = (
    "Ordered by the last part of the IRI. `next` (and the header `Link` with `rel=next`) leads to the page that follows; the place "
    "stays good when the data changes."
)
_ONE_THING = (
    "One thing as JSON-LD that is also plain JSON: names, definition, classes, levels and basis, its relations out and in, each "
    "stated or inferred, the statements of the sources that it rests on, and the guidance pages about it. A deprecated thing "
    "names what takes its place in `replacedBy`."
)

_OF_THE_GRAPH = (
    Operation(
        "listThings", "/things", _GRAPH, "Things in short", f"{_LISTED} Links and judged relations have lists of their own.",
        records.Things, (known.CLASS, known.AT_LEVEL, known.BASIS, known.DOCUMENT, *known.PAGED),
        ask=catalogues.things, forms=_LINKED, linked=True, example="/things?class=Barrier&level=meso&lang=en",
    ),
    Operation(
        "getThing", "/things/{id}", _GRAPH, "One thing with its relations and sources", _ONE_THING, records.ThingRecord, known.ONE,
        (known.ID,), ask=catalogues.thing, forms=_LINKED, linked=True, example="/things/queues-grow?lang=en",
    ),
    Operation(
        "listStatements", "/statements", _GRAPH, "Statements of the sources", _LISTED, records.Statements,
        (known.DOCUMENT, known.STATEMENT_KIND, *known.PAGED), ask=catalogues.statements, forms=_LINKED, linked=True,
        example="/statements?document=prosos&limit=10&lang=en",
    ),
    Operation(
        "getStatement", "/statements/{id}", _GRAPH, "One statement and what rests on it",
        "The document and the place in it, what it says in our words, and every thing and link that is derived from it.",
        records.Statement, known.ONE, (known.STATEMENT_ID,), ask=catalogues.statement, forms=_LINKED, linked=True,
        example="/statements/aikumetod-s4-c-03-queues?lang=en",
    ),
    Operation(
        "listClasses", "/classes", _GRAPH, "Classes that have things", _LISTED, records.Classes, known.PAGED,
        ask=catalogues.classes, forms=_LINKED, linked=True, example="/classes?lang=en",
    ),
    Operation(
        "getClass", "/classes/{name}", _GRAPH, "One class of the ontology",
        "What belongs to it, how many things do, where they are listed, and the classes above and below it.",
        records.ClassRecord, known.ONE, (known.NAME,), ask=catalogues.class_, forms=_LINKED, linked=True,
        example="/classes/Barrier?lang=en",
    ),
    Operation(
        "listLevels", "/levels", _GRAPH, "The levels: macro, meso and micro", _LISTED, records.Things, known.PAGED,
        ask=catalogues.levels, forms=_LINKED, linked=True, example="/levels?lang=en",
    ),
    Operation(
        "listConfigurations", "/configurations", _GRAPH, "Configurations of the realist model",
        f"Which context, actor and intervention fire which mechanism and lead to which outcome. {_LISTED}",
        records.Configurations, (known.AT_LEVEL, known.MECHANISM, known.BASIS, *known.PAGED), ask=joints.configurations,
        forms=_LINKED, linked=True, example="/configurations?level=meso&lang=en",
    ),
    Operation(
        "getConfiguration", "/configurations/{id}", _GRAPH, "One configuration", "Its parts, its basis and its grounds.",
        records.ConfigurationRecord, known.ONE, (known.CONFIGURATION_ID,), ask=joints.configuration, forms=_LINKED, linked=True,
        example="/configurations/configuration-enabling-leadership-meso?lang=en",
    ),
    Operation(
        "listRelations", "/relations", _GRAPH, "Judged relations, each with its grounds",
        f"Relations that are a judgement: what counters, addresses, is used in a stage, embodies a value, cooperates. {_LISTED}",
        records.Relations, (known.SUBJECT, known.OBJECT, known.PROPERTY, known.BASIS, *known.PAGED), ask=joints.relations,
        forms=_LINKED, linked=True, example="/relations?object=queues-grow&property=counters&lang=en",
    ),
    Operation(
        "listLinks", "/links", _GRAPH, "Causal links, each with its grounds", f"What increases or decreases what. {_LISTED}",
        records.Links, (known.CAUSE, known.EFFECT, known.BASIS, *known.PAGED), ask=joints.links, forms=_LINKED, linked=True,
        example="/links?effect=queues-grow&lang=en",
    ),
)  # fmt: skip
_OF_PAGES = (
    Operation(
        "listPages", "/pages", _PAGES, "Guidance pages", _LISTED, pages.Pages, (known.PAGE_KIND, known.ABOUT, *known.PAGED),
        ask=guides.pages, example="/pages?subject=queues-grow&lang=en",
    ),
    Operation(
        "getPage", "/pages/{id}", _PAGES, "One guidance page",
        "Its title and summary, the things that it is about, its headings, its text without marks, and its Markdown.",
        pages.PageRecord, known.ONE, (known.PAGE_ID,), ask=guides.page, example="/pages/reading-the-model?lang=en",
    ),
)  # fmt: skip
_OF_THE_SEARCH = (
    Operation(
        "search", "/search", _SEARCH, "What a question finds, best first",
        "Things, guidance pages and statements, and what those who run this portal add (`local`), which has a page but is not in "
        "the lists of things. `score` compares results of one question only.",
        searches.SearchAnswer, (known.QUESTION, known.MOST_RESULTS, *known.COMMON, known.SEARCH_FORM), ask=searches.search,
        kept=False, example="/search?q=jonot&lang=en&limit=5",
    ),
    Operation(
        "suggest", "/suggest", _SEARCH, "Suggestions to what has been typed so far", "Up to eight things and pages.",
        searches.SuggestAnswer, (known.QUESTION, *known.COMMON, known.SEARCH_FORM), ask=searches.suggest, kept=False,
        example="/suggest?q=taloussos&lang=fi",
    ),
)  # fmt: skip
_OF_THE_ANALYSIS = (
    Operation(
        "listLoops", "/loops", _ANALYSIS, "Feedback loops, shortest first",
        "Each with its things and arrows, each arrow with its sign and with what says so.",
        shapes.LoopsAnswer, (known.THROUGH, known.MOST_LOOPS, *known.COMMON, known.DRAWN_FORM), ask=answers.loops, forms=_DRAWN,
        example="/loops?through=queues-grow&limit=3&lang=en",
    ),
    Operation(
        "getLoop", "/loops/{identifier}", _ANALYSIS, "One feedback loop", "By its identifier or its given name.",
        shapes.LoopAnswer, (*known.COMMON, known.DRAWN_FORM), (known.LOOP_ID,), ask=answers.loop, forms=_DRAWN,
        example="/loops/loop-returning-clients?lang=en",
    ),
    Operation(
        "findChains", "/chains", _ANALYSIS, "The shortest chain to an obstacle from each thing one can do",
        "Parted by whose hands it is in.", shapes.ChainsAnswer,
        (known.OBSTACLE, known.LEVEL, known.KIND, *known.COMMON, known.DRAWN_FORM), ask=answers.chains, forms=_DRAWN,
        example="/chains?obstacle=queues-grow&level=meso&lang=en",
    ),
    Operation(
        "getCoverage", "/coverage", _ANALYSIS, "Each mechanism over the levels",
        "Which configurations fire it at which level; a level without any is a gap.",
        shapes.CoverageAnswer, (*known.COMMON, known.DRAWN_FORM), ask=answers.coverage, forms=_DRAWN, example="/coverage?lang=en",
    ),
    Operation(
        "getGaps", "/gaps", _ANALYSIS, "What the model leaves open",
        "Interventions in no configuration, outcomes that nothing leads to, uncountered barriers, mechanisms not at all levels.",
        shapes.GapsAnswer, (*known.COMMON, known.THING_FORM), ask=answers.gaps, forms=_TOLD, example="/gaps?lang=en",
    ),
    Operation(
        "getCuts", "/cuts", _ANALYSIS, "The smallest sets without which no loop is left",
        "Sets of arrows, and of barriers with what counters them; how far the search went is said.",
        shapes.CutsAnswer, (*known.COMMON, known.THING_FORM), ask=answers.cuts, forms=_TOLD, example="/cuts?lang=en",
    ),
    Operation(
        "getInfluence", "/influence", _ANALYSIS, "How much hangs on each barrier",
        "Counts of arrows and loops in the network; they are no measure of effect.",
        shapes.InfluenceAnswer, (*known.COMMON, known.THING_FORM), ask=answers.influence, forms=_TOLD, example="/influence?lang=en",
    ),
    Operation(
        "predict", "/whatif", _ANALYSIS, "Where a change drives the others",
        "Directions only (more, less, ambiguous), each with the walks that say why; the sources give no amounts.",
        shapes.WhatIfAnswer, (known.THING, known.CHANGE, known.MOST_THINGS, *known.COMMON, known.DRAWN_FORM),
        ask=answers.what_if, forms=_DRAWN, example="/whatif?thing=queues-grow&change=less&lang=en",
    ),
    Operation(
        "getNetwork", "/network", _ANALYSIS, "The causal network, or a part of it",
        "All of it; or `around` a thing with `direction` and `depth` (and `to`, which goes with direction=between); or one `loop`; "
        "or the chain from `lever` to `obstacle`; or a `circle`. Parameters that contradict each other are an error 400.",
        shapes.NetworkAnswer, known.NETWORK, ask=parts.network, forms={**_DRAWN, "cytoscape": _JSON},
        shapes={"cytoscape": _CYTOSCAPE}, example="/network?around=queues-grow&depth=2&lang=en",
    ),
)  # fmt: skip
_OF_VERSIONS = (
    Operation(
        "listReleases", "/releases", _VERSIONS, "Releases of the data, newest first",
        "Each with its file, its checksum, and how much it added, changed, deprecated and removed.",
        history.ReleasesAnswer, (known.LANG,), ask=history.releases, example="/releases?lang=en",
    ),
    Operation(
        "listChanges", "/changes", _VERSIONS, "What has changed between two versions",
        "Things, links, statements, pages and terms that were added, changed (with old and new values), deprecated or removed. "
        "Without `from` the newest release that differs from what is served is compared with it.",
        history.ChangesAnswer, (known.FROM, known.UNTIL, known.LANG), ask=history.changes, example="/changes?lang=en",
    ),
)  # fmt: skip
_ENTRANCES = (
    Operation(
        "getContents", "/", _ENTRANCE, "What there is", "Every operation with an address that gives an answer.", records.Contents,
        example="/",
    ),
    Operation(
        "getDescription", "/openapi.json", _ENTRANCE, "This description", "OpenAPI 3.1, made from the table that answers.",
        {"type": "object", "required": ["openapi", "info", "paths"]}, example="/openapi.json",
    ),
)  # fmt: skip
OPERATIONS: tuple[Operation, ...] = (*_ENTRANCES, *_OF_THE_GRAPH, *_OF_PAGES, *_OF_THE_SEARCH, *_OF_THE_ANALYSIS, *_OF_VERSIONS)
