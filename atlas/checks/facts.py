"""What must hold between rows: counts of units, census sums, the plan's order, alias targets."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from atlas.checks.problems import Problem
from atlas.tables.package import Table

# Columns of `province.csv` that say how many units of a level, on the statutory list or not, there
# must be: a list that was cut off would be drawn as a map with holes.
EXPECTED_UNITS = {
    ("prefecture", "yes"): "prefectures",
    ("county", "yes"): "counties",
    ("county", "no"): "counties_without_polygon",
}

Tables = Mapping[str, Table]


def _file(folder: str, table: Table) -> str:
    return f"{folder}/{table.schema.file}"


def check_province(tables: Tables, folder: str) -> Iterator[Problem]:
    """One province, which is the one of `places.csv`, with words for units that are not drawn."""
    table = tables["province"]
    file = _file(folder, table)
    if len(table.rows) != 1:
        yield Problem("error", file, None, "", "", "province_rows", {"n": len(table.rows)})
        return
    [line], [row] = table.lines, table.records()
    listed = [r["adcode"] for r in tables["places"].records() if r["level"] == "province"]
    if listed != [row["adcode"]]:
        values = {"places": _file(folder, tables["places"]), "listed": "、".join(listed) or "–"}
        yield Problem("error", file, line, "adcode", row["adcode"], "province_code", values)
    for field in ("undrawn_zh", "undrawn_en"):
        if (row["counties_without_polygon"] == "0") != (row[field] == ""):
            values = {"n": row["counties_without_polygon"]}
            yield Problem("error", file, line, field, row[field], "province_undrawn", values)


def check_units(tables: Tables, folder: str) -> Iterator[Problem]:
    """The number of units of each level, and every unit under a parent one level up."""
    table = tables["places"]
    file = _file(folder, table)
    places = {row["adcode"]: row for row in table.records()}
    # How many there must be is said where there is one province, which has a check of its own.
    wanted_numbers = next(iter(tables["province"].records()), {})
    for (level, statutory), column in EXPECTED_UNITS.items():
        expected = int(wanted_numbers.get(column, 0))
        n = sum(r["level"] == level and r["statutory"] == statutory for r in places.values())
        if n != expected:
            values = {"level": level, "statutory": statutory, "n": n, "expected": expected}
            yield Problem("error", file, None, "level", str(n), "unit_count", values)
    above = {"county": "prefecture", "prefecture": "province"}
    for line, row in zip(table.lines, table.records(), strict=True):
        parent = places.get(row["parent"])
        wanted = above.get(row["level"])
        if (parent and parent["level"]) != wanted:
            values = {"level": row["level"], "wanted": wanted or "–"}
            yield Problem("error", file, line, "parent", row["parent"], "parent_level", values)
        elif row["level"] == "county" and row["adcode"][:4] != row["parent"][:4]:
            values = {"adcode": row["adcode"]}
            yield Problem("error", file, line, "parent", row["parent"], "parent_code", values)
        if row["polygon"] != row["statutory"]:
            values = {"statutory": row["statutory"]}
            yield Problem("error", file, line, "polygon", row["polygon"], "polygon", values)


def check_zones(tables: Tables, folder: str) -> Iterator[Problem]:
    """Every zone has members, none is the province itself, and each list says how it was read."""
    members = tables["zone_members"]
    listed = set(members.column("zone"))
    zones = tables["zones"]
    for line, zone in zip(zones.lines, zones.column("id"), strict=True):
        if zone not in listed:
            values = {"members": _file(folder, members)}
            yield Problem("error", _file(folder, zones), line, "id", zone, "zone_empty", values)
    provinces = {r["adcode"] for r in tables["places"].records() if r["level"] == "province"}
    for table in (members, tables["reading_members"]):
        for line, adcode in zip(table.lines, table.column("adcode"), strict=True):
            if adcode in provinces:
                yield Problem("error", _file(folder, table), line, "adcode", adcode, "member_level")
    cited = {*members.column("source"), *tables["zone_readings"].column("source")}
    sources = tables["sources"]
    for line, row in zip(sources.lines, sources.records(), strict=True):
        for name in ("how_read", "confidence"):
            if row["id"] in cited and not row[name]:
                values = {"source": row["id"], "columns": "how_read, confidence"}
                yield Problem(
                    "error", _file(folder, sources), line, name, "", "list_unread", values
                )


def check_census(tables: Tables, folder: str) -> Iterator[Problem]:
    """Census counts: counties sum to their prefecture, prefectures to the province, exactly.

    A county made in 2019 has for 2010 a figure derived from the districts it replaced. Those
    districts have their own rows among the other units, so the derived figure is left out of the
    sum, and instead must equal the sum of what it replaced where it replaced whole districts.
    """
    places = {row["adcode"]: row for row in tables["places"].records()}
    others = {row["adcode"]: row for row in tables["other_units"].records()}
    definitions = tables["indicator_definitions"].records()
    additive = {row["id"] for row in definitions if row["adds_up"] == "yes"}
    figures: dict[tuple[str, str], dict[str, tuple[Decimal, str, int]]] = defaultdict(dict)
    for name in ("indicators", "other_indicators"):
        table = tables[name]
        for line, row in zip(table.lines, table.records(), strict=True):
            if row["indicator"] in additive:
                figure = Decimal(row["value"]), _file(folder, table), line
                figures[row["indicator"], row["year"]][row["adcode"]] = figure

    for (indicator, year), known in figures.items():
        replaced = {
            others[code]["successor"]
            for code in known
            if code in others and others[code]["kind"] == "abolished"
        }
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for code, (value, _, _) in known.items():
            if code not in replaced and (parent := (places.get(code) or others[code])["parent"]):
                sums[parent] += value
        for code, total in sums.items():
            if code not in known:
                continue  # a census without prefecture totals, such as 2000, has nothing to check
            stated, file, line = known[code]
            if stated != total:
                values = {"indicator": indicator, "year": year, "adcode": code, "sum": str(total)}
                yield Problem("error", file, line, "value", str(stated), "census_sum", values)


def check_plan(tables: Tables, folder: str) -> Iterator[Problem]:
    """Clauses are numbered from 1 without a gap; sentences grow by one and keep their theme."""
    table = tables["plan"]
    file = _file(folder, table)
    sentence, theme = 0, ""
    themes: list[str] = []
    for n, (line, row) in enumerate(zip(table.lines, table.records(), strict=True), start=1):
        if int(row["order"]) != n:
            values = {"expected": str(n)}
            yield Problem("error", file, line, "order", row["order"], "plan_order", values)
        now = int(row["sentence"])
        if now not in (sentence, sentence + 1):
            values = {"previous": str(sentence), "next": str(sentence + 1)}
            yield Problem("error", file, line, "sentence", row["sentence"], "plan_sentence", values)
        if now == sentence and row["theme"] != theme:
            values = {"sentence": str(now), "previous": theme}
            yield Problem("error", file, line, "theme", row["theme"], "plan_sentence_theme", values)
        elif row["theme"] != theme and row["theme"] in themes:
            yield Problem("error", file, line, "theme", row["theme"], "plan_theme_split")
        sentence, theme = now, row["theme"]
        themes.append(theme)


def check_aliases(tables: Tables, folder: str) -> Iterator[Problem]:
    """An alias points at a row of the table its kind names, a zone's alias at a zone of that kind.

    A foreign key cannot say this: the table depends on `kind`.
    """
    table = tables["aliases"]
    levels = {row["adcode"]: row["level"] for row in tables["places"].records()}
    zones = {row["id"]: row["kind"] for row in tables["zones"].records()}
    targets = {
        "region": ({c for c, level in levels.items() if level != "province"}, "places"),
        "province": ({c for c, level in levels.items() if level == "province"}, "places"),
        "zone": ({z for z, kind in zones.items() if kind == "zone"}, "zones"),
        "class": ({z for z, kind in zones.items() if kind == "class"}, "zones"),
        "external": (set(tables["externals"].column("id")), "externals"),
    }
    for line, row in zip(table.lines, table.records(), strict=True):
        known, where = targets[row["kind"]]
        if row["target"] not in known:
            values = {"kind": row["kind"], "target": _file(folder, tables[where])}
            yield Problem(
                "error", _file(folder, table), line, "target", row["target"], "alias_target", values
            )


def check_contexts(tables: Tables, folder: str) -> Iterator[Problem]:
    """A pattern is there for every kind but `cover`, and is a sound regular expression."""
    table = tables["contexts"]
    file = _file(folder, table)
    for line, row in zip(table.lines, table.records(), strict=True):
        pattern = row["pattern"]
        if (row["kind"] == "cover") != (pattern == ""):
            values = {"kind": row["kind"]}
            yield Problem("error", file, line, "pattern", pattern, "context_pattern", values)
    yield from check_patterns(table, folder)


def check_terms(tables: Tables, folder: str) -> Iterator[Problem]:
    """A general word needs others, so it weighs less than 1; what hides others weighs nothing."""
    table = tables["terms"]
    for line, row in zip(table.lines, table.records(), strict=True):
        weight, kind = float(row["weight"]), row["kind"]
        if (weight == 0) != (kind == "none") or (kind == "topic" and weight >= 1):
            values = {"kind": kind}
            yield Problem(
                "error", _file(folder, table), line, "weight", row["weight"], "term_weight", values
            )


def check_patterns(table: Table, folder: str) -> Iterator[Problem]:
    """Every cell of the column `pattern` is a sound regular expression."""
    file = _file(folder, table)
    for line, pattern in zip(table.lines, table.column("pattern"), strict=True):
        try:
            re.compile(pattern)
        except re.error as error:
            values = {"reason": str(error)}
            yield Problem("error", file, line, "pattern", pattern, "regular_expression", values)


def check_incomparable(tables: Tables, folder: str) -> Iterator[Problem]:
    """A rule names an indicator or a unit, runs forward, and forbids something there is.

    One year in both columns sets a unit's figure of that year apart from other units'.
    """
    table = tables["incomparable"]
    file = _file(folder, table)
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in tables["indicators"].records():
        if row["year"]:
            for key in ((row["indicator"], ""), ("", row["adcode"])):
                years[key].add(int(row["year"]))
            years[row["indicator"], row["adcode"]].add(int(row["year"]))
    for line, row in zip(table.lines, table.records(), strict=True):
        earlier, later = int(row["earlier"].strip(".")), int(row["later"].strip("."))
        if not row["indicator"] and not row["adcode"]:
            yield Problem("error", file, line, "adcode", "", "incomparable_everything")
        elif earlier > later or (earlier == later and row["earlier"] != row["later"]):
            values = {"later": row["later"]}
            yield Problem(
                "error", file, line, "earlier", row["earlier"], "incomparable_order", values
            )
        # A unit made anew has no earlier figures; the rule then says why.
        elif not any(year >= later for year in years[row["indicator"], row["adcode"]]):
            yield Problem("error", file, line, "later", row["later"], "incomparable_nothing")


def _drawn(path: Path, layer: str) -> set[str] | Problem:
    """Codes of the units in one layer of a drawing, or what is wrong with the file."""
    file = f"{path.parent.name}/{path.name}"
    try:
        geometries = json.loads(path.read_text(encoding="utf-8"))["objects"][layer]["geometries"]
        return {str(geometry["id"]) for geometry in geometries}
    except FileNotFoundError:
        return Problem("error", file, None, "", "", "geometry_missing")
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        return Problem("error", file, None, "", "", "geometry_broken", {"reason": repr(error)})


def check_geometry(tables: Tables, folder: str, geo: Path) -> Iterator[Problem]:
    """The drawing has exactly the counties that `places.csv` says have a polygon."""
    path = geo / "map.topo.json"
    file = f"{geo.name}/{path.name}"
    drawn = _drawn(path, "counties")
    if isinstance(drawn, Problem):
        yield drawn
        return
    table = tables["places"]
    for line, row in zip(table.lines, table.records(), strict=True):
        if row["level"] != "county":
            continue
        if (row["polygon"] == "yes") != (row["adcode"] in drawn):
            key = "not_drawn" if row["polygon"] == "yes" else "drawn_without_polygon"
            values = {"drawing": file, "adcode": row["adcode"]}
            yield Problem(
                "error", _file(folder, table), line, "polygon", row["polygon"], key, values
            )
    for code in sorted(drawn - set(table.column("adcode"))):
        values = {"places": _file(folder, table)}
        yield Problem("error", file, None, "counties", code, "drawn_unknown", values)


def check_national_geometry(tables: Tables, folder: str, geo: Path) -> Iterator[Problem]:
    """The national drawing has exactly the prefectures of `places.csv`.

    A province without ties beyond it needs no drawing of the country.
    """
    path = geo / "china.topo.json"
    if not tables["cooperation"].rows and not path.exists():
        return
    file = f"{geo.name}/{path.name}"
    drawn = _drawn(path, "prefectures")
    if isinstance(drawn, Problem):
        yield drawn
        return
    listed = {r["adcode"] for r in tables["places"].records() if r["level"] == "prefecture"}
    for code in sorted(listed ^ drawn):
        values = {"places": _file(folder, tables["places"])}
        yield Problem("error", file, None, "prefectures", code, "drawn_prefectures", values)
