"""Pages, routes and queries that suites ask for: a new page or route is asked by all of them."""

from __future__ import annotations

from typing import Final

from atlas.api.table_answers import ROUTES
from atlas.catalogue import load_catalogue
from atlas.export import FORMATS
from atlas.query import Query
from atlas.site import LANDING, SITE

Params = dict[str, list[str]]

PAGES: Final = {page: "" if page == LANDING else page for page in SITE}
"""Address of every page, under the dashboard's own."""
TABLES: Final = [f"/api/v1/{name}.{kind}" for name, kinds in ROUTES for kind in kinds]
FILES: Final = [f"/export.{kind}" for kind in FORMATS]

SUIFENHE, DONGNING, HARBIN, DAQING = "231081", "231086", "230100", "230600"
NANGANG, FUJIN = "230103", "230882"
JIAGEDAQI: Final = "232761"
"""A county that has no outline, of a prefecture whose own outline holds it."""
DAXINGANLING: Final = "232700"
PROVINCE: Final = "230000"
EVERY_RELATION: Final = ("explicit", "zone", "class", "province")

ON_SCREEN: Final[list[Params]] = [
    {},
    {"strategy": ["border-opening"]},
    {"strategy": ["industrial-upgrading", "border-opening"], "combine": ["all"]},
    {"strategy": ["food-security", "ecology"], "theme": ["layout"], "inherited": ["without"]},
    {"place": [SUIFENHE], "relation": [*EVERY_RELATION]},
    {"place": [HARBIN, JIAGEDAQI], "level": ["prefecture"], "count": ["measures"]},
    {"place": [PROVINCE]},
    {"place": ["232761", "232762", "232763", "232764"], "count": ["measures"]},
    {
        "place": [PROVINCE, HARBIN, SUIFENHE, DAXINGANLING, "232764", "230102"],
        "level": ["prefecture"],
    },
    {"basis": ["inferred"], "count": ["zones"]},
    {"relation": ["province"]},
    {"q": ["农业"]},
    {"q": ["没有的词"]},
]
"""A filter of each kind, for what is dear to ask."""
ASKED: Final[list[Params]] = [
    *ON_SCREEN,
    {"lang": ["en"], "relation": [*EVERY_RELATION]},
    {"relation": [*EVERY_RELATION]},
    {"relation": ["explicit"]},
    {"relation": ["pair"]},
    {"relation": ["pair"], "strategy": ["interregional-cooperation"], "lang": ["en"]},
    {"relation": ["zone", "class", "province"], "count": ["measures"]},
    {"basis": ["inferred"]},
    {"inherited": ["without"]},
    {"inherited": ["without"], "count": ["measures"]},
    {"count": ["measures"]},
    {"level": ["prefecture"]},
    {"count": ["zones"], "level": ["prefecture"]},
    {"strategy": ["city-renewal"]},
    {"strategy": ["food-security", "ecology"]},
    {"strategy": ["food-security"], "count": ["measures"]},
    {"strategy": ["food-security", "county-economy", "ecology"]},
    {"strategy": ["food-security", "border-opening"], "combine": ["all"]},
    {"strategy": ["food-security", "ecology", "sci-tech-innovation"]},
    {"theme": ["layout"]},
    {"theme": ["layout"], "inherited": ["without"]},
    {"theme": ["cooperation"], "basis": ["official_list", "named"]},
    {"place": [SUIFENHE]},
    {"place": [DONGNING]},
    {"place": [JIAGEDAQI]},
    {"place": [PROVINCE]},
    {"place": [HARBIN, FUJIN]},
    {"place": [HARBIN, JIAGEDAQI], "relation": [*EVERY_RELATION]},
    {"place": [DAXINGANLING], "relation": ["zone"]},
    {"place": [DAXINGANLING], "level": ["prefecture"]},
    {"place": [NANGANG], "relation": ["explicit"]},
    {"place": [DAQING, DONGNING, NANGANG, JIAGEDAQI], "strategy": ["urbanization"]},
    {"q": ["粮食"]},
    {"q": ["border Russia"]},
    {"q": ["佛山"]},
    {"q": ["粮食安全口岸"], "count": ["measures"]},
    {"lang": ["en"], "strategy": ["border-opening"]},
    {"lang": ["en"], "basis": ["named"], "place": [HARBIN, DAQING]},
    {"lang": ["en"], "q": ["no such word"]},
]
"""Every kind of filter, alone and with others, for what is asked in no time."""


def query_of(params: Params) -> Query:
    """The query of an address all of which is known."""
    query, dropped = Query.from_params(params, load_catalogue())
    assert dropped == (), params
    return query


QUERIES: Final = [query_of(params) for params in ASKED]
