"""What the browser fetches once: the catalogue's names, and a document's texts and reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import cast

from atlas.analysis.kinds import ranked_kind
from atlas.analysis.pairs import pair_behind, pairings
from atlas.catalogue import Catalogue, load_catalogue
from atlas.contract.catalogue import CatalogueAsset, MemberRow, PlaceRow, QueryParameter, Wording
from atlas.contract.common import in_both
from atlas.contract.document import DocumentAsset, DocumentIssue
from atlas.contract.document import Field as FieldTold
from atlas.contract.document import Measure as MeasureTold
from atlas.contract.document import Mention as MentionTold
from atlas.contract.document import Reason as ReasonTold
from atlas.documents import ReadDocument, open_as_asked
from atlas.figures.map_payload import ramps
from atlas.figures.review_payload import notes_on, rejected, review_told
from atlas.folders import GEO
from atlas.language import LANGS, words
from atlas.link_table import Reason
from atlas.model import Adcode, Field, Issue, Measure, Mention
from atlas.pairing import province_pairings
from atlas.province import file_stem
from atlas.query import Query
from atlas.reading.cautions import preferred_over, why_preferred
from atlas.reading.uncollected import uncollected
from atlas.site import SITE
from atlas.zones import Member


def catalogue_payload() -> CatalogueAsset:
    """Names, words and the site's pages."""
    catalogue = load_catalogue()
    return {
        "places": _places(catalogue),
        "strategies": [
            {
                "id": s.id,
                "zh": s.name_zh,
                "en": s.name_en,
                "symbol": {"zh": s.symbol_zh, "en": s.symbol_en},
                "colour": s.colour,
                "definition_zh": s.definition_zh,
                "definition_en": s.definition_en,
            }
            for s in catalogue.strategies.values()
        ],
        "themes": [
            {"id": t.id, "zh": t.name_zh, "en": t.name_en} for t in catalogue.themes.values()
        ],
        "zones": [
            {
                "id": z.id,
                "zh": z.name_zh,
                "en": z.name_en,
                "kind": z.kind,
                "extent": z.extent,
                "definition_zh": z.definition_zh,
                "definition_en": z.definition_en,
                "members": _member_rows(z.members),
                "readings": [
                    {
                        "value": one.value,
                        "zh": one.title_zh,
                        "en": one.title_en,
                        "basis": one.basis,
                        "source": one.source,
                        "year": one.year,
                        "default": one.default,
                        "read_as": one.read_as,
                        "members": [] if one.default else _member_rows(one.members),
                    }
                    for one in z.readings
                ],
            }
            for z in catalogue.zones.values()
        ],
        "sources": {
            s.id: {"title": s.title, "publisher": s.publisher, "year": s.year, "url": s.url}
            for s in catalogue.sources.values()
            if s.id in _listed_sources(catalogue)
        },
        "ramps": ramps(),
        "words": {lang: cast("dict[str, Wording]", words(lang)) for lang in LANGS},
        "site": {"pages": SITE, "query": query_block(), "file_stem": file_stem()},
    }


def query_block(asked: type[Query] = Query) -> list[QueryParameter]:
    """What the browser knows of each parameter, in the order an address has them.

    `values` are those that are listed in no other part of the catalogue.
    """
    return [
        {
            "name": one.name,
            "default": one.written(one.default) if one.default else [],
            "narrows": one.narrows,
            "foreseen": one.foreseen,
            "many": one.many,
            "values": list(one.fixed),
        }
        for one in asked.parameters()
    ]


def _listed_sources(catalogue: Catalogue) -> set[str]:
    """Sources of lists of zones and of pairs."""
    zones = catalogue.zones.values()
    pairs = {pair.source for one in province_pairings(catalogue) for pair in one.pairs}
    return (
        pairs
        | {m.source for z in zones for m in z.members}
        | {one.source for z in zones for one in z.readings}
    )


def _member_rows(members: Iterable[Member]) -> list[MemberRow]:
    return [(m.adcode, m.basis, m.source) for m in members]


@cache
def label_points() -> dict[Adcode, tuple[float, float]]:
    """Label point of every drawn unit, in units of `map.topo.json`."""
    topology = json.loads((GEO / "map.topo.json").read_text(encoding="utf-8"))
    return {
        str(unit["id"]): (unit["properties"]["x"], unit["properties"]["y"])
        for layer in ("counties", "prefectures")
        for unit in topology["objects"][layer]["geometries"]
        if "x" in unit.get("properties", {})
    }


