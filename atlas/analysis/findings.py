"""Findings in words: the sentences that head pages, from counts of the moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from atlas.analysis.joint import none_serves_all, strategies_named
from atlas.analysis.one_measure import measure_finding
from atlas.analysis.pairs import pair_at
from atlas.analysis.precision import (
    by_way,
    measures_beside,
    nearest,
    strongest,
    units_beside,
    with_beside,
)
from atlas.analysis.reach import (
    Selection,
    count_meant,
    drawn_units,
    measures_meaning,
)
from atlas.documents import ReadDocument
from atlas.holding import kept_on_it
from atlas.language import listing, say
from atlas.model import Lang

MOST_NAMED: Final = 3
"""Places that a title names; of more it says how many there are."""


# Said in the heading and again under a saved picture, in every run of the script.
@kept_on_it()
def map_finding(selection: Selection) -> str:
    """What the map shows, as the page's heading."""
    if one := measure_finding(selection):
        return one
    query, lang = selection.query, selection.query.lang
    level, catalogue = query.level, selection.document.catalogue
    units = drawn_units(catalogue, level)
    meant = count_meant(selection.map_links, units, count="measures", level=level)
    local = selection.map_links.where(~selection.map_links.hold("county", ("",)))
    direct = measures_meaning(local, level)
    measures = len(direct)
    reached = len(meant.reached)
    subject = strategies_named(selection)
    beside = units_beside(meant, level, lang)
    if beside and not reached:
        key = "finding_beside_strategy" if subject else "finding_beside"
        n = len(local.numbers("m"))
        if local.held("relation") == {"pair"}:
            return say(
                f"pages.finding_pairs{'_strategy' if subject else ''}",
                lang,
                strategy=subject,
                n=n,
                prefectures=len(local.held("prefecture")),
                units=say(f"pages.units_{level}", lang, n=len(meant.with_prefecture)),
            )
        others = say("pages.beside_join", lang).join(beside)
        return say(f"pages.{key}", lang, strategy=subject, n=n, beside=others)
    if measures == 0:
        if selection.province:
            key = "finding_province_strategy" if subject else "finding_province"
            return say(f"pages.{key}", lang, strategy=subject, n=len(selection.province))
        return none_serves_all(selection) or say("pages.finding_none", lang)
    said: dict[str, str | int] = {"n": measures}
    said["sentences"] = from_sentences(selection.document, direct, lang)
    said["units"] = say(f"pages.units_{level}", lang, n=reached)
    if subject:
        finding = say("pages.finding_strategy", lang, strategy=subject, **said)
        return with_beside(finding, beside, lang)
    if reached == len(units):
        finding = say("pages.finding_all", lang, **said)
        return finding + (say("pages.finding_uneven", lang) if meant.unit.nunique() > 1 else "")
    finding = with_beside(say("pages.finding_reached", lang, **said), beside, lang)
    left = len(units) - reached - len(meant.by_site) - len(meant.with_prefecture)
    key = "finding_left_wide" if selection.wide else "finding_left"
    return finding + (say(f"pages.{key}", lang, n=left) if left else "")


def from_sentences(document: ReadDocument, measures: Collection[int], lang: Lang) -> str:
    """How many sentences measures come from, where these are fewer: many clauses weigh as many."""
    sentences = {document.sentences[m] for m in measures}
    if len(sentences) == len(measures):
        return ""
    return say("pages.from_sentences", lang, n=len(sentences))


def selection_title(selection: Selection) -> str:
    """Heading of the list beside the map; how many the map's own heading counts, where fewer."""
    query, lang = selection.query, selection.query.lang
    n = len(selection.measures)
    direct = len(measures_meaning(selection.own_links, query.level))
    sentences = from_sentences(selection.document, selection.measures, lang)
    if 0 < direct < n:
        sentences += say("pages.list_direct", lang, n=direct)
    if not n and selection.province:
        listed = say("pages.list_wide", lang, n=len(selection.province))
    else:
        listed = say("pages.list_all", lang, n=n, sentences=sentences)
    if not query.places:
        return listed
    places, count = selection.document.catalogue.places, len(query.places)
    names = [places[p].name(lang) for p in query.places[:MOST_NAMED]]
    if count <= MOST_NAMED:
        return say("pages.list_of", lang, places=listing(names, lang), listed=listed)
    first = say("place.between", lang).join(names)
    return say("pages.list_of_more", lang, places=first, count=count, listed=listed)


def document_scope(selection: Selection) -> str:
    """What was read, who says it, and when."""
    record, lang = selection.document.record, selection.query.lang
    return say(
        "pages.scope" if record.date else "pages.scope_undated",
        lang,
        title=record.title(lang),
        publisher=record.publisher_zh if lang == "zh" else record.publisher_en,
        date=record.date,
    )


