"""Several documents answered as one: their measures in order, each knowing its own document.

Nothing is read anew. Texts stand one below the other, and what was read of each moves to where its
text now stands, so that every page, file and answer has one document before it as ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from atlas.catalogue import Catalogue
from atlas.language import listing, say
from atlas.link_table import Reason
from atlas.model import Document, Issue, Lang, Measure, MeasureId, Mention, Reading, Section, Span
from atlas.read_document import ReadDocument, Source
from atlas.reading.uncollected import uncollected
from atlas.tables.records import DocumentRow

GAP: Final = "\n\n"
"""Between the texts of two documents."""
MOST_NAMED: Final = 3
"""Documents that a title names; of more it says how many."""


def combined(
    document_id: str, parts: Sequence[ReadDocument], catalogue: Catalogue, title: str = ""
) -> ReadDocument:
    """One document of several, in their order; `title` is that of their shelf, if they have one.

    Measures have ids of their own: that of the measure and one of its document, so that the same
    words in two documents are two measures and a link to one leads to it whatever stands beside it.
    """
    with uncollected():
        sources: list[Source] = []
        reading = _Together()
        for part in parts:
            sources.append(
                Source(
                    part.record,
                    reading.asking,
                    reading.length + bool(sources) * len(GAP),
                    part.rows,
                    part.states,
                    part.reviewed,
                )
            )
            reading.add(part)
        records = [source.record for source in sources]
        return ReadDocument(
            record_of_several(document_id, records, title),
            reading.whole(document_id, catalogue),
            catalogue.beside({record.id: record for record in records}),
            sources=tuple(sources),
            found=tuple(reading.reasons),
        )


class _Together:
    """What was read of documents, moved to where each stands below the ones before it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.length = self.asking = 0
        self.measures: list[Measure] = []
        self.mentions: list[Mention] = []
        self.reasons: list[Reason] = []
        self.issues: list[Issue] = []
        self.sections: list[Section] = []
        self.documents: list[Document] = []
        self._taken: set[str] = set()

    def add(self, part: ReadDocument) -> None:
        """Put a document below the others."""
        by = self.length + bool(self.texts) * len(GAP)
        document, reading = part.reading.document, part.reading
        self.texts.append(document.text)
        self.documents.append(document)
        self.length = by + len(document.text)
        mark = self._mark(part.record.id)
        self.measures += [_moved_measure(one, by, mark) for one in reading.measures]
        self.mentions += [replace(one, span=_moved(one.span, by)) for one in reading.mentions]
        self.reasons += [_moved_reason(one, by, self.asking) for one in part.reasons]
        self.issues += [
            replace(one, span=_moved(one.span, by)) if one.span else one for one in reading.issues
        ]
        self.sections += _moved_sections(reading.sections, by, part.record.title_zh)
        self.asking += len(part.measures)

    def _mark(self, document_id: str) -> str:
        """What tells the measures of a document from those of the others: eight hex digits."""
        digest = hashlib.sha256(document_id.encode()).hexdigest()
        # Of a thousand documents two share the first eight once in ten thousand times.
        mark = next(digest[i : i + 8] for i in range(56) if digest[i : i + 8] not in self._taken)
        self._taken.add(mark)
        return mark

    def whole(self, document_id: str, catalogue: Catalogue) -> Reading:
        """All of it as one reading. Its links are the reasons': of their own there are none."""
        home = catalogue.province.adcode
        about = {document.province for document in self.documents}
        document = Document(
            id=document_id,
            title="",
            text=GAP.join(self.texts),
            sha256=hashlib.sha256("".join(d.sha256 for d in self.documents).encode()).hexdigest(),
            encoding=", ".join(dict.fromkeys(d.encoding for d in self.documents)),
            province=home if home in about or len(about) != 1 else about.pop(),
        )
        return Reading(
            document,
            tuple(self.measures),
            tuple(self.mentions),
            (),
            tuple(self.issues),
            tuple(self.sections),
        )


def own_id(measure: MeasureId) -> MeasureId:
    """The id that a measure of several documents has in its own."""
    return measure[:10]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved_measure(measure: Measure, by: int, mark: str) -> Measure:
    return replace(
        measure,
        id=f"{measure.id}{mark}",
        span=_moved(measure.span, by),
        sentence=_moved(measure.sentence, by),
        fields=tuple(replace(one, span=_moved(one.span, by)) for one in measure.fields),
    )


def _moved_reason(reason: Reason, by: int, first: int) -> Reason:
    mention = _moved(reason.mention, by) if reason.mention else None
    return replace(reason, measure=reason.measure + first, mention=mention)


def _moved_sections(sections: Iterable[Section], by: int, title: str) -> list[Section]:
    """Sections of a document, the first of which has its title before its own."""
    return [
        Section(
            " · ".join(filter(None, (title, one.title))) if not i else one.title, one.start + by
        )
        for i, one in enumerate(sections)
    ]


def record_of_several(
    document_id: str, records: Sequence[DocumentRow], title: str = ""
) -> DocumentRow:
    """The row of a document that several are answered as."""

    def titles(lang: Lang) -> str:
        named = [record.title(lang) for record in records]
        if len(named) <= MOST_NAMED:
            return listing(named, lang)
        return say("read.several", lang, first=named[0], n=len(named) - (lang == "en"))

    def publishers(lang: Lang) -> str:
        said = {"zh": "publisher_zh", "en": "publisher_en"}[lang]
        return listing(
            list(dict.fromkeys(getattr(one, said) for one in records))[:MOST_NAMED], lang
        )

    def origin(lang: Lang) -> str:
        return say("read.origin_several", lang, n=len(records), titles=titles(lang))

    both: Mapping[Lang, str] = {lang: title or titles(lang) for lang in ("zh", "en")}
    return DocumentRow(
        document_id,
        both["zh"],
        both["en"],
        publishers("zh"),
        publishers("en"),
        "",
        "",
        origin("zh"),
        origin("en"),
    )
