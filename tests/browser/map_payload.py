"""Payloads of the map view, counted from the fixture plan as Python counts them for a page."""

from __future__ import annotations

from typing import Any, Final

from tests.browser.harness import fixture

RAMPS: Final = {
    "light": ["#cfe0ee", "#9fc0da", "#6f9fc4", "#457cab", "#265a89"],
    "dark": ["#1f3a52", "#2d577b", "#4379a5", "#6b9fc9", "#a3c9ea"],
}
WORDS: Final = {
    "zh": {
        "none": "没有举措",
        "legend": "到达的战略数",
        "list": "{place}{n} 项举措",
        "title": "{n} 个县区有举措到达",
        "subtitle": "全部举措；面向全省的只列出，不着色",
        "footer": "边界：天地图行政区划可视化，已简化；示意图，不作为划界依据。",
    },
    "en": {
        "none": "no measure",
        "legend": "Strategies that reach it",
        "list": "{place}{n} measures",
        "title": "Measures reach {n} counties",
        "subtitle": "All measures; province-wide ones are listed, not coloured",
        "footer": "Boundaries: Tianditu, simplified. Schematic; not for delimitation.",
    },
}


def counties_by_value(plan: dict[str, Any], codes: list[str]) -> dict[str, set[str]]:
    """Strategies that reach each county."""
    reached: dict[str, set[str]] = {code: set() for code in codes}
    for reason in plan["reasons"]:
        for code in reason["counties"]:
            reached[code].update(plan["measures"][reason["measure"]]["strategies"])
    return reached


def map_payload(
    lang: str = "zh", *, selected: tuple[str, ...] = (), level: str = "county", **more: Any
) -> dict[str, Any]:
    """Strategies per unit of the fixture plan, with the list restricted to the selection."""
    catalogue, plan, say = fixture("catalogue.json"), fixture("plan.json"), WORDS[lang]
    drawn = [p for p in catalogue["places"] if p[7]]
    county_codes = [p[0] for p in drawn if p[5] == "county"]
    reached = counties_by_value(plan, county_codes)
    codes = [p[0] for p in drawn if p[5] == level]
    if level == "prefecture":
        parents = {p[0]: p[6] for p in drawn}
        together: dict[str, set[str]] = {code: set() for code in codes}
        for code, strategies in reached.items():
            together[parents[code]] |= strategies
        reached = together
    values = [len(reached[code]) for code in codes]
    bounds = [1, 2, 3, 4, max(*values, 5)]
    classes = [-1 if v == 0 else next(i for i, b in enumerate(bounds) if v <= b) for v in values]
    chosen = {
        c for s in selected for c in county_codes if c == s or (s.endswith("00") and c[:4] == s[:4])
    }
    rows = []
    for index, measure in enumerate(plan["measures"]):
        reasons = [
            r
            for r in measure["reasons"]
            if plan["reasons"][r]["relation"] != "province"
            and (not selected or chosen & set(plan["reasons"][r]["counties"]))
        ]
        if reasons:
            rows.append([index, reasons])
    names = {p[0]: p[1 if lang == "zh" else 2] for p in catalogue["places"]}
    place = "、".join(names[s] for s in selected)
    legend = [
        {"label": str(i + 1) if i < 4 else f"5–{bounds[4]}", "n": classes.count(i), "class": i}
        for i in range(5)
    ]
    legend.append({"label": say["none"], "n": classes.count(-1), "class": -1})
    return {
        "lang": lang,
        "doc": "plan-2026",
        "level": level,
        "count": "strategies",
        "values": values,
        "classes": classes,
        "legend": legend,
        "legend_title": say["legend"],
        "total": len(codes),
        "ramp": RAMPS,
        "selected": list(selected),
        "outlines": [],
        "active": None,
        "rows": rows,
        "province": [
            i
            for i, m in enumerate(plan["measures"])
            if plan["reasons"][m["reasons"][0]]["relation"] == "province"
        ],
        "terms": [],
        "list_title": say["list"].format(place=place + " · " if place else "", n=len(rows)),
        "image": {
            "title": say["title"].format(n=sum(v > 0 for v in values)),
            "subtitle": say["subtitle"],
            "footer": say["footer"],
            "file": "longjiang-map",
        },
        "footer": say["footer"],
        "empty": None,
        **more,
    }
