"""The parts of the portal that can go to a course as a link, by name."""

from __future__ import annotations

from flask_babel import gettext


def part_name(section: str) -> str:
    """Return what a part of the portal (a name of portal/sections.py) is called, or nothing when it is none that goes along."""
    names: dict[str, str] = {
        "begin": gettext("Where do I begin?"),
        "changes": gettext("What has changed"),
        "community": gettext("Community social work"),
        "compare": gettext("Compare"),
        "domains": gettext("Life domains and needs"),
        "explorer": gettext("Map"),
        "find": gettext("Find guidance"),
        "gaps": gettext("What is missing"),
        "glossary": gettext("Glossary"),
        "guide": gettext("Guides"),
        "instruments": gettext("Instruments"),
        "interfaces": gettext("Interfaces with other services"),
        "lifecourse": gettext("Life course and client groups"),
        "loops": gettext("Feedback loops"),
        "mechanisms": gettext("Mechanisms"),
        "methods": gettext("Methods"),
        "model": gettext("The model"),
        "parties": gettext("Parties and partners"),
        "pictures": gettext("Pictures"),
        "process": gettext("The process"),
        "recommendations": gettext("Ten recommendations"),
        "services": gettext("Services"),
        "significance": gettext("Societal significance and effects"),
        "sources": gettext("Sources"),
        "structural": gettext("Structural social work"),
        "team": gettext("Team check"),
        "values": gettext("Values and principles"),
        "vicious": gettext("The vicious circle"),
        "virtuous": gettext("The virtuous circle"),
        "whatif": gettext("What if?"),
        "why": gettext("Why does it work?"),
    }
    return names.get(section, "")