def reading_finding(selection: Selection) -> str:
    """What was read out of a document: how many measures, and what they mean."""
    lang, document = selection.query.lang, selection.document
    province = document.reading.document.province
    if not document.measures:
        return say("read.finding_none", lang)
    if selection.query.places:
        return place_finding(selection)
    every = len(document.measures)
    filtered = selection.query.without("measure").filtered
    if not filtered and not selection.measures and province != document.catalogue.province.adcode:
        return say("read.finding_elsewhere", lang, n=every)
    finding = measures_finding(selection)
    listed = len(selection.measures) + len(selection.province)
    if not listed:
        return finding
    key = "finding_filtered" if filtered and listed < every else "finding"
    return say(f"read.{key}", lang, all=every, finding=finding)


def measures_finding(selection: Selection) -> str:
    """How many measures the selection holds: what means counties, in which way, or all alike."""
    local, wide, lang = len(selection.measures), len(selection.province), selection.query.lang
    if local + wide == 0:
        return none_serves_all(selection) or say("pages.finding_none", lang)
    listed = (*selection.measures, *selection.province)
    sentences = from_sentences(selection.document, listed, lang)
    own = selection.own_links
    direct = len(measures_meaning(own.where(~own.hold("county", ("",))), "county"))
    counts = {"direct": direct, "wider": local - direct, "wide": wide}
    held = {key: n for key, n in counts.items() if n}
    if len(held) == 1:
        key = f"pages.finding_measures_{next(iter(held))}"
        return say(key, lang, n=local + wide, sentences=sentences)
    said = [say(f"pages.of_measures_{key}", lang, n=n) for key, n in held.items()]
    parts = say("pages.of_measures_join", lang).join(said)
    return say("pages.finding_measures", lang, n=local + wide, sentences=sentences, parts=parts)


def overview_subtitle(selection: Selection) -> str:
    """Where most strategies meet, and how to read the small maps."""
    lang = selection.query.lang
    units = drawn_units(selection.document.catalogue, "county")
    chosen = selection.query.strategies
    meant = count_meant(
        selection.own_links, units, count="strategies", level="county", chosen=chosen
    )
    counts = meant.unit
    most = int(counts.max())
    # Where one strategy is all that is shown, strategies meet nowhere.
    if most < 2:
        return document_scope(selection)
    top = [c for c in counts.index if counts[c] == most]
    places = selection.document.catalogue.places
    more = say("pages.and_more", lang, n=len(top)) if len(top) > 3 else ""
    names = listing([places[c].name(lang) for c in top[:3]], lang)
    return say("pages.overview_subtitle", lang, most=most, top=names, more=more)


def place_finding(selection: Selection) -> str:
    """What reaches the place that a page is about, or the places."""
    lang, query = selection.query.lang, selection.query
    if not query.places:
        return say("pages.place_choose", lang)
    names = selection.document.catalogue.places
    place = listing([names[code].name(lang) for code in query.places], lang)
    about = "finding_place" if len(query.places) == 1 else "finding_places"
    if not selection.measures:
        filtered = "_filtered" if query.without("place", "measure").filtered else ""
        key = f"{about}_none{filtered}" if selection.province else "finding_place_filtered"
        return say(f"pages.{key}", lang, place=place)
    ways = by_way(selection)
    key = about if ways["unit"] else f"{about}_beside"
    how = how_named(selection, ways["unit"])
    finding = say(f"pages.{key}", lang, place=place, n=len(ways["unit"]), how=how)
    return with_beside(finding, measures_beside(ways, lang), lang)


def how_named(selection: Selection, measures: Mapping[int, Sequence[int]]) -> str:
    """How many of the measures that mean a place name it, and how many by an abbreviation alone."""
    reasons, named, short = selection.document.reasons, 0, 0
    for held in strongest(selection, measures)["explicit"].values():
        words = [reasons[r] for r in nearest(selection, held) if reasons[r].relation == "explicit"]
        if all(reason.abbreviated for reason in words):
            short += 1
        else:
            named += 1
    ways = {
        (True, True): "both",
        (True, False): "named",
        (False, True): "abbreviated",
        (False, False): "neither",
    }
    key = ways[named > 0, short > 0]
    return say(f"pages.how_{key}", selection.query.lang, named=named, short=short)


def place_subtitle(selection: Selection) -> str:
    """Kind and parent of the place, and how the measures divide by relation."""
    lang, query = selection.query.lang, selection.query
    if not query.places:
        undrawn = any(not county.polygon for county in selection.document.catalogue.counties)
        return say("pages.place_choose_subtitle" + ("" if undrawn else "_drawn"), lang)
    catalogue = selection.document.catalogue
    place = catalogue.places[query.places[0]]
    parent = catalogue.places.get(place.parent or "")
    groups = strongest(selection, by_way(selection)["unit"])
    paired = sum(pair_at(selection.document, m, place) is not None for m in selection.province)
    return say(
        "pages.place_subtitle",
        lang,
        kind=say(f"kinds.{place.kind}", lang),
        parent=parent.name(lang) if parent else say("kinds.country", lang),
        zone=len(groups["zone"]),
        cls=len(groups["class"]),
        wide=len(selection.province),
        paired=say("pages.place_paired", lang, n=paired) if paired else "",
        code=place.adcode,
    )
