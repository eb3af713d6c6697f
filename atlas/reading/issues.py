"""What a reader is told of a document as a whole: why measures without a place have no link."""

from __future__ import annotations

from collections import Counter

from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.linking import MOST_LINKS
from atlas.model import LANGS, Adcode, Issue


def too_dense_issues(left: int) -> list[Issue]:
    """One row where the last `left` measures are not linked, since the others fill the bound."""
    if not left:
        return []
    said = {lang: say("reading.issue_too_dense", lang, n=left, limit=MOST_LINKS) for lang in LANGS}
    return [Issue("too_dense", str(left), said["zh"], message_en=said["en"])]


def empty_issues(asking: int, sentences: int) -> list[Issue]:
    """One row that says why a text holds no measure, where it holds none.

    `sentences` are those outside headings, reviews of the past and the edges of a web page.
    """
    if asking:
        return []
    key = "reading.issue_no_measures" if sentences else "reading.issue_nothing_to_read"
    said = {lang: say(key, lang, n=sentences) for lang in LANGS}
    return [Issue("no_measures", str(sentences), said["zh"], message_en=said["en"])]


_SAID = 8
"""Verbs that a row names; it counts all of them."""


def unread_verb_issues(verbs: Counter[str]) -> list[Issue]:
    """One row for sentences that open with verbs of no table, the most frequent named."""
    if not verbs:
        return []
    named = "、".join(verb for verb, _ in verbs.most_common(_SAID))
    said = {
        lang: say("reading.issue_unread_verbs", lang, n=verbs.total(), value=named)
        for lang in LANGS
    }
    return [Issue("unread_verbs", named, said["zh"], message_en=said["en"])]


def unlinked_issues(
    unlinked: int, province: Adcode | None, catalogue: Catalogue, *, speaks: bool
) -> list[Issue]:
    """One row where `unlinked` measures have no place and are not taken as province-wide.

    `speaks` is false where the text only names places in the province.
    """
    if not unlinked:
        return []
    if province == catalogue.province.adcode:
        kind, zh, en = "lines_unended" if speaks else "province_unsaid", "", ""
    elif province is None:
        kind, zh, en = "province_unknown", "", ""
    else:
        outside = catalogue.externals[province]
        kind, zh, en = "outside_province", outside.name_zh, outside.name_en
    key = f"reading.issue_{kind}"
    return [
        Issue(
            kind,
            zh,
            say(key, "zh", value=zh, n=unlinked),
            message_en=say(key, "en", value=en, n=unlinked),
        )
    ]
