"""Heading of the page on data and method, in words."""

from __future__ import annotations

from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.model import Lang


def method_finding(catalogue: Catalogue, lang: Lang) -> str:
    """How many zones and members there are, and how many of them are inferred."""
    members = [m for zone in catalogue.zones.values() for m in zone.members]
    return say(
        "method.finding",
        lang,
        zones=len(catalogue.zones),
        members=len(members),
        inferred=sum(m.basis == "inferred" for m in members),
    )


def method_subtitle(catalogue: Catalogue, lang: Lang) -> str:
    """What the page answers, and the size and version of the package."""
    return say(
        "method.subtitle",
        lang,
        version=catalogue.about.version,
        tables=len(catalogue.about.tables),
        sources=len(catalogue.sources),
    )
