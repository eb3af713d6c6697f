"""Text in, measures out: the reading engine's front door."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from atlas.catalogue import Catalogue, load_catalogue
from atlas.linking import Setting, link_places
from atlas.model import Document, Link, Mention, Reading, content_id
from atlas.reading.clean import clean
from atlas.reading.correct import apply_corrections
from atlas.reading.decode import UnreadableFile
from atlas.reading.files import file_text
from atlas.reading.gazetteer import Gazetteer
from atlas.reading.measures import Names, find_clauses
from atlas.reading.recognise import Recognition, recognise
from atlas.reading.segment import split_sentences
from atlas.reading.serving import serving
from atlas.reading.tag import Tagger
from atlas.reading.wordings import Wordings, compile_wordings

__all__ = ["UnreadableFile", "read_bytes", "read_file", "read_text", "to_contract"]


def read_text(
    text: str,
    catalogue: Catalogue,
    *,
    title: str = "",
    document_id: str | None = None,
    province: str | None = None,
    encoding: str = "text",
    sha256: str | None = None,
) -> Reading:
    """Everything the engine finds in a text; `province` overrides the one the text is about."""
    cleaned = clean(text)
    gazetteer, tagger, words = _engines(catalogue)
    names = recognise(cleaned.text, gazetteer, title=clean(title).text, province=province)
    sentences = split_sentences(cleaned.text, words)
    named = Names.of(names.mentions, words)
    clauses = [c for s in sentences for c in find_clauses(cleaned.text, s, named)]
    terms = tagger.read(cleaned.text, names.things)
    measures, kept = serving(cleaned.text, clauses, terms, names, catalogue.province.adcode)
    subject = _subject(names)
    setting = Setting(names.province, subject, [c.sentence.heading for c in kept])
    links = link_places(measures, names.mentions, setting, catalogue)
    digest = sha256 or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    document = Document(
        id=document_id or content_id("d", digest),
        title=title,
        text=cleaned.text,
        sha256=digest,
        encoding=encoding,
        province=names.province,
        origin=tuple(cleaned.origin),
    )
    measures, links, issues = apply_corrections(measures, links, catalogue)
    return Reading(document, measures, tuple(names.mentions), links, (*names.issues, *issues))


def read_bytes(
    data: bytes, catalogue: Catalogue, *, name: str, encoding: str | None = None
) -> Reading:
    """A file's bytes read as what its name's ending says; raises `UnreadableFile`."""
    found = file_text(data, name=name, encoding=encoding)
    digest = hashlib.sha256(data).hexdigest()
    return read_text(
        found.text,
        catalogue,
        title=found.title or Path(name).stem,
        encoding=found.encoding,
        sha256=digest,
    )


def read_file(
    path: str | Path, catalogue: Catalogue | None = None, *, encoding: str | None = None
) -> Reading:
    """A file read whole; raises `UnreadableFile` with what to do."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("missing", name=path.name) from None
    except IsADirectoryError:
        raise UnreadableFile("folder", name=path.name) from None
    except PermissionError:
        raise UnreadableFile("denied", name=path.name) from None
    return read_bytes(data, catalogue or load_catalogue(), name=path.name, encoding=encoding)


@lru_cache(maxsize=4)
def _engines(catalogue: Catalogue) -> tuple[Gazetteer, Tagger, Wordings]:
    wordings = compile_wordings(catalogue.wordings)
    return Gazetteer(catalogue), Tagger(catalogue.terms), wordings


def _subject(names: Recognition) -> Mention | None:
    """The first mention of the one unit the document is about."""
    return next((m for m in names.mentions if m.targets == (names.subject,)), None)


def to_contract(reading: Reading) -> dict[str, Any]:
    """The reading as the JSON the command line promises."""
    links: dict[str, list[dict[str, Any]]] = {}
    for link in reading.links:
        links.setdefault(link.measure, []).append(_link(link))
    document = reading.document
    return {
        "document": {
            "title": document.title,
            "encoding": document.encoding,
            "sha256": document.sha256,
            "issues": [
                {"type": i.type, "value": i.value, "message": i.message} for i in reading.issues
            ],
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
            }
            for m in reading.mentions
        ],
        "measures": [
            {
                "id": m.id,
                "start": m.span.start,
                "end": m.span.end,
                "section": m.section,
                "strategies": list(m.strategies),
                "links": links.get(m.id, []),
            }
            for m in reading.measures
        ],
    }


def _link(link: Link) -> dict[str, Any]:
    mention = None if link.mention is None else [link.mention.start, link.mention.end]
    return {
        "place": link.place,
        "relation": link.relation,
        "zone": link.zone,
        "mention": mention,
        "inherited": link.inherited,
    }
