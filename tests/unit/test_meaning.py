"""Two documents by meaning: which measures are one, how they differ, and what is taken up."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pytest

from atlas.analysis.comparison import matching
from atlas.analysis.comparison.comparing import compare_documents
from atlas.analysis.comparison.differences import Added, exact_words, word_differences
from atlas.analysis.comparison.matching import alike, match_measures
from atlas.analysis.comparison.taking_up import TakingUp, subject_of, take_up
from atlas.analysis.comparison.wording import GRAMS, bare_wordings, likeness
from atlas.analysis.reach import select
from atlas.answering import ask
from atlas.catalogue import load_catalogue
from atlas.documents import ReadDocument, open_document
from atlas.export import export
from atlas.export.columns import Table
from atlas.export.pair_rows import compared_with
from atlas.export.tables import table
from atlas.figures.read_payload import read_payload
from atlas.language import say
from atlas.model import LANGS, Lang
from atlas.query import Query
from atlas.reading import read_text
from atlas.tables.records import DocumentRow
from tests.accuracy.score import (
    ONE_MEASURE,
    Answer,
    labelled_pairs,
    pair_answers,
    pair_documents,
)
from tests.own_document import own_document

DOCS = Path(__file__).parents[2] / "docs" / "architecture.md"
NEHE, QIQIHAR = "230281", "230200"
OWN = """讷河市2027年区域协调发展工作方案
一、农业
到2027年在讷河市建成高标准农田30万亩。支持种薯基地建设；推进黑土地保护。
二、城乡
有序推进5000名农业转移人口市民化。建设改造地下管网80公里。完善平急两用公共基础设施。
三、其他
深化县域经济发展突破年行动。改善营商环境。
"""


def read(text: str, name: str = "own") -> ReadDocument:
    catalogue = load_catalogue()
    reading = read_text(
        text, catalogue, title=name, document_id=name, province=catalogue.province.adcode
    )
    return ReadDocument(DocumentRow(name, name, name, "", "", "", "", "", ""), reading, catalogue)


@pytest.fixture(scope="module")
def plan() -> ReadDocument:
    return open_document("plan-2026")


@pytest.fixture(scope="module")
def own() -> ReadDocument:
    return read(OWN)


@pytest.fixture(scope="module")
def taken(plan: ReadDocument, own: ReadDocument) -> TakingUp:
    return take_up(own, plan, Query())


def counted(answers: list[Answer]) -> tuple[int, int, int]:
    """Pairs labelled as one measure, pairs made, and pairs made rightly."""
    return (
        sum(len(a.expected) for a in answers),
        sum(len(a.found) for a in answers),
        sum(len(a.expected & a.found) for a in answers),
    )


def f_score(expected: int, found: int, right: int) -> float:
    return 2 * right / (expected + found)


def test_there_are_enough_labelled_pairs_of_every_kind() -> None:
    for half in ("set", "told"):
        labels = Counter(row["label"] for row in labelled_pairs(half))
        assert sum(labels.values()) == 80
        assert set(labels) == {"same", "sharpened", "other", "unrelated"}
        assert min(labels.values()) >= 15
    texts = [{(row["one"], row["other"]) for row in labelled_pairs(h)} for h in ("set", "told")]
    assert not texts[0] & texts[1]


def test_the_threshold_is_the_best_of_the_half_that_sets_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = matching.THRESHOLD
    monkeypatch.setattr(matching, "THRESHOLD", 0.3)
    documents = pair_documents(load_catalogue(), "set")
    scores = {(pair.one, pair.other): pair.score for pair in alike(*documents)}
    one = [row["label"] in ONE_MEASURE for row in labelled_pairs("set")]
    reached = {}
    for threshold in (n / 100 for n in range(30, 71)):
        made = [scores.get((i, i), 0.0) >= threshold for i in range(len(one))]
        right = sum(a and b for a, b in zip(made, one, strict=True))
        reached[threshold] = f_score(sum(one), sum(made), right)
    assert reached[chosen] == max(reached.values())


def test_the_docs_state_precision_and_recall_of_both_halves() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for half, said in (("set", "the half that set it"), ("told", "the other half")):
        expected, found, right = counted(list(pair_answers(load_catalogue(), half)))
        figures = f"{right} of {found} pairs made are right and {right} of {expected} found"
        assert f"{figures} on {said}" in re.sub(r"\s+", " ", text)


def test_likeness_is_the_cosine_of_weighted_runs() -> None:
    one, other, beside = (
        ["建设种薯基地", "治理侵蚀沟"],
        ["种薯基地", "沟", "建设公园"],
        ["建设道路"],
    )
    everything = [*one, *other, *beside]

    def runs(text: str) -> Counter[str]:
        return Counter(text[i : i + n] for n in GRAMS for i in range(len(text) - n + 1))

    def vector(text: str) -> dict[str, float]:
        held = {run: sum(run in runs(t) for t in everything) for run in runs(text)}
        rare = {run: math.log((1 + len(everything)) / (1 + n)) + 1 for run, n in held.items()}
        weights = {run: n * rare[run] for run, n in runs(text).items()}
        length = math.sqrt(sum(w * w for w in weights.values()))
        return {run: w / length for run, w in weights.items()}

    by_hand = [
        [sum(w * vector(b).get(run, 0) for run, w in vector(a).items()) for b in other] for a in one
    ]
    found = np.vstack([block for _, block in likeness(one, other, beside)])
    assert found == pytest.approx(np.array(by_hand))


def test_long_documents_are_compared_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"建设{name}产业园区" for name in "甲乙丙丁戊己庚辛壬癸"]
    whole = np.vstack([block for _, block in likeness(texts, texts[::-1])])
    monkeypatch.setattr("atlas.analysis.comparison.wording.CELLS", 25)
    blocks = list(likeness(texts, texts[::-1]))
    assert [start for start, _ in blocks] == list(
        np.cumsum([0, *(len(block) for _, block in blocks[:-1])])
    )
    assert len(blocks) > 2
    assert np.vstack([block for _, block in blocks]) == pytest.approx(whole)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("到2027年在讷河市建成高标准农田20万亩", "在 建成高标准农田"),
        ("改造农村公路260公里", "改造农村公路"),
        ("保护三江平原湿地", "保护三江平原湿地"),
        ("推动农村生活垃圾治理覆盖95%的行政村", "推动农村生活垃圾治理覆盖 的行政村"),
    ],
)
def test_names_of_units_and_figures_are_no_wording(text: str, bare: str) -> None:
    assert [" ".join(said.split()) for said in bare_wordings(read(text + "。"))] == [bare]


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        # Other words, one measure.
        ("建设宝清县智慧农业示范区", "创建宝清智慧农业示范区", ("same", "shared")),
        # A county of the list that the other names.
        ("支持三江平原发展水稻加工", "支持富锦市发展水稻加工", ("within", "shared")),
        # Said of no place, and of one.
        ("治理侵蚀沟", "治理拜泉县侵蚀沟600条", ("open", "shared")),
        # The same words for other counties are another measure.
        ("改造七台河市棚户区", "改造鹤岗市棚户区", None),
        # One place, other measures.
        ("改造富锦市灌区渠系", "调整富锦市水稻种植结构", None),
        ("建设抚远市深水港", "提高乡村教师待遇", None),
    ],
)
def test_measures_are_one_where_strategy_place_and_wording_agree(
    one: str, other: str, agreement: tuple[str, str] | None
) -> None:
    found = match_measures(read(one + "。", "a"), read(other + "。", "b")).pairs
    assert [(p.places, p.strategies) for p in found] == ([agreement] if agreement else [])


def test_a_measure_stands_in_one_pair_and_the_order_of_documents_does_not_matter() -> None:
    one, other = pair_documents(load_catalogue(), "set")
    pairs = match_measures(one, other).pairs
    assert len({p.one for p in pairs}) == len({p.other for p in pairs}) == len(pairs) > 40
    assert pairs == match_measures(one, other).pairs
    turned = match_measures(other, one).pairs
    assert {(p.one, p.other) for p in pairs} == {(p.other, p.one) for p in turned}


def test_a_document_is_paired_with_itself_word_for_word(plan: ReadDocument) -> None:
    pairs = match_measures(plan, plan).pairs
    assert [(p.one, p.other, p.wording) for p in pairs] == [
        (m, m, 1.0) for m in range(len(plan.measures))
    ]


def test_two_very_long_documents_are_compared_word_for_word(
    plan: ReadDocument, own: ReadDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "MOST_CELLS", 10)
    found = match_measures(own, plan)
    assert not found.by_meaning
    assert [own.measures[p.one].text for p in found.pairs] == [
        "完善平急两用公共基础设施",
        "深化县域经济发展突破年行动",
    ]


@pytest.mark.parametrize(
    ("one", "other", "left", "right"),
    [
        ("建设种薯基地", "建设种薯基地", [(True, "建设种薯基地")], [(True, "建设种薯基地")]),
        (
            "建设和改造地下管网",
            "建设改造地下管网80公里",
            [(True, "建设"), (False, "和"), (True, "改造地下管网")],
            [(True, "建设改造地下管网"), (False, "80公里")],
        ),
        ("保护湿地", "发展旅游", [(False, "保护湿地")], [(False, "发展旅游")]),
        ("保护湿地", "", [(False, "保护湿地")], []),
    ],
)
def test_differences_are_marked_word_by_word(
    one: str, other: str, left: list[tuple[bool, str]], right: list[tuple[bool, str]]
) -> None:
    assert word_differences(one, other) == (tuple(left), tuple(right))


def test_marked_wordings_are_the_wordings(taken: TakingUp) -> None:
    for one in taken.said:
        for document, m, parts in zip(
            taken.documents, (one.pair.one, one.pair.other), one.parts, strict=True
        ):
            assert "".join(text for _, text in parts) == document.measures[m].text


@pytest.mark.parametrize(
    ("text", "told", "alone"),
    [
        ("改造农村危房，到2027年完成1200户。", "改造农村危房，到2027年完成1200户", []),
        # A clause with an object of its own is a measure of its own.
        (
            "改造农村危房，建设农村公路20公里。",
            "改造农村危房",
            ["建设农村公路20公里"],
        ),
        ("改造农村危房。完成1200户。", "改造农村危房", ["完成1200户"]),
    ],
)
def test_a_clause_of_figures_alone_sharpens_the_measure_before_it(
    text: str, told: str, alone: list[str]
) -> None:
    own = read(text)
    found = take_up(own, read("改造农村危房。", "base"), Query())
    (one,) = found.said
    assert "".join(words for _, words in one.parts[0]) == told
    assert [own.measures[m].text for m in found.alone[0]] == alone
    assert one.state == ("taken_up" if alone else "sharpened")
    assert [added.words for added in one.added] == ([] if alone else ["2027年", "1200户"])


@pytest.mark.parametrize(
    ("base", "other", "added", "left_out"),
    [
        ("建设高标准农田", "到2027年建设高标准农田20万亩", "year 2027年, figure 20万亩", ""),
        ("治理侵蚀沟", "治理拜泉县侵蚀沟600条", "figure 600条, place 拜泉县", ""),
        ("治理拜泉县侵蚀沟600条", "治理拜泉侵蚀沟", "", "figure 600条"),
        ("改造农村公路1,200公里", "改造农村公路1200公里", "", ""),
        ("改造灌区，由市水务局牵头", "改造灌区", "", "body 市水务局"),
        ("建设三江平原灌区", "建设灌区", "", "place 三江平原"),
    ],
)
def test_what_is_said_more_exactly(base: str, other: str, added: str, left_out: str) -> None:
    exact = [exact_words(read(f"{text}。"), 0) for text in (base, other)]

    def told(found: tuple[Added, ...]) -> str:
        return ", ".join(f"{one.kind} {one.words}" for one in found)

    assert told(exact[1].beyond(exact[0])) == added
    assert told(exact[0].beyond(exact[1])) == left_out


def test_a_county_s_plan_takes_up_sharpens_and_leaves(
    taken: TakingUp, own: ReadDocument, plan: ReadDocument
) -> None:
    assert taken.base == 1
    told = {
        own.measures[s.pair.one].text: (
            s.state,
            plan.measures[s.pair.other].text,
            [a.words for a in s.added],
        )
        for s in taken.said
    }
    assert told == {
        "有序推进5000名农业转移人口市民化": (
            "sharpened",
            "有序推进农业转移人口市民化",
            ["5000名"],
        ),
        "建设改造地下管网80公里": ("sharpened", "建设和改造地下管网", ["80公里"]),
        "完善平急两用公共基础设施": ("taken_up", "完善平急两用公共基础设施", []),
        "深化县域经济发展突破年行动": ("taken_up", "深化县域经济发展突破年行动", []),
    }
    for i, document in enumerate(taken.documents):
        paired = {(s.pair.one, s.pair.other)[i] for s in taken.said}
        assert sorted({*paired, *taken.alone[i]}) == list(range(len(document.measures)))


def test_what_reaches_the_county_is_what_it_can_take_up(
    taken: TakingUp, plan: ReadDocument
) -> None:
    reachable = taken.reachable
    assert reachable is not None
    assert reachable.unit == NEHE
    local = {
        plan.position[link.measure]
        for link in plan.reading.links
        if link.relation in ("explicit", "zone", "class")
        and NEHE in {c.adcode for c in plan.catalogue.counties_of(link.place)}
    }
    assert set(reachable.local) == local
    placed = {
        plan.position[x.measure]
        for x in plan.reading.links
        if x.relation not in ("province", "pair")
    }
    wide = {plan.position[x.measure] for x in plan.reading.links if x.relation == "province"}
    assert set(reachable.wide) == wide - placed
    assert reachable.taken == {s.pair.other for s in taken.said}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (OWN, NEHE),
        ("齐齐哈尔市工作要点\n支持齐齐哈尔市发展装备制造。改造齐齐哈尔市老旧小区。\n", QIQIHAR),
        ("支持讷河市发展大豆加工。改造富锦市灌区。建设抚远市口岸。", None),
        ("推进全省城市更新。", None),
    ],
)
def test_a_document_is_about_one_unit_or_none(text: str, unit: str | None) -> None:
    assert subject_of(read(text)) == unit


def test_a_filter_shows_the_pairs_of_either_side(
    plan: ReadDocument, own: ReadDocument, taken: TakingUp
) -> None:
    query = Query(strategies=("city-renewal",))
    part = take_up(own, plan, query)
    serving = {m for m, one in enumerate(plan.measures) if "city-renewal" in one.strategies}
    assert {s.pair for s in part.said} == {
        s.pair
        for s in taken.said
        if s.pair.other in serving or "city-renewal" in own.measures[s.pair.one].strategies
    }
    assert set(part.alone[1]) == set(taken.alone[1]) & serving
    assert part.reachable == taken.reachable
    near = take_up(own, plan, Query(places=(NEHE,)))
    assert set(near.alone[0]) == set(taken.alone[0])
    assert 0 < len(near.alone[1]) < len(taken.alone[1])


def test_the_matrix_counts_every_measure_once_a_place(taken: TakingUp, own: ReadDocument) -> None:
    strategy = {m: one.strategies[0] for m, one in enumerate(own.measures) if one.strategies}
    mine = Counter(strategy[m] for m in taken.alone[0] if m in strategy)
    assert dict(mine) == {
        s: only for (s, place), (_, only, _) in taken.matrix.items() if place == QIQIHAR and only
    }
    # The plan says it for the whole province, the county for itself: both say it there.
    assert taken.matrix["city-renewal", QIQIHAR][0] == 2
    assert taken.matrix["county-economy", "230100"][0] == 0


@pytest.mark.parametrize("lang", LANGS)
def test_an_own_document_leads_to_what_it_takes_up(lang: Lang, own: ReadDocument) -> None:
    plan = open_document("plan-2026")
    assert read_payload(select(plan, Query(lang=lang)))["taking_up"] is None
    link = read_payload(select(own, Query(lang=lang, doc="own", text="灌区")))["taking_up"]
    assert link is not None
    assert plan.record.title(lang) in link["text"]
    said = "" if lang == "zh" else "lang=en&"
    assert link["href"] == f"compare?{said}doc=own&against=plan-2026"


def test_a_filter_that_leaves_nothing_of_one_document_leaves_the_other(
    plan: ReadDocument, own: ReadDocument
) -> None:
    compared = compare_documents(own, plan, Query(strategies=("border-opening",)))
    assert compared.named[0] == compared.reached[0] == ()
    assert compared.meaning.alone[0] == ()
    assert len(compared.meaning.alone[1]) > 0


def columns(given: Table, *names: str) -> list[tuple[object, ...]]:
    return list(zip(*(given.column(name) for name in names), strict=True))


@pytest.mark.parametrize("lang", LANGS)
def test_files_hold_the_comparison(lang: Lang) -> None:
    with own_document(OWN) as kept:
        asked = ask({"doc": [kept], "against": ["plan-2026"], "lang": [lang]}).selection
        given = table("comparison", asked)
        made = {
            kind: export(asked, kind, base_url="https://plan.example", page="compare").body
            for kind in ("csv", "xlsx", "docx")
        }
        ids = {document.record.id for document in compared_with(asked).documents}
    assert ids == {kept, "plan-2026"}
    assert columns(given, "state", "one_text", "other_text", "added", "left_out")[:3] == [
        (
            "sharpened",
            "有序推进5000名农业转移人口市民化",
            "有序推进农业转移人口市民化",
            ("5000名",),
            (),
        ),
        ("sharpened", "建设改造地下管网80公里", "建设和改造地下管网", ("80公里",), ()),
        ("taken_up", "完善平急两用公共基础设施", "完善平急两用公共基础设施", (), ()),
    ]
    assert Counter(given.column("state"))["other"] == len(open_document("plan-2026").measures) - 4
    written = list(csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig"))))
    assert [row["state"] for row in written] == given.column("state")
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    ledger = book[say("export.sheet_comparison", lang)]
    cells = [[cell.value for cell in row] for row in ledger.iter_rows(min_row=2, max_row=3)]
    assert cells[1][:7] == [
        say("export.state_sharpened", lang),
        5,
        "建设改造地下管网80公里",
        62,
        "建设和改造地下管网",
        asked.document.catalogue.strategies["city-renewal"].name(lang),
        "80公里",
    ]
    brief = docx.Document(io.BytesIO(made["docx"]))
    told = [[cell.text for cell in row.cells] for row in brief.tables[0].rows]
    assert told[2][:2] == ["建设改造地下管网80公里", "建设和改造地下管网"]
    assert "0.84" in told[2][2]
    assert "80公里" in told[2][2]
    assert any(say("compare.taken_up", lang, n=2) == p.text for p in brief.paragraphs)
