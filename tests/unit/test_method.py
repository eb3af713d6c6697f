"""Data and method: what the page says is so, and says all there is in both languages."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter

import pytest

from atlas import linking
from atlas.analysis.method import RULES, relations_used, rules_used, wilson_interval, zone_measures
from atlas.analysis.method_findings import method_finding
from atlas.analysis.reach import select
from atlas.catalogue import DATA, GEO, load_catalogue
from atlas.documents import open_document
from atlas.figures.method_payload import method_asset, method_payload
from atlas.language import LANGS, words
from atlas.query import DEFAULT
from tests.accuracy import score

CJK = re.compile(r"[\u4e00-\u9fff]")


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def measured() -> list[score.Answer]:
    return list(score.answers(load_catalogue()))


def test_the_accuracy_shown_is_the_accuracy_of_today(measured: list[score.Answer]) -> None:
    again = "the engine, its tables or the cases have changed: run `make accuracy`"
    assert table("accuracy.csv") == score.scores(measured), again
    assert table("accuracy_misses.csv") == score.misses(measured), again


def test_right_and_wrong_answers_add_up(measured: list[score.Answer]) -> None:
    for row in load_catalogue().about.accuracy:
        own = [m for m in load_catalogue().about.misses if m.task == row.task]
        assert row.expected - row.right == sum(len(m.missing) for m in own)
        assert row.found - row.right == sum(len(m.extra) for m in own)
        assert len([a for a in measured if a.task == row.task]) == row.cases


def test_labels_name_what_the_catalogue_knows() -> None:
    catalogue = load_catalogue()
    known = {*catalogue.places, *catalogue.zones, *catalogue.externals}
    for row in score.sentences():
        targets = re.findall(r"(?:region|province|external|zone|class|explicit):([\w-]+)", str(row))
        assert set(targets) <= known, row["text"]


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    # Values of R's prop.test(…, correct = FALSE).
    [(0, 10, 0.0, 0.2775), (9, 10, 0.5958, 0.9821), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_wilson_s(right: int, of: int, low: float, high: float) -> None:
    assert wilson_interval(right, of) == pytest.approx((low, high), abs=5e-5)


def test_every_rule_of_the_linker_is_explained() -> None:
    in_code = set(re.findall(r'"([a-z]+-[a-z]+|named|reviewed)"', _linking_source()))
    assert set(RULES) >= in_code
    for lang in LANGS:
        assert {f"method.rule_{rule}" for rule in RULES} <= set(words(lang))


def _linking_source() -> str:
    with open(linking.__file__, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


def test_relations_and_rules_count_every_reason_once() -> None:
    plan = open_document(DEFAULT.doc)
    links = plan.reading.links
    for way in relations_used(plan):
        own = [x for x in links if x.relation == way.name]
        assert way.measures == len({x.measure for x in own})
        assert way.example is not None
        assert plan.reasons[way.example].relation == way.name
        assert not plan.reasons[way.example].inherited
    for way in rules_used(plan):
        assert way.measures == len({x.measure for x in links if x.rule == way.name})
        assert (way.example is None) == (way.measures == 0)
    pairs = {(x.zone, x.measure) for x in links if x.zone}
    assert zone_measures(plan) == Counter(zone for zone, _ in pairs)


def test_the_heading_counts_members_and_inferred_ones() -> None:
    members = table("zone_members.csv")
    inferred = sum(row["basis"] == "inferred" for row in members)
    heading = method_finding(load_catalogue(), "zh")
    assert f"{len(table('zones.csv'))} 个片区" in heading
    assert f"{len(members)} 个成员" in heading
    assert f"{inferred} 个是推定的" in heading


def test_short_texts_stand_in_both_languages() -> None:
    texts = {row[k] for row in table("sources.csv") for k in ("terms", "note")}
    for name in ("zone_members", "zone_readings", "reading_members"):
        texts |= {row["note"] for row in table(f"{name}.csv")}
    descriptor = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    texts |= {descriptor["title"], descriptor["description"]}
    texts |= {licence["title"] for licence in descriptor["licenses"]}
    for resource in descriptor["resources"]:
        texts |= {resource["title"], resource["description"]}
        texts |= {field["description"] for field in resource["schema"]["fields"]}
    known = {row["text"] for row in table("translations.csv")}
    assert texts - known - {""} == set(), "add a row to data/translations.csv"
    for row in table("translations.csv"):
        assert not CJK.search(row["en"]), row["text"]


def test_translations_that_nothing_uses_are_gone() -> None:
    used = (DATA / "sources.csv").read_text(encoding="utf-8")
    for name in ("zone_members", "zone_readings", "reading_members"):
        used += (DATA / f"{name}.csv").read_text(encoding="utf-8")
    used += (DATA / "datapackage.json").read_text(encoding="utf-8")
    rows = [row["text"] for row in table("translations.csv")]
    assert [text for text in rows if text not in used] == []


def test_layers_agree_with_the_record_of_their_sources() -> None:
    record = (GEO / "SOURCE.md").read_text(encoding="utf-8")
    for layer in load_catalogue().about.layers:
        assert layer.package in record
        assert layer.url in record
        assert layer.review_number in record
        for file in layer.files.split():
            assert (GEO / file).exists()


def test_every_source_says_where_it_is_used() -> None:
    cited = load_catalogue().about.cited
    members = Counter(row["source"] for row in table("zone_members.csv"))
    figures = Counter(row["source"] for row in table("indicators.csv"))
    for row in table("sources.csv"):
        assert cited[row["id"]].get("zone_members", 0) == members[row["id"]]
        assert cited[row["id"]].get("indicators", 0) == figures[row["id"]]


def test_what_the_browser_is_sent_is_whole() -> None:
    facts = method_asset()
    assert {t["name"] for t in facts["tables"]} == {p.stem for p in DATA.glob("*.csv")}
    for entry in facts["tables"]:
        assert entry["rows"] == len(table(entry["file"]))
        assert [f["name"] for f in entry["fields"]] == _header(entry["file"])
    assert sum(len(m) for m in facts["members"].values()) == len(table("zone_members.csv"))
    payload = method_payload(select(open_document(DEFAULT.doc), DEFAULT))
    assert payload["issues"] == []
    assert payload["filtered"] is False


def _header(name: str) -> list[str]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_a_miss_is_told_in_names_not_codes() -> None:
    said = [
        part
        for miss in method_asset()["misses"]
        for part in (miss["missing"]["en"], miss["extra"]["en"])
        if miss["task"] != "measures"
    ]
    assert any(said)
    assert not any(re.search(r"\d{6}|_|:", part) for part in said)
