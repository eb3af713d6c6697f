"""Text in, measures out: the reading engine's front door."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from atlas.catalogue import Catalogue, load_catalogue
from atlas.linking import link_places
from atlas.model import Document, Issue, Mention, Reading, Section, Span, content_id
from atlas.placing import Setting
from atlas.reading.clean import clean
from atlas.reading.contract import to_contract
from atlas.reading.correct import apply_corrections
from atlas.reading.decode import UnreadableFile
from atlas.reading.duty import Duties
from atlas.reading.field_wordings import FieldWordings, compile_field_wordings
from atlas.reading.fields import with_fields
from atlas.reading.file_issues import issues_from_json
from atlas.reading.files import LIMIT, file_text
from atlas.reading.gazetteer import Gazetteer
from atlas.reading.issues import (
    empty_issues,
    too_dense_issues,
    unlinked_issues,
    unread_verb_issues,
)
from atlas.reading.lines import Heading, Progress
from atlas.reading.measures import find_clauses
from atlas.reading.names import Names
from atlas.reading.recognise import Recognition, recognise
from atlas.reading.references import find_rankings, find_references, speaks_for_province
from atlas.reading.segment import Sentence, split_sentences
from atlas.reading.serving import serving
from atlas.reading.tag import Tagger
from atlas.reading.uncollected import uncollected
from atlas.reading.unread_verbs import unread_verbs
from atlas.reading.wordings import Wordings, compile_wordings
from atlas.safe_text import name_shown

__all__ = [
    "Heading",
    "UnreadableFile",
    "issues_from_json",
    "read_bytes",
    "read_file",
    "read_text",
    "to_contract",
]


def read_text(
    text: str,
    catalogue: Catalogue,
    *,
    title: str = "",
    document_id: str | None = None,
    province: str | None = None,
    encoding: str = "text",
    sha256: str | None = None,
    headings: Sequence[Span] = (),
    file_issues: Sequence[Issue] = (),
) -> Reading:
    """Everything the engine finds in a text; `province` overrides the one the text is about.

    `headings` are ranges of the text that its file sets apart as headings, `file_issues` what of
    the file is not in the text.
    """
    with uncollected():
        return _read(
            text,
            catalogue,
            title=title,
            document_id=document_id,
            province=province,
            encoding=encoding,
            sha256=sha256,
            headings=headings,
            file_issues=file_issues,
        )


def _read(
    text: str,
    catalogue: Catalogue,
    *,
    title: str,
    document_id: str | None,
    province: str | None,
    encoding: str,
    sha256: str | None,
    headings: Sequence[Span],
    file_issues: Sequence[Issue],
) -> Reading:
    cleaned = clean(text)
    gazetteer, tagger, words, field_words = _engines(catalogue)
    names = recognise(cleaned.text, gazetteer, title=clean(title).text, province=province)
    marked = [
        Heading(span.start, span.end, h.level if isinstance(h, Heading) else 0)
        for h in headings
        if (span := cleaned.origin.cleaned(h)) is not None
    ]
    duties = Duties(cleaned.text, words)
    sentences = split_sentences(cleaned.text, words, marked, duties)
    named = Names.of(names.mentions, words, duties)
    clauses = [c for s in sentences for c in find_clauses(cleaned.text, s, named)]
    full = [m.span for m in names.mentions if m.surface in gazetteer.full_names]
    short = [m.span for m in names.mentions if m.surface not in gazetteer.full_names]
    zones = [m.span for m in names.mentions if m.kind == "zone"]
    terms = tagger.read(cleaned.text, names.things, short, full, zones)
    measures, kept = serving(cleaned.text, clauses, terms, names, catalogue)
    subject = _subject(names)
    setting = Setting(
        names.province,
        names.subject,
        subject,
        [c.sentence.headings for c in kept],
        names.landmarks,
        names.framing.frames
        | {*find_rankings(cleaned.text, names.mentions, catalogue)}
        | {*duties.named(names.mentions)},
        names.framing.within,
        find_references(cleaned.text, names.mentions, subject, catalogue),
        province is not None
        or speaks_for_province(f"{title}\n{cleaned.text}", names.mentions, catalogue),
        [not c.sentence.listed for c in kept],
    )
    links, upto = link_places(measures, names.mentions, setting, catalogue)
    digest = sha256 or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    document = Document(
        id=document_id or content_id("d", digest),
        title=title,
        text=cleaned.text,
        sha256=digest,
        encoding=encoding,
        province=names.province,
        origin=cleaned.origin,
    )
    asking = sum(m.acts for m in measures)
    unlinked = sum(m.acts for m in measures[:upto]) - len({link.measure for link in links})
    issues = [
        *file_issues,
        *empty_issues(asking, len(sentences)),
        *unread_verb_issues(unread_verbs(cleaned.text, clauses, words)),
        *too_dense_issues(sum(m.acts for m in measures[upto:])),
        *names.issues,
        *unlinked_issues(unlinked, names.province, catalogue, speaks=setting.speaks),
    ]
    measures, links, reviewed = apply_corrections(measures, links, catalogue)
    measures = with_fields(cleaned.text, measures, field_words)
    return Reading(
        document,
        measures,
        tuple(names.mentions),
        links,
        (*issues, *reviewed),
        _sections(sentences),
    )


def _sections(sentences: Sequence[Sentence]) -> tuple[Section, ...]:
    starts: dict[int, str] = {}
    for sentence in sentences:
        starts.setdefault(sentence.headings[0].start if sentence.headings else 0, sentence.section)
    return tuple(Section(starts[start], start) for start in sorted(starts))


def read_bytes(
    data: bytes,
    catalogue: Catalogue,
    *,
    name: str,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> Reading:
    """A file's bytes read as what it is; raises `UnreadableFile` with what to do.

    `progress` is told (pages read, pages) of a PDF.
    """
    found = file_text(data, name=name, encoding=encoding, progress=progress)
    return read_text(
        found.text,
        catalogue,
        title=name_shown(found.title) or name_shown(Path(name).stem),
        encoding=found.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        headings=found.headings,
        file_issues=found.issues,
    )


def read_file(
    path: str | Path,
    catalogue: Catalogue | None = None,
    *,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> Reading:
    """A file read whole, `-` for standard input; raises `UnreadableFile` with what to do."""
    name, data = _bytes_of(path)
    return read_bytes(
        data, catalogue or load_catalogue(), name=name, encoding=encoding, progress=progress
    )


def _bytes_of(path: str | Path) -> tuple[str, bytes]:
    """A file's name and its bytes, never more than one over the limit."""
    most = (LIMIT << 20) + 1
    if str(path) == "-":
        return "-", sys.stdin.buffer.read(most)
    path = Path(path)
    try:
        with path.open("rb") as file:
            return path.name, file.read(most)
    except FileNotFoundError:
        raise UnreadableFile("missing", name=path.name) from None
    except IsADirectoryError:
        raise UnreadableFile("folder", name=path.name) from None
    except PermissionError:
        raise UnreadableFile("denied", name=path.name) from None


@lru_cache(maxsize=4)
def _engines(catalogue: Catalogue) -> tuple[Gazetteer, Tagger, Wordings, FieldWordings]:
    wordings = compile_wordings(catalogue.wordings)
    fields = compile_field_wordings(catalogue.field_wordings)
    return Gazetteer(catalogue), Tagger(catalogue.terms), wordings, fields


def _subject(names: Recognition) -> Mention | None:
    """The first mention of the one unit the document is about."""
    return next((m for m in names.mentions if m.targets == (names.subject,)), None)
