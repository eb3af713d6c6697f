"""Several documents answered as one: the sum of what each says by itself, each measure its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from secrets import token_urlsafe
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.analysis.passages import outline
from atlas.analysis.reach import Selection, facet_counts, select
from atlas.answering import ask, narrowed, open_query
from atlas.cli import main
from atlas.combining import own_id
from atlas.documents import drop_document, drop_removed, open_document
from atlas.export.tables import table
from atlas.figures.map_payload import map_message
from atlas.figures.payloads import document_payload
from atlas.model import SEVERAL
from atlas.query import DEFAULT
from atlas.review import Change, Passage
from atlas.reviews import keep_changes
from atlas.store import (
    KeptDocument,
    RemovedShelf,
    UnknownDocument,
    UnknownShelf,
    document_store,
    new_id,
)
from tests.browser.sent import sent
from tests.own_document import TEXT, own_document
from tests.queries import OWN, queries

PLAN = DEFAULT.doc
FACETS = ("theme", "strategy", "relation", "precision", "basis")
ABROAD = "某市工作安排\n支持富锦市建设粮食仓储设施；改造富锦市农田灌溉设施。\n全省推进城市更新。\n"


@pytest.fixture(scope="module")
def four() -> Iterator[tuple[str, ...]]:
    """The built-in plan and three readers' documents, two of which share a measure."""
    with ExitStack() as held:
        yield (PLAN, *(held.enter_context(own_document(text)) for text in (OWN, TEXT, ABROAD)))


