"""A reader's document as a row of the table of documents: its title, and whose it is, in words."""

from __future__ import annotations

from datetime import UTC

from atlas.catalogue import Catalogue
from atlas.language import CHINA, day_in_words, say
from atlas.model import Lang
from atlas.safe_text import name_shown
from atlas.store import KeptDocument
from atlas.tables.records import DocumentRow


def kept_record(kept: KeptDocument, catalogue: Catalogue) -> DocumentRow:
    """The row of a document that a reader keeps."""
    # Again here: documents of long ago were kept under whatever title their file gave.
    title = name_shown(kept.title) or kept.id
    publisher = (say("read.publisher", "zh"), say("read.publisher", "en"))
    place = catalogue.places.get(kept.place)

    def origin(lang: Lang) -> str:
        return origin_in_words(kept, title, place.name(lang) if place else "", lang)

    return DocumentRow(kept.id, title, title, *publisher, "", "", origin("zh"), origin("en"))


def origin_in_words(kept: KeptDocument, title: str, place: str, lang: Lang) -> str:
    """One line in the reader's language, with the document's title as it is shown.

    `place` is the name of where it is in force, empty where its keeper says none.
    """
    if kept.kept is None or kept.draft:
        line = say("read.origin_undated", lang, title=title)
    else:
        day = day_in_words(kept.kept.replace(tzinfo=UTC).astimezone(CHINA).date(), lang)
        line = say("read.origin", lang, title=title, date=day)
    said = {
        "source": name_shown(kept.source),
        "dated": kept.dated,
        "place": place,
        "licence": name_shown(kept.licence),
    }
    words = [say(f"read.origin_{name}", lang, said=what) for name, what in said.items() if what]
    return say("read.origin_join", lang).join([line, *words])
