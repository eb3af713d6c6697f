"""A reading as JSON, as the command line and the API promise it."""

from __future__ import annotations

from typing import Any

from atlas.catalogue import load_catalogue
from atlas.model import Field, Issue, Lang, Link, Mention, Reading
from atlas.reading.cautions import CLOSE_CALL, caution_of, preferred_over, why_preferred


def to_contract(reading: Reading, lang: Lang = "zh") -> dict[str, Any]:
    """The reading as the JSON the command line promises, its issues told in `lang`."""
    # Pairs stand apart: a measure of two provinces reaches both as a whole, and every prefecture
    # has its pair, so that among the links they would read as places that the words lead to.
    links: dict[str, list[dict[str, Any]]] = {}
    pairs: dict[str, list[dict[str, Any]]] = {}
    for link in reading.links:
        held = pairs if link.relation == "pair" else links
        held.setdefault(link.measure, []).append(_link(link))
    document = reading.document
    return {
        "document": {
            "title": document.title,
            "encoding": document.encoding,
            "sha256": document.sha256,
            "issues": [_issue(issue, lang) for issue in reading.issues],
        },
        "text": document.text,
        "mentions": [
            {
                "start": m.span.start,
                "end": m.span.end,
                "surface": m.surface,
                "kind": m.kind,
                "targets": list(m.targets),
                "basis": m.basis,
                **_caution(m, lang),
            }
            for m in reading.mentions
        ],
        "measures": [
            {
                "id": m.id,
                "start": m.span.start,
                "end": m.span.end,
                "section": m.section,
                "acts": m.acts,
                "strategies": list(m.strategies),
                "links": links.get(m.id, []),
                "pairs": pairs.get(m.id, []),
                "fields": [_field(f) for f in m.fields],
            }
            for m in reading.measures
        ],
    }


def _issue(issue: Issue, lang: Lang) -> dict[str, Any]:
    """An issue; that of a name says which caution it is, and where the name stands."""
    told = {"type": issue.type, "value": issue.value, "message": issue.said(lang)}
    caution = caution_of(issue)
    if not caution or issue.span is None:
        return told
    return {**told, "caution": caution, "start": issue.span.start, "end": issue.span.end}


def _caution(mention: Mention, lang: Lang) -> dict[str, Any]:
    """What a mention was preferred over and why, where it might have been something else."""
    catalogue = load_catalogue()
    over = preferred_over(mention, catalogue)
    if not over:
        return {}
    message = why_preferred(mention, catalogue, lang)
    return {"caution": {"kind": CLOSE_CALL, "over": list(over), "message": message}}


def _field(field: Field) -> dict[str, Any]:
    return {
        "kind": field.kind,
        "start": field.span.start,
        "end": field.span.end,
        "words": field.words,
        "value": field.value,
        "unit": field.unit,
    }


def _link(link: Link) -> dict[str, Any]:
    mention = None if link.mention is None else [link.mention.start, link.mention.end]
    return {
        "place": link.place,
        "relation": link.relation,
        "precision": link.precision,
        "zone": link.zone,
        "mention": mention,
        "inherited": link.inherited,
        **({"partner": link.partner} if link.partner else {}),
    }