@settings(
    max_examples=30,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_answer_is_the_sum_of_the_single_answers(
    four: tuple[str, ...], data: st.DataObject
) -> None:
    ids = data.draw(st.lists(st.sampled_from(four), min_size=2, max_size=4, unique=True))
    drawn = data.draw(queries(PLAN))
    asked = {name: values for name, values in drawn.items() if name != "measure"}
    whole = ask({**asked, "doc": ids}).selection
    alone = [ask({**asked, "doc": [one]}).selection for one in ids]
    assert said(whole) == sum_of(map(said, alone))
    assert passages(whole) == [one for selection in alone for one in passages(selection)]
    counted = {**asked, "count": ["measures"]}
    for part in ("values", "sites", "through"):
        together = map_message(ask({**counted, "doc": ids}).selection)[part]
        singly = [map_message(ask({**counted, "doc": [one]}).selection)[part] for one in ids]
        # A message leaves out counts that are all zero.
        added = tuple(map(sum, zip(*filter(any, singly), strict=True)))
        assert tuple(together) == added or not any((*together, *added))
    facets = facet_counts(whole.document, whole.query)
    each = [facet_counts(one.document, one.query) for one in alone]
    for name in FACETS:
        assert facets[name] == {v: sum(one[name][v] for one in each) for v in facets[name]}
    listed = [len(one.measures) + len(one.province) for one in alone]
    assert facets["source"] == dict(zip(ids, listed, strict=True))


def said(selection: Selection) -> Counter[tuple[Any, ...]]:
    """Rows of measures and links as an answer has them, by their own documents and ids."""
    rows: Counter[tuple[Any, ...]] = Counter()
    for row in table("measures", selection).records():
        kept = {k: v for k, v in row.items() if k not in ("id", "order")}
        rows["measure", own_id(row["id"]), json.dumps(kept, ensure_ascii=False)] += 1
    moved = ("measure", "order", "mention_start", "mention_end")
    for row in table("links", selection).records():
        kept = {k: v for k, v in row.items() if k not in moved}
        rows["link", own_id(row["measure"]), json.dumps(kept, ensure_ascii=False)] += 1
    return rows


def sum_of(counts: Any) -> Counter[tuple[Any, ...]]:
    return sum(counts, Counter())


def passages(selection: Selection) -> list[tuple[Any, ...]]:
    """Of each measure its document, its words where its span says, and those of its reasons."""
    document = selection.document
    text = document.reading.document.text
    held = {**selection.measures, **selection.province}
    return [
        (
            document.record_of(m).id,
            document.measures[m].span.text(text),
            document.statement(m, "en"),
            [
                mention.text(text) if (mention := document.reasons[r].mention) else None
                for r in held[m]
                # Reasons on readings that are chosen are numbered after all others.
                if not document.reasons[r].reading
            ],
        )
        for m in sorted(held)
    ]


def test_one_document_of_several_is_chosen_and_said(four: tuple[str, ...]) -> None:
    _, own, other, _ = four
    asked = {"doc": [PLAN, own, other], "source": [other, own]}
    opened = open_query(asked)
    assert opened.dropped == ()
    assert opened.query.to_params()["source"] == [own, other], "in the order they are read"
    selection = select(opened.document, opened.query)
    rows = list(table("measures", selection).records())
    assert {row["document"] for row in rows} == {own, other}
    assert {row["document_name_zh"] for row in rows} == {"方案"}
    assert opened.query.describe(opened.document.catalogue) == "只看文件：方案、方案"
    english = opened.query.but(lang="en").clauses(opened.document.catalogue)
    assert english == [("source", "document: 方案 and 方案")]
    assert selection.query.filtered


@pytest.mark.parametrize("doc", [[PLAN], None], ids=["named", "by default"])
def test_a_source_means_nothing_where_one_document_is_read(doc: list[str] | None) -> None:
    opened = open_query({"source": [PLAN], **({"doc": doc} if doc else {})})
    assert (opened.query.sources, opened.dropped) == ((), (f"source={PLAN}",))


def test_ids_are_unique_and_lead_to_the_passage_whatever_stands_beside(
    four: tuple[str, ...],
) -> None:
    *_, other, abroad = four
    whole = open_document(SEVERAL.join(four))
    ids = [measure.id for measure in whole.measures]
    assert len(set(ids)) == len(ids)
    twice = [measure for measure in whole.measures if "灌溉" in measure.text]
    assert [whole.record_of(whole.position[m.id]).id for m in twice] == [other, abroad]
    assert len({own_id(measure.id) for measure in twice}) == 1, "the same words"
    again = open_document(SEVERAL.join((abroad, PLAN)))
    assert twice[1].id in again.position
    assert twice[0].id not in again.position
    only = narrowed(ask({"doc": list(four), "measure": [twice[1].id]}).selection)
    assert [row["document"] for row in table("measures", only).records()] == [abroad]


def test_one_address_however_it_is_written(four: tuple[str, ...]) -> None:
    _, own, *_ = four
    opened = open_query({"doc": [f"{PLAN}{SEVERAL}{own}", own]})
    assert opened.query.doc == f"{PLAN}{SEVERAL}{own}"
    assert opened.query.to_params() == {"doc": [PLAN, own]}
    assert open_query(opened.query.to_params()).query == opened.query
    assert opened.document.record.id == opened.query.doc


def test_a_shelf_is_answered_under_its_title_and_follows_its_edits(four: tuple[str, ...]) -> None:
    shelves, key = document_store().shelves, token_urlsafe(32)
    shelf = shelves.make("十三市报告", four[:3], key=key)
    first = open_document(shelf.id)
    assert first.record.title("zh") == "十三市报告"
    assert [source.record.id for source in first.sources] == list(four[:3])
    assert open_document(shelf.id) is first, "it is held"
    assert ask({"doc": [shelf.id]}).selection.measures.keys() == (
        ask({"doc": list(four[:3])}).selection.measures.keys()
    )
    shelves.edit(shelf.id, key=key, base=1, documents=four[1:3])
    assert [source.record.id for source in open_document(shelf.id).sources] == list(four[1:3])
    shelves.remove(shelf.id, key)
    with pytest.raises(RemovedShelf):
        open_document(shelf.id)


def test_what_cannot_be_opened_is_said_and_the_rest_is_shown(four: tuple[str, ...]) -> None:
    gone = new_id()
    opened = open_query({"doc": [PLAN, gone, four[1]]})
    assert opened.dropped == (f"doc={gone}",)
    assert [source.record.id for source in opened.document.sources] == [PLAN, four[1]]
    shown = open_query({"doc": [PLAN, gone, "../etc"]}, instead=True)
    assert (shown.dropped, shown.missing) == ((), {})
    assert [fault.id for fault in shown.left_out] == ["../etc", gone]
    with pytest.raises(UnknownDocument):
        open_document(SEVERAL.join((gone, new_id())))
    with pytest.raises(UnknownShelf):
        open_document("s-" + "0" * 32)


@pytest.mark.parametrize("let_go", ["the keeper's server", "the round of any other"])
def test_of_a_document_removed_nothing_is_held_with_others(let_go: str) -> None:
    with own_document(ABROAD) as kept:
        both = SEVERAL.join((PLAN, kept))
        before = open_document(both)
        assert len(before.sources) == 2
    drop_document(kept) if let_go == "the keeper's server" else drop_removed()
    after = open_document(both)
    assert [source.record.id for source in after.sources] == [PLAN]
    assert "仓储" not in after.reading.document.text


def test_an_empty_shelf_and_one_of_an_empty_document_are_shown() -> None:
    shelf = document_store().shelves.make("空", [], key=token_urlsafe(32))
    selection = ask({"doc": [shelf.id]}).selection
    assert (len(selection.document.measures), selection.measures) == (0, {})
    assert table("measures", selection).rows == ()
    with own_document("没有举措的一段话。") as nothing:
        asked = ask({"doc": [nothing, PLAN, nothing]})
        assert len(asked.selection.document.measures) == len(open_document(PLAN).measures)
        first = asked.selection.document.record_of(0)
        assert first.id == PLAN


def test_the_browser_is_told_whose_each_measure_is(four: tuple[str, ...]) -> None:
    asset = document_payload(SEVERAL.join(four))
    assert [one["id"] for one in asset["documents"]] == list(four)
    said = [asset["documents"][one["document"]]["id"] for one in asset["measures"]]
    assert Counter(said) == {one: len(open_document(one).measures) for one in four}
    alone = document_payload(PLAN)
    assert [one["id"] for one in alone["documents"]] == [PLAN]


def test_the_outline_opens_each_document_with_its_title(four: tuple[str, ...]) -> None:
    parts = outline(open_document(SEVERAL.join((PLAN, four[2]))))
    assert sum(part.measures for part in parts) == len(open_document(PLAN).measures) + len(
        open_document(four[2]).measures
    )
    assert [part.title for part in parts if part.title.startswith("方案")] == ["方案 · 重点任务"]


def test_the_command_line_writes_them_together(
    four: tuple[str, ...], tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "both.csv"
    command = ["export", "--format", "csv", "--doc", PLAN, "--doc", four[2], "--source", four[2]]
    assert main([*command, "-o", str(target)]) == 0
    assert capsys.readouterr().err == ""
    written = target.read_text(encoding="utf-8-sig")
    assert four[2] in written
    assert len(open_document(four[2]).measures) >= 2


def test_the_filters_offer_the_documents_with_their_counts(four: tuple[str, ...]) -> None:
    message = sent("filters", doc=list(four[:3]))
    assert [source for source, _ in message["sources"]] == list(four[:3])
    assert [title for _, title in message["sources"]][1:] == ["方案", "方案"]
    listed = [
        len(one.measures) + len(one.province)
        for one in (ask({"doc": [document]}).selection for document in four[:3])
    ]
    assert message["counts"]["source"] == listed
    assert sent("filters")["sources"] == []


def test_what_people_said_of_one_document_holds_among_others() -> None:
    key = token_urlsafe(32)
    kept = KeptDocument(new_id(), "方案", "a.txt", "utf-8", "1" * 64, ABROAD)
    own = document_store().keep(kept, key=key).id
    both = SEVERAL.join((PLAN, own))
    before = open_document(both)
    alone = open_document(own)
    measures = alone.measures
    said = [
        Change("confirm", Passage.of(measures[0].span, alone.reading.document.text)),
        Change("not_a_measure", Passage.of(measures[1].span, alone.reading.document.text)),
    ]
    keep_changes(own, said, key=key, base=0, client="")
    after = open_document(both)
    assert len(after.measures) == len(before.measures) - 1
    assert after.asset != before.asset, "the browser asks for it anew"
    told = {one["zh"]: one["state"] for one in document_payload(after.asset)["measures"]}
    assert told[measures[0].text] == "confirmed"
    assert Counter(told.values())["proposed"] == len(told) - 1
    rejected = document_payload(after.asset)["rejected"]
    assert [after.reading.document.text[one["start"] : one["end"]] for one in rejected] == [
        measures[1].text
    ]
    assert document_payload(after.asset)["review"] is None, "several are nobody's to review"
    assert document_store().remove(own, key)
