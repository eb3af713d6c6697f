"""Payloads of the map view, counted from the fixture plan as Python counts them for a page."""

from __future__ import annotations

import json
from typing import Any, Final

from atlas.answering import answer
from atlas.contract.map import MapMessage, MapPayload
from atlas.figures.map_payload import map_payload as made_by_python
from atlas.language import words
from atlas.query import Query
from atlas.ui.assets import compact_json
from tests.browser.harness import fixture
from tests.browser.sent import changed, checked
from tests.contract import fits

SENT: Final = frozenset(MapMessage.__annotations__)
WORDS: Final = {
    "zh": {
        "list": "{place}{n} 项举措",
        "title": "{n} 个县区有举措到达",
        "all": "全部举措；面向全省的单独列出",
    },
    "en": {
        "list": "{place}{n} measures",
        "title": "Measures reach {n} counties",
        "all": "All measures; province-wide ones are listed apart",
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
    legend.append(
        {"label": words(lang)["pages.legend_nothing"], "n": classes.count(-1), "class": -1}
    )
    own = json.loads(compact_json(made_by_python(answer(Query(lang=lang, level=level)))))
    province = [
        i
        for i, m in enumerate(plan["measures"])
        if plan["reasons"][m["reasons"][0]]["relation"] == "province"
    ]
    image = changed(
        own["image"], title=say["title"].format(n=sum(v > 0 for v in values)), subtitle=say["all"]
    )
    counted = {
        "values": values,
        "sites": [],
        "through": [],
        # The fixture plan is drawn with units that nothing reaches.
        "wide": 0,
        "bounds": list(zip([1, *(b + 1 for b in bounds)], bounds, strict=False)),
        "classes": classes,
        "legend": legend,
        "total": len(codes),
        "selected": list(selected),
        "rows": rows,
        "province": province,
        "list_title": say["list"].format(place=place + " · " if place else "", n=len(rows)),
        "image": image,
    }
    payload = changed(own, **counted | more)
    fits(MapPayload, payload)
    return payload


def map_sent(lang: str = "zh", **options: Any) -> dict[str, Any]:
    """What the view is sent of it: the browser makes classes, legend and colours itself."""
    payload = map_payload(lang, **options)
    return checked("map", {k: v for k, v in payload.items() if k in SENT})
