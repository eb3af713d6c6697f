"""The cooperation page: what never changes about the ties, and what a query leaves of them."""

from __future__ import annotations

from atlas.analysis.tie_findings import tie_finding
from atlas.analysis.tie_selection import TieSelection
from atlas.analysis.ties import ties_of
from atlas.catalogue import Catalogue, load_catalogue
from atlas.contract.common import EmptyState, Point, Source
from atlas.contract.cooperation import CooperationAsset, CooperationMessage, TieRow
from atlas.figures.map_payload import RESET
from atlas.figures.measures_payload import place_and_measure_addresses
from atlas.figures.tie_style import STYLES
from atlas.language import say


def cooperation_asset() -> CooperationAsset:
    """Ties with both ends in units of `china.topo.json`, their sources and looks.

    Fetched once; a payload names a tie by its place in `ties`.
    """
    # Imported here: pyproj costs every start 0.2 s and 20 MB, and only this page draws the country.
    from geo.projection import to_china_screen  # noqa: PLC0415

    catalogue = load_catalogue()
    ties = ties_of(catalogue)

    def point(lon: float, lat: float) -> Point:
        x, y = to_china_screen(lon, lat)
        return round(x, 1), round(y, 1)

    # Without a tie there may be no drawing of the country to place anything in.
    homes = {tie.home for tie in ties} | {p.adcode for p in catalogue.prefectures if ties}
    places = [catalogue.places[adcode] for adcode in sorted(homes)]
    return {
        "ties": [
            {
                "home": tie.home,
                "zh": tie.name_zh,
                "en": tie.name_en,
                "region": {"zh": tie.region_zh, "en": tie.region_en},
                "kind": tie.kind,
                "zone": tie.zone,
                "basis": tie.basis,
                "source": tie.source,
                "note": {"zh": tie.note_zh, "en": tie.note_en},
                "at": point(tie.lon, tie.lat),
            }
            for tie in ties
        ],
        "homes": {place.adcode: point(place.lon, place.lat) for place in places},
        "kinds": {kind: style.payload() for kind, style in STYLES.items()},
        "sources": _sources(catalogue, {tie.source for tie in ties}),
    }


def _sources(catalogue: Catalogue, wanted: set[str]) -> dict[str, Source]:
    return {
        s.id: {"title": s.title, "publisher": s.publisher, "year": s.year, "url": s.url}
        for s in catalogue.sources.values()
        if s.id in wanted
    }


def cooperation_payload(selection: TieSelection) -> CooperationMessage:
    """What changes with the query, for `frontend/views/cooperation.js`.

    `own` and `common` are [tie, [[measure, how, words, inherited], …], measures left out].
    """
    query, lang = selection.query, selection.query.lang
    plain = query.without("place", "measure")
    return {
        "lang": lang,
        "doc": selection.document.asset,
        "own": [_row(selection, i) for i in selection.own],
        "common": [_row(selection, i) for i in selection.common],
        "counts": selection.counts,
        "kinds": list(query.kinds),
        "places": list(query.places),
        "hrefs": {
            **place_and_measure_addresses(selection),
            "partners": plain.address("cooperation", place="CODE").replace("CODE", "{code}"),
        },
        "image": {
            "title": tie_finding(selection),
            "subtitle": query.describe(selection.document.catalogue)
            if query.without("reading").filtered
            else say("cooperation.everything", lang),
        },
        "footer": say("cooperation.footer", lang),
        "empty": _empty(selection),
    }


def _row(selection: TieSelection, i: int) -> TieRow:
    spoken = [(one.measure, one.how, one.surface, one.inherited) for one in selection.speaking[i]]
    return i, spoken, selection.outside[i]


def _empty(selection: TieSelection) -> EmptyState | None:
    if selection.own or selection.common:
        return None
    query, lang = selection.query, selection.query.lang
    filter_words = query.describe(selection.document.catalogue)
    return {
        "title": say("cooperation.empty_title", lang),
        "text": say("cooperation.empty_text", lang, filter=filter_words),
        "action_label": say("pages.empty_action", lang),
        "patch": {**RESET, "kind": []},
    }