def _places(catalogue: Catalogue) -> list[PlaceRow]:
    points = label_points()
    return [
        (
            p.adcode,
            p.name_zh,
            p.name_en,
            p.pinyin,
            p.initials,
            p.level,
            p.parent,
            p.polygon,
            *points.get(p.adcode, (None, None)),
            ranked_kind(p),
        )
        for p in catalogue.places.values()
    ]


def document_payload(name: str) -> DocumentAsset:
    """One document's text, measures, mentions and reasons; `KeyError` for an unknown name."""
    document = open_as_asked(name)
    with uncollected():
        return _document(document)


def document_parts(name: str) -> Mapping[str, object]:
    """`document_payload` with its lists as iterators, which make each row when it is asked for."""
    return _parts(open_as_asked(name))


def _document(document: ReadDocument) -> DocumentAsset:
    made = {
        name: list(part) if isinstance(part, Iterator) else part
        for name, part in _parts(document).items()
    }
    return cast(DocumentAsset, made)


def _parts(document: ReadDocument) -> Mapping[str, object]:
    return {
        "id": document.record.id,
        "title": {"zh": document.record.title_zh, "en": document.record.title_en},
        "text": document.reading.document.text,
        "measures": _measures(document),
        "rejected": rejected(document),
        "review": review_told(document),
        "statements": ((m.span.start, m.span.end) for m in document.reading.statements),
        "mentions": (_mention(document, mention) for mention in document.reading.mentions),
        "reasons": (_reason(document, reason) for reason in document.every_reason),
        # A reviewed correction is an answer, not an open point.
        "pairings": [
            {
                "measures": one.measures,
                "pairs": [(t.home, t.name_zh, t.name_en, t.basis, t.source) for t in one.pairs],
            }
            for one in pairings(document)
        ],
        "issues": (_issue(i) for i in document.reading.issues if i.type != "reviewed"),
    }


def _mention(document: ReadDocument, mention: Mention) -> MentionTold:
    told: MentionTold = {
        "start": mention.span.start,
        "end": mention.span.end,
        "surface": mention.surface,
        "kind": mention.kind,
        "targets": mention.targets,
        "basis": mention.basis,
        "rule": mention.rule,
    }
    if preferred_over(mention, document.catalogue):
        told["caution"] = in_both(partial(why_preferred, mention, document.catalogue))
    return told


def _issue(issue: Issue) -> DocumentIssue:
    return {
        "type": issue.type,
        "value": issue.value,
        "message": in_both(issue.said),
        "start": issue.span.start if issue.span else None,
    }


def _measures(document: ReadDocument) -> Iterator[MeasureTold]:
    of_measure: dict[int, list[int]] = {}
    for i, reason in enumerate(document.every_reason):
        of_measure.setdefault(reason.measure, []).append(i)
    for i, measure in enumerate(document.measures):
        yield _measure(document, i, measure, of_measure.get(i, []))


def _measure(
    document: ReadDocument, index: int, measure: Measure, reasons: list[int]
) -> MeasureTold:
    row = document.rows[index] if document.rows else None
    return {
        "id": measure.id,
        "zh": measure.text,
        "en": document.statement(index, "en"),
        "theme": document.theme(index),
        "section": measure.section,
        "start": measure.span.start,
        "end": measure.span.end,
        "sentence": document.sentences[index],
        "source": (row.source_paragraph, row.source_sentence) if row else None,
        "strategies": measure.strategies,
        "tags": [(tag.strategy, list(tag.terms)) for tag in measure.tags],
        "fields": [_field(field) for field in measure.fields],
        "reasons": reasons,
        "state": document.states[index],
        **notes_on(document, index),
    }


def _field(field: Field) -> FieldTold:
    return {
        "kind": field.kind,
        "start": field.span.start,
        "words": field.words,
        "value": field.value,
        "unit": field.unit,
    }


def _reason(document: ReadDocument, reason: Reason) -> ReasonTold:
    pair = pair_behind(document, reason) if reason.partner else None
    return {
        "measure": reason.measure,
        "relation": reason.relation,
        "precision": reason.precision,
        "zone": reason.zone,
        "basis": reason.basis,
        "mention": (reason.mention.start, reason.mention.end) if reason.mention else None,
        "surface": reason.surface,
        "inherited": reason.inherited,
        "rule": reason.rule,
        "places": reason.places,
        "counties": reason.counties,
        "reading": reason.reading,
        "partner": (pair.name_zh, pair.name_en) if pair else None,
    }
