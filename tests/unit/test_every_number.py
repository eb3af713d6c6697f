"""Every number of headings, cards, legends and charts, counted a second time from the tables.

Random queries; what is said is compared with what `counted_apart` counts by pandas. A heading is
read back into the sentence it is, and each sentence has a condition that must hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings

from atlas.analysis.comparison.comparing import compare_places, compare_strategies
from atlas.analysis.comparison.findings import places_finding
from atlas.analysis.comparison.findings import strategies_finding as strategies_compared
from atlas.analysis.coverage import cover, left_out
from atlas.analysis.coverage_findings import coverage_finding
from atlas.analysis.findings import (
    map_finding,
    measures_finding,
    overview_subtitle,
    place_finding,
    reading_finding,
    selection_title,
)
from atlas.analysis.indicator_findings import indicator_finding
from atlas.analysis.indicators import answer
from atlas.analysis.reach import Selection, facet_counts, select
from atlas.analysis.strategies import StrategyReach, strategy_reach
from atlas.analysis.strategy_findings import strategies_finding, strategies_subtitle
from atlas.analysis.tie_findings import tie_finding, tie_subtitle
from atlas.analysis.tie_selection import select_ties
from atlas.analysis.weight import weigh
from atlas.documents import open_document
from atlas.figures.coverage_payload import coverage_payload
from atlas.figures.map_payload import map_payload
from atlas.figures.overview_payload import overview_payload
from atlas.figures.place_payload import place_payload
from atlas.figures.strategies_payload import strategies_payload
from atlas.figures.weight_payload import figure_of, weight_table_payload
from atlas.query import Query
from tests.queries import Params, queries
from tests.unit.counted_apart import CLOSEST, COLUMN, Counted, numbers, read_back

PLAN = open_document("plan-2026")
NARROWING = {"theme", "strategy", "relation", "precision", "basis", "reading", "place", "inherited"}


def every(*more: str, examples: int = 40, of: set[str] = NARROWING) -> Callable[[Any], Any]:
    """The same random queries of the plan each time."""
    asked = queries("plan-2026", of={*of, *more})

    def wear(test: Callable[[Params], None]) -> Callable[[], None]:
        bounded = settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        return bounded(given(params=asked)(test))

    return wear


def asked(params: Params, **more: Any) -> tuple[Selection, Counted]:
    query, _ = Query.from_params(params, PLAN.catalogue)
    query = query.but(lang="zh", **more)
    return select(PLAN, query), Counted(PLAN, query)


def alike_in_english(chinese: str, say: Callable[[Selection], str], selection: Selection) -> None:
    english = Selection(
        selection.query.but(lang="en"),
        selection.document,
        selection.map_links,
        selection.own_links,
        selection.measures,
        selection.province,
    )
    assert numbers(say(english)) == numbers(chinese)


def sentences(measures: set[int]) -> int:
    return len({PLAN.sentences[m] for m in measures})


def from_so_many(said: str, measures: set[int]) -> None:
    """“From n sentences” is said where they are fewer than the measures."""
    n = sentences(measures)
    assert numbers(said) == ([] if n == len(measures) else [n])


def among(counted: Counted, rows: pd.DataFrame) -> dict[str, list[str]]:
    """Drawn units by the closest way in which any measure comes to them."""
    ways = counted.ways(rows)
    found: dict[str, list[str]] = {way: [] for way in (*CLOSEST, "nothing")}
    for unit in counted.drawn:
        here = [way for way in CLOSEST if ways[way].get(unit)]
        found[here[0] if here else "nothing"].append(unit)
    return found


def check_beside(clauses: list[str], units: dict[str, list[str]]) -> None:
    known = {"pages.beside_site": "site", "pages.beside_prefecture": "prefecture"}
    said = {}
    for clause in clauses:
        key, values = read_back(clause, known)
        said[known[key]] = numbers(values["units"])[0]
    assert said == {way: len(units[way]) for way in ("site", "prefecture") if units[way]}


@every("level", examples=40)
def test_the_maps_heading_and_title(params: Params) -> None:
    selection, counted = asked(params)
    text = map_finding(selection)
    alike_in_english(text, map_finding, selection)
    units, direct = among(counted, counted.on_map), counted.direct(counted.on_map)
    names = PLAN.catalogue.strategies
    subject = "、".join(names[s].name_zh for s in counted.query.strategies)
    clauses = text.split("；")
    left = clauses.pop() if clauses[-1].startswith("其余") else None
    wide = counted.province | (counted.with_province & set(counted.rows["m"]))
    if left:
        key, values = read_back(f"；{left}", ["pages.finding_left", "pages.finding_left_wide"])
        assert int(values["n"]) == len(units["nothing"])
        assert (key == "pages.finding_left_wide") == bool(wide)
    key, values = read_back(
        clauses[0].removesuffix("，有多有少"),
        [
            f"pages.finding_{name}"
            for name in (
                *("all", "reached", "strategy", "none", "province", "province_strategy"),
                *("beside", "beside_strategy", "pairs", "pairs_strategy"),
            )
        ],
    )
    said = key.removeprefix("pages.finding_")
    assert values.get("strategy", subject) == subject
    if said == "none":
        assert counted.on_map.empty
        assert not counted.province
    elif said.startswith("province"):
        assert counted.on_map.empty
        assert int(values["n"]) == len(counted.province)
    elif said.startswith("pairs"):
        assert not units["unit"]
        assert set(counted.on_map["relation"]) == {"pair"}
        assert int(values["n"]) == counted.on_map["m"].nunique()
        assert int(values["prefectures"]) == counted.on_map["prefecture"].nunique()
        assert numbers(values["units"]) == [len(units["prefecture"])]
    elif said.startswith("beside"):
        assert not units["unit"]
        assert set(counted.on_map["relation"]) != {"pair"}
        assert int(values["n"]) == counted.on_map["m"].nunique()
        check_beside(clauses[1:], units)
    else:
        assert int(values["n"]) == direct["m"].nunique()
        from_so_many(values["sentences"], set(direct["m"]))
        assert numbers(values["units"]) == [len(units["unit"])]
        check_beside(clauses[1:], units)
        counts = {len(counted.ways(direct)["unit"][unit]) for unit in units["unit"]}
        assert ("有多有少" in text) == (said == "all" and len(counts) > 1)
        assert (said == "all") == (not subject and len(units["unit"]) == len(counted.drawn))
    check_title(selection_title(selection), counted)


def check_title(title: str, counted: Counted) -> None:
    listed = title
    if counted.query.places:
        _, chosen = read_back(title, ["pages.list_of", "pages.list_of_more"])
        listed = chosen["listed"]
        if "count" in chosen:
            assert int(chosen["count"]) == len(counted.query.places)
    key, values = read_back(listed, ["pages.list_all", "pages.list_wide"])
    wide = key == "pages.list_wide"
    assert int(values["n"]) == len(counted.province if wide else counted.measures)
    if not wide:
        of, _, directly = values["sentences"].partition("，")
        from_so_many(of, counted.measures)
        direct = counted.direct(counted.rows)["m"].nunique()
        fewer = 0 < direct < len(counted.measures)
        assert numbers(directly) == ([direct] if fewer else [])


@every("level", "count", examples=60)
def test_the_map_and_its_legend(params: Params) -> None:
    selection, counted = asked(params)
    said, query = map_payload(selection), counted.query
    chosen = query.strategies if query.count == "strategies" else ()
    rows = counted.on_map
    if chosen:
        parts = [rows[rows[one]].assign(primary=one) for one in chosen]
        rows = pd.concat(parts)
    ways = counted.ways(rows, COLUMN[query.count])
    wide = len(counted.province) + len(counted.with_province & counted.measures)
    assert said["wide"] == wide
    expected = [[len(ways[way].get(unit, ())) for unit in counted.drawn] for way in CLOSEST]
    nothing = [0] * len(counted.drawn)
    assert [list(said[k]) or nothing for k in ("values", "sites", "through")] == expected
    kinds = []
    for value, site, through in zip(*expected, strict=True):
        beside = -6 if site else -5 if through else -7 if wide else -1
        kinds.append(value or beside)
    for entry in said["legend"]:
        low, _, high = entry["label"].partition("–")
        if entry["class"] < 0:
            assert entry["n"] == kinds.count(entry["class"]), entry
        else:
            assert entry["n"] == sum(int(low) <= k <= int(high or low) for k in kinds), entry
    assert sum(entry["n"] for entry in said["legend"]) == said["total"] == len(counted.drawn)
    assert {m for m, _ in said["rows"]} == counted.measures
    assert set(said["province"]) == counted.province


@every(examples=12)
def test_the_overview(params: Params) -> None:
    selection, counted = asked(params, level="county")
    shown = overview_payload(selection)
    told = {tile["strategy"]: tile for tile in (*shown["tiles"], *shown["wide"])}
    facets = facet_counts(PLAN, counted.query)["strategy"]
    for strategy in counted.query.strategies or PLAN.catalogue.strategies:
        alone = Counted(PLAN, counted.query.but(strategies=(strategy,)))
        listed = len(alone.measures) + len(alone.province)
        assert facets[strategy] == listed
        if not listed:
            assert strategy not in told
            continue
        tile, units = told[strategy], among(alone, alone.rows)
        assert tile["measures"] + tile.get("wide", 0) == listed
        if "counties" in tile:
            assert tile["measures"] == len(alone.measures)
            assert tile["counties"] == len(units["unit"])
            assert tile["with_prefecture"] == len(units["prefecture"])
            assert tile["by_site"] == len(units["site"])
            check_reached(tile["reached"], alone, alone.rows, bool(alone.with_province))
    pairs = counted.rows[counted.rows["county"] != ""]
    best = pairs.assign(rank=pairs["precision"].map(CLOSEST.index)).groupby(["m", "county"])["rank"]
    ranks = best.min().tolist()
    counts = [ranks.count(i) for i in range(3)]
    shares = [round(100 * n / len(ranks)) or 1 for n in counts if n]
    expected = [len(ranks), *(n for n in counts if n), *shares] if ranks else []
    assert numbers(shown["rests"]) == sorted(expected)
    text = measures_finding(selection)
    alike_in_english(text, measures_finding, selection)
    alike_in_english(overview_subtitle(selection), overview_subtitle, selection)
    direct = counted.direct(counted.rows)["m"].nunique()
    parts = [direct, len(counted.measures) - direct, len(counted.province)]
    every_measure = counted.measures | counted.province
    expected = [len(every_measure), *(n for n in parts if n)]
    if sentences(every_measure) < len(every_measure):
        expected.append(sentences(every_measure))
    if sum(bool(n) for n in parts) < 2:
        expected = sorted(set(expected))
        assert sorted(set(numbers(text))) == ([] if not every_measure else expected)
    else:
        assert numbers(text) == sorted(expected)


def check_reached(reached: str, counted: Counted, rows: pd.DataFrame, wide: bool) -> None:
    """A character a county says in which way it is reached."""
    units = among(counted, rows)
    for unit, sign in zip(counted.drawn, reached, strict=True):
        way = next(way for way, held in units.items() if unit in held)
        nothing = "w" if wide else "0"
        expected = {"site": "s", "prefecture": "p", "nothing": nothing}.get(way)
        assert sign == expected if expected else sign in "12345"


@every(examples=10)
def test_the_strategies(params: Params) -> None:
    selection, counted = asked(params, level="county")
    query = counted.query
    reaches = strategy_reach(PLAN, query)
    shown = strategies_payload(selection, reaches)
    text = strategies_finding(selection, reaches)
    for reach in reaches:
        alone = Counted(PLAN, query.but(strategies=(reach.strategy,)))
        direct, units = alone.direct(alone.rows), among(alone, alone.rows)
        sure = direct[direct["basis"] != "inferred"]
        surely = set(zip(sure["m"], sure["county"], strict=True))
        doubtful = {
            m for m, c in zip(direct["m"], direct["county"], strict=True) if (m, c) not in surely
        }
        drawn = direct[direct["county"].isin(alone.drawn)]
        assert (set(reach.measures), set(reach.wide)) == (alone.measures, alone.province)
        assert reach.direct == direct["m"].nunique()
        per_county = drawn.groupby("county")["m"].nunique()
        assert dict(reach.counties) == per_county.to_dict()
        assert reach.sure == len(set(sure["county"]) & set(alone.drawn))
        assert reach.unsure == len(doubtful)
        if query.strategies == (reach.strategy,):
            check_one(text, reach.strategy, alone, doubtful, reach.sure)
        elif "index" in shown and (
            row := next(
                (r for r in shown["index"]["rows"] if r["strategy"] == reach.strategy), None
            )
        ):
            assert row["measures"] == len(alone.measures) + len(alone.province)
            assert row["wide"] == len(alone.province)
            assert row["counties"] == len(units["unit"])
            assert (row["with_prefecture"], row["by_site"]) == (
                len(units["prefecture"]),
                len(units["site"]),
            )
            check_reached(row["reached"], alone, alone.rows, bool(alone.with_province))
    if "one" in shown and (page := shown["one"])["rows"]:
        total = sum(entry["n"] for entry in page["legend"])
        assert total == len(counted.drawn)
        own = Counted(PLAN, query)
        for zone in page["zones"]:
            through = own.rows[own.rows["zone"] == zone["zone"]]
            assert zone["measures"] == through["m"].nunique()
            members = PLAN.under(query.readings).catalogue.zones[zone["zone"]].members
            assert zone["members"] == len(members) == sum(n for _, n in zone["bases"])
    shown_here = [r for r in reaches if not query.strategies or r.strategy in query.strategies]
    subtitle = strategies_subtitle(selection, reaches).split(" · ")[0]
    if len(query.strategies) != 1 and subtitle.startswith(("直接", "县区")):
        check_extremes(f"{subtitle}· x", shown_here)


def check_extremes(subtitle: str, reaches: Sequence[StrategyReach]) -> None:
    """Who has most counties and most measures: all that have so many, and no one else."""
    keys = ["strategies.subtitle_index_same", "strategies.subtitle_index"]
    _, values = read_back(subtitle, keys)
    most = {"widest": int(values["counties"]), "fullest": int(values["n"])}
    has = {
        "widest": {r.strategy: len(r.counties) for r in reaches},
        "fullest": {r.strategy: r.listed for r in reaches},
    }
    for side, names in values.items():
        if side in most:
            own = [s for s, n in has[side].items() if n == most[side]]
            assert most[side] == max(has[side].values())
            named = names.split("等 ")[0].split("、")
            assert named == [PLAN.catalogue.strategies[s].name_zh for s in own][: len(named)]
            assert len(named) == len(own) or numbers(names) == [len(own)]


def check_one(text: str, strategy: str, alone: Counted, doubtful: set[int], sure: int) -> None:
    keys = [f"strategies.finding_one_{k}" for k in ("inferred", "sure", "each", "partly", "none")]
    keys += [f"pages.finding_{name}_strategy" for name in ("beside", "pairs", "province")]
    clause, *beside = text.split("；")
    key, values = read_back(clause, keys)
    direct, units = alone.direct(alone.rows), among(alone, alone.rows)
    if key.startswith("pages"):
        assert not units["unit"]
        return
    if key.endswith("none"):
        assert not alone.measures | alone.province
        return
    assert int(values["n"]) == direct["m"].nunique()
    assert int(values["counties"]) == len(units["unit"])
    check_beside(beside, units)
    every_county = sure == len(units["unit"])
    assert (key.endswith("sure")) == (not doubtful and every_county)
    assert (key.endswith("each")) == (bool(doubtful) and every_county)
    assert (key.endswith("inferred")) == (sure == 0)
    if "sure" in values:
        assert int(values["sure"]) == sure


@every(examples=40)
def test_a_places_page(params: Params) -> None:
    selection, counted = asked({"place": ["231081"], **params})
    query = counted.query.but(places=counted.query.places[:1])
    selection, counted = select(PLAN, query), Counted(PLAN, query)
    place = PLAN.catalogue.places[query.places[0]]
    level = "county" if place.level == "county" else "prefecture"
    column = "precision" if level == "county" else "precision_prefecture"
    rows, ways = counted.rows, dict[str, set[int]]()
    for way in CLOSEST:
        held = set(rows.loc[rows[column] == way, "m"])
        ways[way] = held - set().union(*ways.values())
    text = place_finding(selection)
    alike_in_english(text, place_finding, selection)
    clauses = text.split("；")
    stems = ["place", "place_beside", "place_none", "place_none_filtered", "place_filtered"]
    key, values = read_back(clauses[0], [f"pages.finding_{stem}" for stem in stems])
    if key in ("pages.finding_place_none", "pages.finding_place_none_filtered"):
        assert not counted.measures
        assert counted.province
        assert key.endswith("filtered") == query.without("place", "measure").filtered
    elif key == "pages.finding_place_filtered":
        assert not counted.measures | counted.province
    elif key == "pages.finding_place":
        assert int(values["n"]) == len(ways["unit"]) > 0
        explicit = rows[(rows["relation"] == "explicit") & (rows[column] == "unit")]
        named = set(explicit.loc[explicit["surface"].str.len() > 1, "m"])
        short = set(explicit["m"]) - named
        expected = [len(held) for held in (named, short) if held]
        assert numbers(values["how"]) == sorted(expected)
    else:
        assert not ways["unit"]
        assert counted.measures
    said = {
        "site" if "园区" in clause else "prefecture": numbers(clause)[0] for clause in clauses[1:]
    }
    assert said == {way: len(ways[way]) for way in ("site", "prefecture") if ways[way]}
    groups: dict[str, set[int]] = {way: set() for way in CLOSEST}
    shown = place_payload(selection)
    assert "groups" in shown
    for group in shown["groups"]:
        assert not groups[group["precision"]] & {m for m, _ in group["rows"]}
        groups[group["precision"]] |= {m for m, _ in group["rows"]}
    assert groups == ways
    assert set(shown["province"]) == counted.province


@every("level", "count", examples=25)
def test_the_coverage_matrix(params: Params) -> None:
    selection, counted = asked(params)
    coverage, left = cover(selection), left_out(PLAN)
    shown, query = coverage_payload(coverage, left), counted.query
    direct = counted.direct(counted.on_map)
    level = query.level
    totals = direct.groupby(level)["m"].nunique().to_dict()
    assert shown["totals"] == [totals.get(unit, 0) for unit in shown["units"]]
    if query.count != "measures":
        column = {"zones": "zone", "sentences": "sentence"}.get(query.count)
        for c, name in enumerate(shown["columns"]):
            part = direct[direct[column] == name] if column else direct[direct[name]]
            cells = part.groupby(level)["m"].nunique().to_dict()
            own = [cells.get(unit, 0) for unit in shown["units"]]
            assert [row[c] for row in shown["values"]] == own
            assert shown["reached"][c] == sum(map(bool, own))
    text = coverage_finding(coverage, left)
    rows = [u for u in shown["units"] if PLAN.catalogue.places[u].polygon] or shown["units"]
    empty = sum(not totals.get(unit, 0) for unit in rows)
    reach, *clauses = text.split("；")
    assert len(rows) in numbers(reach)
    if kinds := [clause for clause in clauses if "类" in clause.split("，")[0].split("：")[0]]:
        left_of: dict[str, list[bool]] = {}
        for unit in rows:
            kind = PLAN.catalogue.places[unit].kind.replace("自治县", "县")
            left_of.setdefault(kind, []).append(not totals.get(unit, 0))
        parts = [f"{kind} {len(of)} 个里 {sum(of)} 个" for kind, of in left_of.items() if any(of)]
        assert len(left_of) > 1
        start = "分类看，" if len(parts) > 1 else "都是同一类："
        assert kinds == [start + "，".join(parts)]
    if 0 < empty < len(rows):
        assert numbers(reach) == sorted([len(rows), empty])
    by_name = counted.links[
        (counted.links["relation"] == "explicit") & (counted.links["surface"].str.len() > 1)
    ]
    if not query.readings:
        counties = [c.adcode for c in PLAN.catalogue.counties if c.polygon]
        assert len(set(counties) - set(by_name["county"])) in numbers(text.split("；")[-1])


@every("level", examples=20)
def test_coverage_against_a_figure(params: Params) -> None:
    selection, counted = asked(params)
    weighing = weigh(selection, figure_of(counted.query))
    table, level = weight_table_payload(selection, weighing), counted.query.level
    figures = PLAN.catalogue.indicators
    held = figures[(figures["indicator"] == "pop_resident_census") & (figures["year"] == 2020)]
    value = held.set_index("adcode")["value"].reindex(counted.drawn)
    direct = counted.direct(counted.on_map)
    reached = direct.groupby(level)["m"].nunique().reindex(counted.drawn).fillna(0).astype(int)
    places = PLAN.catalogue.places
    kinds = pd.Series({u: places[u].kind for u in counted.drawn})
    kinds = kinds.replace({"自治县": "县", "地区": "地级市"})
    for kind in kinds.unique():
        units = kinds.index[kinds == kind]
        by_value = value[units].rank(ascending=False, method="min").astype(int)
        by_reach = reached[units].rank(ascending=False, method="min").astype(int)
        for code, _, figure, _, n, share, rank, place, tied, _, of in table["rows"]:
            if code in units:
                assert (figure, n) == (value[code], reached[code])
                assert (rank, place) == (by_value[code], by_reach[code])
                assert (tied, of) == (int((reached[units] == n).sum()), len(units))
                total = int(reached.sum())
                assert share == (f"{100 * n / total:.2f}%" if total else "")
    assert len(table["rows"]) == len(counted.drawn)


@every("place", "strategy", examples=40)
def test_the_comparisons(params: Params) -> None:
    _, counted = asked(params)
    query, catalogue = counted.query, PLAN.catalogue
    places = [p for p in query.places if p != catalogue.province.adcode][:4]
    if len(places) > 1:
        compared = compare_places(PLAN.under(query.readings), query, places)
        reach = {}
        for place in places:
            county = catalogue.places[place].level == "county"
            column = "precision" if county else "precision_prefecture"
            rows = counted.on_map
            here = rows[rows[["county", "prefecture", "place"]].eq(place).any(axis=1)]
            reach[place] = set(here.loc[here[column] == "unit", "m"])
        together = set().union(*reach.values())
        shared = set.intersection(*reach.values())
        alone = [len(reach[p] - set().union(*(reach[o] for o in places if o != p))) for p in places]
        finding = places_finding(compared, query, catalogue).split("；")[0]
        said = numbers(finding)
        if together and shared != together:
            some = len(together) - len(shared) - sum(alone)
            parts = alone if len(places) == 2 else [some, sum(alone)]
            assert said == sorted([*([len(shared)] if shared else []), *parts])
    chosen = query.strategies[:2]
    if len(chosen) == 2:
        pair = compare_strategies(PLAN.under(query.readings), query, chosen)
        rest = query.without("strategy", "place").but(level="county")
        both = [Counted(PLAN, rest.but(strategies=(one,))) for one in chosen]
        units = [set(among(one, one.rows)["unit"]) for one in both]
        serving = set.intersection(*({*one.measures, *one.province} for one in both))
        text = strategies_compared(pair, query, catalogue)
        expected = [n for n in (len(units[0] & units[1]), len(serving)) if n]
        assert set(expected) <= set(numbers(text)) or "不相遇" in text
        assert len(pair.both) == len(units[0] & units[1])
        assert set(pair.serving_both) == serving


@every("place", "kind", "strategy", examples=25, of=set())
def test_the_ties_beyond_the_province(params: Params) -> None:
    query, _ = Query.from_params(params, PLAN.catalogue)
    selection = select_ties(PLAN, query.but(lang="zh"))
    listed = [*selection.own, *selection.common]
    ties = PLAN.catalogue.cooperation
    if not query.places and not query.strategies:
        kinds = ties["kind"].isin(query.kinds) if query.kinds else ties["kind"] != ""
        assert len(listed) == int(kinds.sum())
        assert int(kinds.sum()) in numbers(tie_finding(selection))
        regions = ties.loc[kinds, "region_zh"].nunique()
        assert regions == 1 or regions in numbers(tie_finding(selection))
    spoken = [i for i in listed if selection.speaking[i]]
    measures = {one.measure for i in listed for one in selection.speaking[i]}
    said = numbers(tie_subtitle(selection).split(" · ")[-1])
    if listed and spoken:
        wanted = [len(measures), len(listed)]
        if len(spoken) < len(listed):
            wanted += [len(spoken), len(listed) - len(spoken)]
        assert said == sorted(wanted)


@every("level", "indicator", "year", examples=30, of={"basis", "strategy", "reading"})
def test_the_figures(params: Params) -> None:
    query, _ = Query.from_params(params, PLAN.catalogue)
    said = answer(PLAN.under(query.readings), query.but(lang="zh"))
    if not said.years:
        return
    counted, table = Counted(PLAN, query), PLAN.catalogue.indicators
    own = table[table["indicator"] == said.definition.id]
    by_year = [own[own["year"] == y].set_index("adcode")["value"] for y in said.years]
    units = set(counted.drawn)
    if query.without("reading", "measure").filtered:
        reached = counted.on_map
        units &= set(reached["county"]) | set(reached["prefecture"])
    refused = {
        u
        for u in units
        for rule in PLAN.catalogue.incomparable
        if rule.holds(said.definition.id, u, said.years[0], said.years[-1])
    }
    held = {u for u in units - refused if all(u in year.index for year in by_year)}
    values = {u: float(by_year[-1][u]) for u in held}
    if len(by_year) == 2:
        percent = said.definition.change == "percent"
        values = {
            u: (by_year[1][u] / by_year[0][u] - 1) * 100
            if percent
            else by_year[1][u] - by_year[0][u]
            for u in held
            if by_year[0][u] or not percent
        }
    known = {unit.adcode: unit.value for unit in said.known}
    assert known.keys() == values.keys()
    assert all(abs(known[u] - values[u]) < 1e-9 * max(1, abs(values[u])) for u in values)
    text = indicator_finding(said)
    if len(values) > 1 and len(by_year) == 1:
        some = len(values) < len(counted.drawn)
        assert (f"{len(counted.drawn)} 个" in text and f"有数的 {len(values)} 个里" in text) == some
    if len(values) > 1 and len(by_year) == 2:
        fallen, risen = (
            sum(f(v) for v in values.values()) for f in (lambda v: v < 0, lambda v: v > 0)
        )
        assert f"可比的 {len(values)} 个单位" in text
        assert ("全部" in text) == (max(fallen, risen) == len(values))
        assert ("下降" in text) == (fallen >= risen)


@every(examples=40)
def test_a_text_that_is_read(params: Params) -> None:
    selection, counted = asked({k: v for k, v in params.items() if k != "place"}, level="county")
    text = reading_finding(selection)
    alike_in_english(text, reading_finding, selection)
    every_measure = counted.measures | counted.province
    assert numbers(text.partition("符合条件的有 ")[0]) == (
        [len(PLAN.measures)] if 0 < len(every_measure) < len(PLAN.measures) else numbers(text)
    )
    assert measures_finding(selection) in text
