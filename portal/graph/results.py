"""Rows of ours as a table in one of the formats of SPARQL results: JSON, XML, CSV, TSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

from portal.graph.formats import RESULT_CSV, RESULT_JSON, RESULT_TSV, RESULT_XML, Format
from portal.namespaces import XSD
from portal.terms import Blank, Iri, Node, Row

_SPACE = "http://www.w3.org/2005/sparql-results#"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def write(columns: Sequence[str], rows: Sequence[Row], form: Format) -> bytes:
    """Return rows in a format of tables."""
    return _WRITERS[form](columns, rows).encode()


def _json(columns: Sequence[str], rows: Sequence[Row]) -> str:
    bindings = [{name: _binding(row[name]) for name in columns if name in row} for row in rows]
    return json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _binding(node: Node) -> dict[str, str]:
    if isinstance(node, Iri):
        return {"type": "uri", "value": node.value}
    if isinstance(node, Blank):
        return {"type": "bnode", "value": node.value}
    more = {"xml:lang": node.language} if node.language else {"datatype": node.datatype} if node.datatype else {}
    return {"type": "literal", "value": node.value, **more}


def _xml(columns: Sequence[str], rows: Sequence[Row]) -> str:
    root = ElementTree.Element("sparql", xmlns=_SPACE)
    head = ElementTree.SubElement(root, "head")
    for name in columns:
        ElementTree.SubElement(head, "variable", name=name)
    results = ElementTree.SubElement(root, "results")
    for row in rows:
        result = ElementTree.SubElement(results, "result")
        for name in columns:
            if name in row:
                _xml_value(ElementTree.SubElement(result, "binding", name=name), row[name])
    return '<?xml version="1.0"?>\n' + ElementTree.tostring(root, encoding="unicode").replace("\r", "&#13;")


def _xml_value(binding: ElementTree.Element, node: Node) -> None:
    said = _binding(node)
    value = ElementTree.SubElement(binding, said["type"])
    value.text = said["value"]
    if "xml:lang" in said:
        value.set(_XML_LANG, said["xml:lang"])
    elif "datatype" in said:
        value.set("datatype", said["datatype"])


def _csv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([str(row.get(name, "")) for name in columns] for row in rows)
    return out.getvalue()


def _tsv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    lines = ["\t".join(f"?{name}" for name in columns)]
    lines += ["\t".join(_term(row[name]) if name in row else "" for name in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _term(node: Node) -> str:
    """Return a term as Turtle writes it."""
    if isinstance(node, Iri):
        return f"<{node}>"
    if isinstance(node, Blank):
        return str(node)
    if node.datatype == XSD + "integer":
        return node.value
    text = f'"{node.value.translate(_ESCAPES)}"'
    return f"{text}@{node.language}" if node.language else f"{text}^^<{node.datatype}>" if node.datatype else text


_WRITERS: dict[Format, Callable[[Sequence[str], Sequence[Row]], str]] = {
    RESULT_JSON: _json,
    RESULT_XML: _xml,
    RESULT_CSV: _csv,
    RESULT_TSV: _tsv,
}
