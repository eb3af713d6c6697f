"""What the ties come to in words: the heading of the cooperation page and its scope."""

from __future__ import annotations

from atlas.analysis.tie_selection import TieSelection
from atlas.analysis.ties import Tie
from atlas.language import listing, say
from atlas.model import Lang

MOST_NAMED = 4
"""Partners written out in a heading; the rest are counted."""


def tie_finding(selection: TieSelection) -> str:
    """What the ties come to, as the page's heading."""
    query, lang, catalogue = selection.query, selection.query.lang, selection.document.catalogue
    shown = [selection.ties[i] for i in selection.own]
    # Every tie is the province's: choosing it is choosing all.
    if query.places and catalogue.province.adcode not in query.places:
        return _finding_of_places(selection, shown)
    if not shown:
        return say("cooperation.finding_none", lang)
    regions = _directions(shown, lang)
    if query.kinds:
        kinds = listing([say(f"cooperation.kind_{kind}", lang) for kind in query.kinds], lang)
        return say("cooperation.finding_kinds", lang, kinds=kinds, n=len(shown), regions=regions)
    paired = {tie.home for tie in shown if tie.kind == "paired_city"}
    every = all(prefecture.adcode in paired for prefecture in catalogue.prefectures)
    return say(
        "cooperation.finding_all_paired" if every else "cooperation.finding",
        lang,
        n=len(shown),
        regions=regions,
        prefectures=len(catalogue.prefectures),
    )


def _directions(ties: list[Tie], lang: Lang) -> str:
    """Where the ties lead: the region where it is one, else how many there are."""
    regions = dict.fromkeys(tie.region_zh if lang == "zh" else tie.region_en for tie in ties)
    if len(regions) == 1:
        return next(iter(regions))
    return say("cooperation.directions", lang, n=len(regions))


def _finding_of_places(selection: TieSelection, shown: list[Tie]) -> str:
    """Partners of the chosen places: their own first, then what they have with others."""
    query, lang, catalogue = selection.query, selection.query.lang, selection.document.catalogue
    places = listing([catalogue.places[p].name(lang) for p in query.places[:3]], lang)
    inside = {c.adcode for p in query.places for c in catalogue.children(p)} | set(query.places)
    parents = {catalogue.places[p].parent for p in query.places}
    own = [tie for tie in shown if tie.home in inside]
    above = [tie for tie in shown if tie.home in parents and tie not in own]
    zones = [tie for tie in shown if tie not in own and tie not in above]
    clauses = []
    if own:
        clauses.append(_partners("finding_place", own, lang, place=places))
    if above:
        homes = list(dict.fromkeys(catalogue.places[tie.home].name(lang) for tie in above))
        key = "finding_above_more" if own else "finding_above"
        clauses.append(_partners(key, above, lang, place=places, parent=listing(homes, lang)))
    if zones:
        named = dict.fromkeys(catalogue.zones[tie.zone].name(lang) for tie in zones)
        key = "finding_zone_more" if clauses else "finding_zone"
        # Two zones may tie a place to one city.
        partners = len({tie.name(lang) for tie in zones})
        text = {"place": places, "zone": listing(list(named), lang), "n": partners}
        clauses.append(say(f"cooperation.{key}", lang, **text))
    if clauses:
        return say("cooperation.separator", lang).join(clauses)
    key = "finding_place_common" if selection.common else "finding_place_none"
    return say(f"cooperation.{key}", lang, place=places, n=len(selection.common))


def _partners(key: str, ties: list[Tie], lang: Lang, **words: str) -> str:
    names = list(dict.fromkeys(tie.name(lang) for tie in ties))
    partners = listing(names, lang)
    if len(names) > MOST_NAMED:
        first = say("cooperation.comma_list", lang).join(names[:MOST_NAMED])
        partners = say("cooperation.and_more", lang, partners=first, n=len(names))
    return say(f"cooperation.{key}", lang, partners=partners, **words)


def tie_subtitle(selection: TieSelection) -> str:
    """The document, and how many of the ties its measures speak of."""
    lang, record = selection.query.lang, selection.document.record
    listed = [*selection.own, *selection.common]
    spoken = sum(bool(selection.speaking[i]) for i in listed)
    measures = {one.measure for i in listed for one in selection.speaking[i]}
    scope = say(
        "pages.scope",
        lang,
        title=record.title(lang),
        publisher=record.publisher_zh if lang == "zh" else record.publisher_en,
        date=record.date,
    )
    if not listed:
        return scope
    key = "spoken_all" if spoken == len(listed) else "spoken_some" if spoken else "spoken_none"
    n, silent = len(measures), len(listed) - spoken
    said = say(f"cooperation.{key}", lang, n=n, ties=len(listed), spoken=spoken, silent=silent)
    return f"{scope} · {said}"
