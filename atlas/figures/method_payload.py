"""Data and method: what a page says of one document, and what holds for all of them."""

from __future__ import annotations

from atlas.about import About, Accuracy
from atlas.analysis.method import (
    Way,
    relations_used,
    rules_used,
    wilson_interval,
    zone_measures,
)
from atlas.analysis.reach import Selection
from atlas.catalogue import Catalogue, load_catalogue
from atlas.contract.common import Both, in_both
from atlas.contract.method import (
    AccuracyTold,
    MethodAsset,
    MethodMessage,
    MethodSource,
    MethodTable,
    ZoneMember,
)
from atlas.contract.method import Way as WayTold
from atlas.figures.measures_payload import place_and_measure_addresses
from atlas.language import listing
from atlas.model import Lang
from atlas.query import Query


def method_payload(selection: Selection) -> MethodMessage:
    """Relations, rules and issues of the open document, for `frontend/views/method.js`."""
    query, document = selection.query, selection.document
    record = document.record
    plain = Query(lang=query.lang, doc=query.doc)
    return {
        "lang": query.lang,
        "doc": document.asset,
        "filtered": query.filtered,
        "hrefs": place_and_measure_addresses(selection),
        "title": record.title(query.lang),
        "relations": [
            {**_way(way), "href": plain.address("measures", relation=way.name)}
            for way in relations_used(document)
        ],
        "rules": [_way(way) for way in rules_used(document)],
        "zones": zone_measures(document),
        "readings": query.readings,
        "map": query.but(readings=()).without("measure").address("map"),
        "issues": [
            {
                "type": issue.type,
                "value": issue.value,
                "message": issue.message,
                "start": issue.span.start if issue.span else None,
            }
            for issue in document.reading.issues
            # Those are the rows of the table below it.
            if issue.type != "reviewed"
        ],
        "corrections": [
            {
                "measure": _restated(document.catalogue, c.measure, query.lang),
                "action": c.action,
                "value": c.value,
                "reason": c.reason(query.lang),
                "reviewer": document.catalogue.about.translated(c.reviewer, query.lang)
                or c.reviewer,
                "date": c.date,
            }
            for c in document.catalogue.corrections
        ],
    }


def _restated(catalogue: Catalogue, words: str, lang: Lang) -> str:
    """A measure of the built-in plan by its words; an id stands for itself."""
    row = next((row for row in catalogue.plan if row.text_zh == words), None)
    return row.text(lang) if row else words


def _way(way: Way) -> WayTold:
    return {
        "name": way.name,
        "measures": way.measures,
        "counties": way.counties,
        "example": way.example,
    }


def method_asset() -> MethodAsset:
    """All that no document changes: sources, tables, layers, accuracy; fetched once."""
    catalogue = load_catalogue()
    about = catalogue.about
    return {
        "package": {
            "name": about.name,
            "title": _both(about, about.title),
            "description": _both(about, about.description),
            "version": about.version,
        },
        "licences": [
            {"name": one.name, "url": one.url, "title": _both(about, one.title)}
            for one in about.licences
        ],
        "members": _members(catalogue),
        "sources": _sources(catalogue),
        "tables": _tables(about),
        "layers": [
            {
                "id": layer.id,
                "name": {"zh": layer.name_zh, "en": layer.name_en},
                "files": layer.files.split(),
                "producer": {"zh": layer.producer_zh, "en": layer.producer_en},
                "package": layer.package,
                "url": layer.url,
                "datum": layer.datum,
                "review_number": layer.review_number,
                "terms": {"zh": layer.terms_zh, "en": layer.terms_en},
            }
            for layer in about.layers
        ],
        "accuracy": [_accuracy(one) for one in about.accuracy],
        "misses": [
            {
                "task": miss.task,
                "text": miss.text,
                "missing": _named(catalogue, miss.missing),
                "extra": _named(catalogue, miss.extra),
            }
            for miss in about.misses
        ],
    }


def _both(about: About, text: str) -> Both:
    """A text in both languages; where nobody translated it, in the one it was written in."""
    return in_both(lambda lang: about.translated(text, lang) or text)


def _members(catalogue: Catalogue) -> dict[str, list[ZoneMember]]:
    """Members of every zone as adcode, basis, source and note in both languages."""
    about = catalogue.about
    return {
        zone.id: [
            (m.adcode, m.basis, m.source, _both(about, m.note) if m.note else None)
            for m in zone.members
        ]
        for zone in catalogue.zones.values()
    }


def _sources(catalogue: Catalogue) -> list[MethodSource]:
    about = catalogue.about
    return [
        {
            "id": source.id,
            "year": source.year,
            "url": source.url,
            "strength": source.strength,
            "how_read": source.how_read,
            "confidence": source.confidence,
            "cited": about.cited[source.id],
            "title": _both(about, source.title),
            "publisher": _both(about, source.publisher),
            "terms": _both(about, source.terms),
            "note": _both(about, source.note),
        }
        for source in catalogue.sources.values()
    ]


def _tables(about: About) -> list[MethodTable]:
    return [
        {
            "name": table.name,
            "file": table.file,
            "rows": table.rows,
            "key": table.key,
            "title": _both(about, table.title),
            "description": _both(about, table.description),
            "fields": [
                {
                    "name": one.name,
                    "type": one.type,
                    "required": one.required,
                    "values": one.values,
                    "refers": one.refers,
                    "description": _both(about, one.description),
                }
                for one in table.fields
            ],
        }
        for table in about.tables
    ]


def _accuracy(one: Accuracy) -> AccuracyTold:
    return {
        "task": one.task,
        "cases": one.cases,
        "expected": one.expected,
        "found": one.found,
        "right": one.right,
        "demanded": one.demanded,
        "precision": (one.precision, *wilson_interval(one.right, one.found)),
        "recall": (one.recall, *wilson_interval(one.right, one.expected)),
    }


def _named(catalogue: Catalogue, parts: tuple[str, ...]) -> Both:
    """Answers as a reader knows them: names for codes and ids, words of a text as they are."""
    return in_both(lambda lang: listing([_name(catalogue, part, lang) for part in parts], lang))


def _name(catalogue: Catalogue, part: str, lang: Lang) -> str:
    target = part.split(":", 1)[-1]
    for known in (catalogue.places, catalogue.zones, catalogue.strategies, catalogue.externals):
        if target in known:
            return known[target].name(lang)
    return f"“{part}”"
