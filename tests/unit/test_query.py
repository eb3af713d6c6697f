"""One vocabulary: addresses in, addresses out, what they select, and how they are said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.catalogue import load_catalogue
from atlas.documents import ReadDocument, open_document
from atlas.model import SEVERAL, Link, Measure
from atlas.query import DEFAULT, FIELDS, TEXT_LIMIT, Query, allowed_values
from atlas.safe_text import without_unseen
from tests.addresses import EVERY_RELATION

CATALOGUE = load_catalogue()
ALLOWED = allowed_values(CATALOGUE)
HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.mark.parametrize(
    ("params", "expected", "dropped"),
    [
        ({}, Query(), ()),
        ({"lang": ["en"]}, Query(lang="en"), ()),
        ({"lang": "en"}, Query(lang="en"), ()),
        ({"strategy": ["border-opening"]}, Query(strategies=("border-opening",)), ()),
        # Chosen in any order, kept in the order they are shown: one view has one address.
        (
            {"strategy": ["ecology", "food-security", "ecology"]},
            Query(strategies=("food-security", "ecology")),
            (),
        ),
        ({"relation": ["province", "explicit"]}, Query(relations=("explicit", "province")), ()),
        ({"relation": ["explicit", "zone", "class"]}, Query(), ()),
        ({"basis": ["inferred"]}, Query(bases=("inferred",)), ()),
        ({"place": ["231081", "230100"]}, Query(places=("230100", "231081")), ()),
        ({"place": ["232761"]}, Query(places=("232761",)), ()),
        (
            {"level": ["prefecture"], "count": ["zones"]},
            Query(level="prefecture", count="zones"),
            (),
        ),
        ({"level": ["county", "prefecture"]}, Query(level="prefecture"), ()),
        ({"inherited": ["without"]}, Query(inherited="without"), ()),
        ({"q": ["  县域　经济 "]}, Query(text="县域 经济"), ()),
        ({"q": ["口岸", "俄罗斯"]}, Query(text="口岸 俄罗斯"), ()),
        ({"q": [""]}, Query(), ()),
        ({"measure": ["m-9ed05811"]}, Query(measures=("m-9ed05811",)), ()),
        ({"embed": ["true"], "embed_options": ["dark"], "utm_source": ["mail"]}, Query(), ()),
    ],
)
def test_an_address_is_read(
    params: dict[str, list[str]], expected: Query, dropped: tuple[str, ...]
) -> None:
    assert Query.from_params(params, CATALOGUE) == (expected, dropped)


@pytest.mark.parametrize(
    ("params", "expected", "dropped"),
    [
        ({"strategy": ["no-such"]}, Query(), ("strategy=no-such",)),
        ({"place": ["999999"]}, Query(), ("place=999999",)),
        ({"place": ["哈尔滨"]}, Query(), ("place=哈尔滨",)),
        (
            {"place": ["230100", "999999"], "lang": ["fr"]},
            Query(places=("230100",)),
            ("place=999999", "lang=fr"),
        ),
        ({"relation": [""]}, Query(), ("relation=",)),
        ({"relation": ["everything"]}, Query(), ("relation=everything",)),
        ({"strategy": [HOSTILE]}, Query(), (f"strategy={HOSTILE}",)),
        ({"doc": ["../../etc/passwd"]}, Query(), ("doc=../../etc/passwd",)),
        ({"measure": ["1; drop table"]}, Query(), ("measure=1; drop table",)),
        ({"measure": ["m-" + "9" * 40]}, Query(), ("measure=m-" + "9" * 40,)),
        ({"Strategy": ["ecology"]}, Query(), ("Strategy=ecology",)),
        ({"debug": ["1", "2", "3"]}, Query(), ("debug=1",)),
        ({"strategies": ["ecology"]}, Query(), ("strategies=ecology",)),
        ({"combine": ["all"]}, Query(), ()),
        ({"combine": ["all"], "strategy": ["ecology"]}, Query(strategies=("ecology",)), ()),
        ({"combine": ["both"]}, Query(), ("combine=both",)),
        # A long value is shown cut, with its length: the note stays readable.
        (
            {"q": ["县" * 10_240]},
            Query(),
            (f"q={'县' * 46}… (10240)",),
        ),
        ({"x" * 5000: ["y" * 5000]}, Query(), (f"{'x' * 24}={'y' * 23}… (5000)",)),
    ],
)
def test_what_an_address_gets_wrong_is_named_and_the_rest_kept(
    params: dict[str, list[str]], expected: Query, dropped: tuple[str, ...]
) -> None:
    assert Query.from_params(params, CATALOGUE) == (expected, dropped)


@pytest.mark.parametrize("text", ["县" * TEXT_LIMIT, " ".join(["口岸"] * 60)])
def test_a_search_up_to_the_limit_is_taken(text: str) -> None:
    assert Query.from_params({"q": [text]}, CATALOGUE) == (Query(text=text), ())


def test_a_search_given_in_pieces_is_measured_as_a_whole() -> None:
    pieces = ["口岸" * 60, "边境" * 60]
    query, dropped = Query.from_params({"q": pieces}, CATALOGUE)
    assert query == Query()
    assert len(dropped) == 1
    assert dropped[0].endswith("… (241)")


@pytest.mark.parametrize(
    ("query", "params"),
    [
        (Query(), {}),
        (Query(lang="zh", level="county"), {}),
        (
            Query(lang="en", strategies=("ecology", "border-opening"), text="口岸"),
            {"lang": ["en"], "strategy": ["ecology", "border-opening"], "q": ["口岸"]},
        ),
        (
            Query(relations=("explicit",), inherited="without"),
            {"relation": ["explicit"], "inherited": ["without"]},
        ),
    ],
)
def test_the_shortest_parameters_are_written(query: Query, params: dict[str, list[str]]) -> None:
    assert query.to_params() == params
    assert list(query.to_params()) == [name for name in FIELDS if name in params]


def valid_values(name: str, default: object) -> st.SearchStrategy[object]:
    """Values of one field as an address can come to hold them."""
    if name == "q":
        texts = st.text(max_size=TEXT_LIMIT)
        return texts.map(lambda text: " ".join(without_unseen(text)[0].split()))
    if name == "measure":
        ids = st.from_regex(r"m-[0-9a-f]{8}(?:[0-9a-f]{8})?", fullmatch=True)
        return st.lists(ids, max_size=3, unique=True).map(tuple)
    if name in ("source", "doc"):
        kept = st.from_regex(r"d-[0-9a-f]{32}", fullmatch=True)
        ids = st.one_of(st.sampled_from(ALLOWED["doc"]), kept)
        if name == "source":
            return st.lists(ids, max_size=3, unique=True).map(tuple)
        shelf = st.from_regex(r"s-[0-9a-f]{32}", fullmatch=True)
        named = st.lists(st.one_of(ids, shelf), min_size=1, max_size=3, unique=True)
        return named.map(SEVERAL.join)
    one = st.sampled_from(ALLOWED[name])
    if not isinstance(default, tuple):
        return one
    least = 1 if default else 0
    most = Query.parameter(name).most or 5
    # A zone is read in one way at a time.
    by = (lambda value: value.partition(":")[0]) if name == "reading" else None
    several = st.lists(one, unique_by=by or str, min_size=least, max_size=most)
    return several.map(lambda values: tuple(sorted(values, key=ALLOWED[name].index)))


QUERIES = st.builds(
    Query,
    **{field: valid_values(name, getattr(DEFAULT, field)) for name, field in FIELDS.items()},
)


@given(QUERIES)
def test_every_query_survives_its_own_address(query: Query) -> None:
    assert Query.from_params(query.to_params(), CATALOGUE) == (query, ())
    address = query.address("map")
    assert Query.from_params(parse_qs(urlsplit(address).query), CATALOGUE) == (query, ())


@given(
    st.dictionaries(
        st.one_of(st.sampled_from([*FIELDS, "embed", "utm_source"]), st.text(max_size=8)),
        st.lists(
            st.one_of(
                st.sampled_from([value for values in ALLOWED.values() for value in values]),
                st.text(max_size=240),
                st.just("口岸" * 70),
            ),
            max_size=4,
        ),
        max_size=6,
    )
)
def test_whatever_an_address_holds_its_meaning_can_be_written_again(
    params: dict[str, list[str]],
) -> None:
    query, dropped = Query.from_params(params, CATALOGUE)
    assert all(len(note) <= 80 for note in dropped)
    assert Query.from_params(query.to_params(), CATALOGUE) == (query, ())


@pytest.mark.parametrize(
    ("query", "page", "patch", "address"),
    [
        (Query(), "", {}, "?"),
        (Query(), "map", {}, "map"),
        (Query(), "./", {"lang": "en"}, "./?lang=en"),
        (Query(lang="en"), "place", {"place": ["231081"]}, "place?lang=en&place=231081"),
        (
            Query(strategies=("ecology",)),
            "map",
            {"strategy": ["food-security", "ecology"]},
            "map?strategy=food-security&strategy=ecology",
        ),
        (
            Query(strategies=("ecology",), text="森林"),
            "map",
            {"strategy": []},
            "map?q=%E6%A3%AE%E6%9E%97",
        ),
        (Query(text="a&place=230100#x"), "map", {}, "map?q=a%26place%3D230100%23x"),
        (Query(text='"><script>'), "map", {}, "map?q=%22%3E%3Cscript%3E"),
    ],
)
def test_addresses_of_pages(
    query: Query, page: str, patch: dict[str, list[str]], address: str
) -> None:
    assert query.address(page, **patch) == address


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ({"place": ["231081"]}, Query(lang="en", strategies=("ecology",), places=("231081",))),
        ({"strategy": []}, Query(lang="en")),
        ({"strategy": [], "lang": ["zh"]}, Query()),
        ({"q": ["湿地"]}, Query(lang="en", strategies=("ecology",), text="湿地")),
    ],
)
def test_a_change_leaves_the_rest_as_it_stands(
    patch: dict[str, list[str]], expected: Query
) -> None:
    query = Query(lang="en", strategies=("ecology",))
    assert query.patched(patch, CATALOGUE) == (expected, ())


def test_a_change_to_something_unknown_is_told() -> None:
    query = Query(strategies=("ecology",))
    assert query.patched({"place": ["1"]}, CATALOGUE) == (query, ("place=1",))


@pytest.mark.parametrize(
    ("query", "filtered"),
    [
        (Query(), False),
        (Query(lang="en", level="prefecture", count="zones"), False),
        (Query(places=("230100",)), True),
        (Query(relations=("explicit",)), True),
        (Query(inherited="without"), True),
        (Query(text="口岸"), True),
        (Query(combine="all"), False),
        (Query(combine="all", strategies=("ecology", "food-security")), True),
    ],
)
def test_what_counts_as_a_filter(query: Query, filtered: bool) -> None:
    assert query.filtered is filtered


@pytest.mark.parametrize(
    ("query", "chinese", "english"),
    [
        (
            {},
            "全部举措；面向全省的单独列出",
            "All measures; province-wide ones are listed apart",
        ),
        (
            {"strategies": ("border-opening",)},
            "只看战略：沿边开放",
            "Showing strategy: Border opening",
        ),
        (
            {"strategies": ("food-security", "ecology")},
            "只看战略：粮食安全、生态安全",
            "Showing strategy: Food security and Ecology",
        ),
        (
            {"strategies": ("food-security", "ecology"), "combine": "all"},
            "只看战略：粮食安全、生态安全；须同时服务于所选战略",
            "Showing strategy: Food security and Ecology; serving all of these strategies at once",
        ),
        (
            {"strategies": ("ecology",), "combine": "all"},
            "只看战略：生态安全",
            "Showing strategy: Ecology",
        ),
        (
            {"places": ("230100", "231081", "231086")},
            "只看地区：哈尔滨市、绥芬河市、东宁市",
            "Showing place: Harbin, Suifenhe City and Dongning City",
        ),
        (
            {"relations": ("explicit", "zone"), "bases": ("named", "official_list")},
            "只看关联：点名或简称、经片区；依据：原文写明、官方名单",
            "Showing link: named and by zone; basis: stated in the text and official list",
        ),
        (
            {"relations": ("explicit", "zone", "class", "province")},
            "只看关联：点名或简称、经片区、按类别、全省",
            "Showing link: named, by zone, by class and province-wide",
        ),
        (
            {"themes": ("layout",), "inherited": "without", "text": "口岸"},
            "只看章节：经济布局；不计承前句的关联；搜索“口岸”",
            "Showing section: Economic layout; links carried over from an earlier clause left out;"
            " search “口岸”",
        ),
        (
            {"level": "prefecture", "count": "measures"},
            "全部举措；面向全省的单独列出",
            "All measures; province-wide ones are listed apart",
        ),
    ],
)
def test_the_filter_is_said_as_a_sentence(
    query: dict[str, object], chinese: str, english: str
) -> None:
    assert Query(lang="zh", **query).describe(CATALOGUE) == chinese
    assert Query(lang="en", **query).describe(CATALOGUE) == english


def test_a_search_for_braces_is_said_as_typed() -> None:
    query = Query(lang="en", text="{values} {0}")
    assert query.describe(CATALOGUE) == "Showing search “{values} {0}”"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_part_of_the_filter_can_be_taken_away_by_its_chip(lang: str) -> None:
    query = Query(
        lang=lang,
        themes=("layout",),
        strategies=("ecology",),
        relations=("zone",),
        bases=("inferred",),
        places=("230100",),
        inherited="without",
        text="森林",
    )
    clauses = query.clauses(CATALOGUE)
    assert [name for name, _ in clauses] == [
        "theme",
        "strategy",
        "relation",
        "basis",
        "place",
        "inherited",
        "q",
    ]
    left = query
    for name, words in clauses:
        assert words in query.describe(CATALOGUE)
        left, dropped = left.patched({name: []}, CATALOGUE)
        assert dropped == ()
        assert name not in [other for other, _ in left.clauses(CATALOGUE)]
    assert not left.filtered


# What a query selects, counted another way: by plain Python over the links as they were read.

Row = tuple[str, str, str, str, str, bool]


@cache
def county_level(adcode: str) -> tuple[str, ...]:
    """Units a place comes to, by the parents that places.csv gives."""
    under = tuple(p.adcode for p in CATALOGUE.places.values() if p.parent == adcode)
    return under or (adcode,)


@cache
def searched(measure_id: str) -> str:
    """Words in which a search is expected to find a measure, in lower case."""
    document = open_document(DEFAULT.doc)
    index = [m.id for m in document.measures].index(measure_id)
    measure = document.measures[index]
    zones = {x.zone for x in document.reading.links if x.measure == measure_id and x.zone}
    named = [CATALOGUE.zones[z] for z in zones]
    served = [CATALOGUE.strategies[s] for s in measure.strategies]
    said = [measure.text, CATALOGUE.plan[index].text_en, measure.section]
    return "\n".join(said + [f"{n.name_zh}\n{n.name_en}" for n in [*named, *served]]).lower()


def of_measure(query: Query, measure: Measure, theme: str) -> bool:
    """Whether what the query asks of a measure itself holds."""
    words = query.text.lower().split()
    return all(
        [
            not query.themes or theme in query.themes,
            serves(query, measure),
            all(word in searched(measure.id) for word in words),
        ]
    )


def serves(query: Query, measure: Measure) -> bool:
    """Whether a measure serves one of the strategies chosen, or every one where that is asked."""
    served = [strategy in measure.strategies for strategy in query.strategies]
    return not served or (all(served) if query.combine == "all" else any(served))


def of_link(query: Query, link: Link, county: str) -> bool:
    """Whether what the query asks of a link and the unit it comes to holds."""
    above = CATALOGUE.places[county].parent if county else ""
    chosen = {county, above, CATALOGUE.province.adcode, link.place} - {""}
    return all(
        [
            link.relation in query.relations,
            not query.bases or link.basis in query.bases,
            not query.precisions or meant_by_hand(query, link, county) in query.precisions,
            not (query.inherited == "without" and link.inherited),
            not query.places or bool(set(query.places) & chosen),
        ]
    )


def meant_by_hand(query: Query, link: Link, county: str) -> str:
    """At which level a link means the unit of the map that it comes to."""
    if link.relation == "province":
        return "province"
    if query.level == "county" and county != link.place:
        return "prefecture"
    site = link.zone is not None and CATALOGUE.zones[link.zone].extent == "site"
    return "site" if site else "unit"


def by_hand(document: ReadDocument, query: Query) -> Counter[Row]:
    kept = {
        measure.id
        for measure, row in zip(document.measures, CATALOGUE.plan, strict=True)
        if of_measure(query, measure, row.theme)
        and (not query.sources or document.record.id in query.sources)
    }
    rows: Counter[Row] = Counter()
    for link in document.reading.links:
        if link.measure not in kept:
            continue
        for county in [""] if link.relation == "province" else county_level(link.place):
            if of_link(query, link, county):
                zone = link.zone or ""
                rows[link.measure, link.relation, zone, link.basis, county, link.inherited] += 1
    return rows


def by_query(document: ReadDocument, query: Query) -> Counter[Row]:
    found = query.apply(document.links)
    ids = [document.measures[m].id for m in found["m"]]
    columns = [found[name].tolist() for name in ("relation", "zone", "basis", "county")]
    return Counter(zip(ids, *columns, found["inherited"].tolist(), strict=True))


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(relations=EVERY_RELATION),
        Query(relations=("province",)),
        Query(strategies=("border-opening",)),
        Query(strategies=("ecology", "citizenization"), relations=EVERY_RELATION),
        Query(strategies=("ecology", "food-security"), combine="all", relations=EVERY_RELATION),
        Query(themes=("layout",)),
        Query(bases=("official_list", "named")),
        Query(inherited="without"),
        Query(precisions=("unit",)),
        Query(precisions=("site", "prefecture")),
        Query(precisions=("prefecture",), level="prefecture"),
        Query(precisions=("province",), relations=EVERY_RELATION),
        Query(places=("231081",)),
        Query(places=("230100",), relations=("explicit",)),
        Query(places=("232700", "232761", "230102")),
        Query(places=("230000",), relations=EVERY_RELATION),
        Query(places=("230000",), strategies=("ecology",)),
        Query(text="现代农业", relations=EVERY_RELATION),
        Query(text="SANJIANG"),
        Query(text="产业 走廊"),
        Query(text="nothing-of-the-kind"),
    ],
    ids=lambda query: query.address() or "all",
)
def test_a_query_selects_what_counting_by_hand_finds(query: Query) -> None:
    document = open_document(DEFAULT.doc)
    assert by_query(document, query) == by_hand(document, query)


NO_TEXT = QUERIES.map(lambda query: query.without("q"))


@settings(max_examples=40)
@given(NO_TEXT)
def test_any_query_selects_what_counting_by_hand_finds(query: Query) -> None:
    document = open_document(DEFAULT.doc)
    assert by_query(document, query) == by_hand(document, query)


@pytest.mark.parametrize(
    ("ignore", "same_as"),
    [
        (("place",), lambda q: q.without("place")),
        (
            ("relation",),
            lambda q: q.without("relation").patched({"relation": [*EVERY_RELATION]}, CATALOGUE)[0],
        ),
        (("strategy", "theme"), lambda q: q.without("strategy", "theme")),
        (("basis", "inherited", "q"), lambda q: q.without("basis", "inherited", "q")),
    ],
    ids=["place", "relation", "strategy-theme", "basis-inherited-q"],
)
def test_what_is_ignored_is_as_if_it_had_not_been_asked(
    ignore: tuple[str, ...], same_as: Callable[[Query], Query]
) -> None:
    query = Query(
        themes=("layout",),
        strategies=("food-security", "ecology"),
        relations=("zone",),
        bases=("inferred",),
        inherited="without",
        places=("230882",),
        text="农业",
    )
    links = open_document(DEFAULT.doc).links
    kept = query.apply(links, ignore=ignore)
    assert kept.index.tolist() == same_as(query).apply(links).index.tolist()
    assert len(kept) >= len(query.apply(links))
