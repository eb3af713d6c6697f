"""Whose a kept document is, in words: its title, and the day since when it is kept."""

from __future__ import annotations

from datetime import UTC

from atlas.language import CHINA, day_in_words, say
from atlas.model import Lang
from atlas.store.record import KeptDocument


def origin_in_words(kept: KeptDocument, title: str, lang: Lang) -> str:
    """One line in the reader's language, with the document's title as it is shown."""
    if kept.kept is None or kept.draft:
        return say("read.origin_undated", lang, title=title)
    day = day_in_words(kept.kept.replace(tzinfo=UTC).astimezone(CHINA).date(), lang)
    return say("read.origin", lang, title=title, date=day)
