"""Random queries over every parameter that there is, the same ones every time.

A parameter added to `Query` is drawn from without a word here: its values come from itself.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.model import SEVERAL
from atlas.query import DEFAULT, Parameter, Query
from atlas.store import KeptDocument, document_store, new_id

Params = dict[str, list[str]]

OWN: Final = """边境地区发展若干措施
一、口岸与边境
支持绥芬河市、东宁市建设沿边开放先行区，推进边境口岸升级。
在加格达奇区建设林下经济示范基地，支持大兴安岭地区发展生态旅游。
对口援疆，深化龙粤对口合作。
二、粮食与城镇
实施黑土地保护工程，巩固三江平原、松嫩平原粮食产能。
推进资源型城市转型，支持鸡西市、鹤岗市、双鸭山市、七台河市发展接续产业。
加快哈尔滨都市圈建设，支持哈尔滨新区先行先试。
全省推进以县城为重要载体的城镇化，实施城市更新行动。
"""
SEARCHES: Final = [
    *("粮食", "援疆", "边境口岸", "黑土地", "粮食安全口岸", "農業", "没有这个词", "发展 建设"),
    *("border Russia", "Grain", "county-level", "no such word", "。", "Harbin ecology"),
]


def keep_own() -> str:
    """Keep the document above as a reader's own; gives back its id."""
    kept = KeptDocument(new_id(), "边境措施", "own.txt", "utf-8", "0" * 64, OWN)
    return document_store().keep(kept, key="k" * 32).id


def _places() -> st.SearchStrategy[list[str]]:
    """One to six places: the province, what has no outline and prefectures as often as counties."""
    catalogue = load_catalogue()
    counties = [place.adcode for place in catalogue.counties]
    undrawn = [place.adcode for place in catalogue.counties if not place.polygon]
    prefectures = [place.adcode for place in catalogue.prefectures]
    one = st.one_of(
        *(st.sampled_from(codes) for codes in (counties, undrawn, prefectures)),
        st.just(catalogue.province.adcode),
    )
    several = st.lists(one, min_size=1, max_size=6, unique=True)
    return st.one_of(one.map(lambda code: [code]), several)


def _measures(document_id: str) -> st.SearchStrategy[list[str]]:
    ids = [measure.id for measure in open_document(document_id).measures]
    return st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True)


def _values(parameter: Parameter[Any]) -> st.SearchStrategy[list[str]]:
    known = parameter.values(load_catalogue()) or []
    one = st.sampled_from(known)
    if not parameter.many:
        return one.map(lambda value: [value])
    few = st.lists(one, min_size=1, max_size=parameter.most or min(5, len(known)), unique=True)
    return st.one_of(one.map(lambda value: [value]), few)


@st.composite
def queries(draw: st.DrawFn, *documents: str, of: Collection[str] | None = None) -> Params:
    """Parameters of an address that names one of the documents; `of` are those drawn from."""
    document_id = draw(st.sampled_from(documents))
    named = {} if document_id == DEFAULT.doc else {"doc": document_id.split(SEVERAL)}
    drawn = _drawn(document_id)
    # A few parameters at a time: all at once leave nothing to look at.
    some = st.lists(
        st.sampled_from(sorted(set(drawn) & set(of) if of else drawn)), max_size=5, unique=True
    )
    return named | {name: draw(drawn[name]) for name in draw(some)}


@cache
def _drawn(document_id: str) -> dict[str, st.SearchStrategy[list[str]]]:
    special = {
        "place": _places(),
        "q": st.sampled_from(SEARCHES).map(lambda q: [q]),
        "measure": _measures(document_id),
    }
    sources = [source.record.id for source in open_document(document_id).sources]
    if sources:
        special["source"] = st.lists(st.sampled_from(sources), min_size=1, unique=True)
    return {
        one.name: special[one.name] if one.name in special else _values(one)
        for one in Query.parameters()
        if one.name not in ("doc", "against", *(() if sources else ("source",)))
    }
