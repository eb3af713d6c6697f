"""HTML: one file that works offline with no request, the map, filters, list and evidence inside.

It holds the site's own modules, packed, and beside them the data they would fetch.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path
from string import Template
from typing import Final, cast

from typing_extensions import TypedDict

from atlas.analysis.headline import headline
from atlas.analysis.pairs import pairings
from atlas.analysis.reach import Selection, select
from atlas.answering import narrowed
from atlas.browser_code import modules_from, packed, source
from atlas.contract.catalogue import Wording, Zone
from atlas.contract.common import Source
from atlas.contract.document import DocumentAsset
from atlas.contract.document import Measure as MeasureTold
from atlas.contract.offline import Held, OfflineData, Unfiltered
from atlas.export.format import Format
from atlas.export.reasons import relation_in_words
from atlas.export.statement import Statement
from atlas.export.tables import held_reasons
from atlas.figures.map_payload import counted_alone, unfiltered_counts
from atlas.figures.payloads import catalogue_payload, document_payload
from atlas.figures.svg import LANG_TAGS
from atlas.folders import GEO
from atlas.language import say, words
from atlas.query import COUNTS, LOCAL, REACHING, SHOWN_HOW, Count, MapLevel, Query

PAGE: Final = Template(Path(__file__).with_name("single_page.html").read_text(encoding="utf-8"))
ENTRY: Final = "offline/page.js"
STYLES: Final = (
    "core/tokens.css",
    "core/controls.css",
    "filters/summary.css",
    "evidence/reasons.css",
    "views/filters.css",
    "views/filter_bar.css",
    "views/map.css",
    "evidence/aside.css",
)
"""Styles that views wear; the page's own stands in its head."""
_ROOMS: Final = re.compile(r"""\bt\(\s*[`"'](\w+)\.""")


class HeldNames(TypedDict):
    """The parts of the catalogue that are not whole: what the reasons in the file speak of."""

    zones: list[Zone]
    sources: dict[str, Source]


class HeldData(Held):
    """What of the document a file holds, with the names that it needs."""

    names: HeldNames


def _make(selection: Selection, statement: Statement) -> bytes:
    lang = statement.lang
    script = packed("single_page.js")
    labels = {
        name: html.escape(say(f"offline.{name}", lang))
        for name in ("filters", "skip", "live", "plain")
    }
    about = [say("offline.about", lang, date=statement.day)]
    # Places are marked on a map, not cut out of it: a reader may choose others.
    baked = selection.query.without("place")
    if baked.filtered:
        kept = baked.describe(selection.document.catalogue)
        about.append(say("offline.holds", lang, query=kept))
    finding = headline(selection)
    brand = say("pages.brand", lang)
    page = PAGE.substitute(
        labels,
        lang=LANG_TAGS[lang],
        policy=_policy(script),
        title=html.escape(f"{finding} · {brand}"),
        style=source("core/tokens.css") + source("offline/page.css"),
        brand=html.escape(brand),
        finding=html.escape(finding),
        scope=html.escape(statement.scope),
        about=html.escape(("" if lang == "zh" else " ").join(about)),
        permalink=html.escape(statement.permalink),
        measures=_plain_list(selection),
        stated=html.escape(say("offline.statement", lang)),
        statement=_stated(statement),
        data=_in_script(offline_data(selection, statement)),
        script=script,
    )
    return page.encode()


def _policy(script: str) -> str:
    """Nothing may be fetched, and no script runs but this file's own."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline';"
        " img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


@cache
def _rooms() -> frozenset[str]:
    """Files of words that the modules in the file say something from."""
    return frozenset(room for path in modules_from(ENTRY) for room in _ROOMS.findall(source(path)))


def offline_data(selection: Selection, statement: Statement) -> OfflineData:
    """What `frontend/offline/page.js` starts from."""
    held = held_data(selection)
    query = selection.query
    said = {
        key: text for key, text in words(query.lang).items() if key.partition(".")[0] in _rooms()
    }
    return {
        "lang": query.lang,
        "base": statement.base_url,
        "query": held["query"],
        "terms": held["terms"],
        "catalogue": {
            **catalogue_payload(),
            "words": {query.lang: cast("dict[str, Wording]", said)},
            **held["names"],
        },
        "document": held["document"],
        "unfiltered": held["unfiltered"],
        "topology": json.loads((GEO / "map.topo.json").read_text(encoding="utf-8")),
        "styles": {name: source(name) for name in STYLES},
    }


def held_data(selection: Selection) -> HeldData:
    """What of the document a file holds, and the query it begins with: what its answers come from.

    `names` are the parts of the catalogue that are not whole.
    """
    query, document = selection.query, selection.document
    everywhere = narrowed(select(document, _with_pairs(query.without("place", "combine"))))
    held = sorted(
        {
            r
            for reasons in (everywhere.measures, everywhere.province)
            for rs in reasons.values()
            for r in rs
        }
    )
    asked = {k: v for k, v in query.to_params().items() if k not in ("lang", "doc")}
    return {
        "query": {k: v for k, v in asked.items() if k not in SHOWN_HOW or k in ("level", "count")},
        "terms": list(query.terms),
        "document": _document(document.asset, held),
        "names": _names(selection, held),
        "unfiltered": _unfiltered(selection),
    }


def _with_pairs(query: Query) -> Query:
    """The query with what a reader of the file may add to the relations by default."""
    usual = {*LOCAL} <= {*query.relations}
    return query.but(relations=REACHING) if usual and "province" not in query.relations else query


def _document(name: str, held: list[int]) -> DocumentAsset:
    """The document with the reasons the file holds alone, numbered anew."""
    whole = document_payload(name)
    number = {old: new for new, old in enumerate(held)}
    measures: list[MeasureTold] = [
        {**measure, "reasons": [number[r] for r in measure["reasons"] if r in number]}
        for measure in whole["measures"]
    ]
    return {**whole, "measures": measures, "reasons": [whole["reasons"][r] for r in held]}


def _names(selection: Selection, held: list[int]) -> HeldNames:
    """Zones that the file needs, and their sources."""
    whole = catalogue_payload()
    # A reading that is chosen is named, whether or not a measure comes through its zone.
    chosen = {reading.partition(":")[0] for reading in selection.query.readings}
    used = {selection.document.reasons[r].zone for r in held} | chosen
    zones = [zone for zone in whole["zones"] if zone["id"] in used]
    cited = {source_id for zone in zones for *_, source_id in zone["members"]}
    cited |= {one["source"] for zone in zones for one in zone["readings"]}
    cited |= {pair.source for one in pairings(selection.document) for pair in one.pairs}
    return {
        "zones": zones,
        "sources": {key: value for key, value in whole["sources"].items() if key in cited},
    }


def _unfiltered(selection: Selection) -> Unfiltered:
    """Counts that hold the classes still while a reader filters, as `map_payload` has them."""
    document, query = selection.document, selection.query

    def counted(level: MapLevel) -> dict[Count, tuple[int, ...]]:
        return {
            count: unfiltered_counts(
                document, query.relations, level, count, counted_alone(query.but(count=count))
            )
            for count in COUNTS
        }

    return {
        "relation": query.relations,
        "chosen": query.strategies,
        "county": counted("county"),
        "prefecture": counted("prefecture"),
    }


def _plain_list(selection: Selection) -> str:
    """Measures with their reasons in words, for a browser in which the page does not start."""
    document, lang = selection.document, selection.query.lang
    items = []
    for m, held in held_reasons(selection).items():
        reasons = (relation_in_words(document, document.reasons[r], lang) for r in held)
        why = say("query.join", lang).join(dict.fromkeys(reasons))
        statement = html.escape(document.statement(m, lang))
        items.append(f'<li value="{m + 1}">{statement} <small>{html.escape(why)}</small></li>')
    return "".join(items)


def _stated(statement: Statement) -> str:
    return "".join(
        f"<dt>{html.escape(label)}</dt><dd>{_linked(text)}</dd>"
        for label, text in statement.lines()
    )


def _linked(text: str) -> str:
    """Text with its addresses as links, which only the reader follows."""
    parts = re.split(r"(https?://\S+)", text)
    return "".join(
        f'<a href="{html.escape(part)}" rel="noopener noreferrer" target="_blank">'
        f"{html.escape(part)}</a>"
        if i % 2
        else html.escape(part)
        for i, part in enumerate(parts)
    )


def _in_script(value: OfflineData) -> str:
    """JSON that no text in it can break out of a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


FORMAT: Final = Format("html", ".html", "text/html; charset=utf-8", _make)
