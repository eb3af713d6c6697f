"""Which clauses are measures: a row says why, the text, and what a planner would tick off."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from atlas.catalogue import load_catalogue
from atlas.model import Measure, Reading
from atlas.reading import read_text

CASES = Path(__file__).parent / "cases" / "measures.csv"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "article-2026.txt"


def read(text: str) -> Reading:
    return read_text(text, load_catalogue(), province="230000")


def cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["why"], row["text"], row["measures"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("why", "text", "expected"), cases())
def test_clauses_that_can_be_ticked_off(why: str, text: str, expected: str) -> None:
    found = [
        measure.text for measure in read(text.replace("\\n", "\n").replace("\\t", "\t")).measures
    ]
    assert [words.replace("\t", "\\t") for words in found] == [
        part for part in expected.split("|") if part
    ], why


def sections(measures: tuple[Measure, ...]) -> list[tuple[str, str]]:
    return [(measure.section, measure.text) for measure in measures]


def test_sections_take_their_names_from_headings_of_every_form() -> None:
    text = (
        "第一章 总体要求\n坚持统筹推进。\n"
        "一、扩大开放\n建设跨境物流园。\n"
        "（一）改善口岸。完善查验设施，延长通关时间，开通绿色通道。\n"
        "**保护森林**\n实施封山育林。\n"
        "优化空间格局。科学划定城镇边界，统筹安排产业用地，保护沿江岸线。\n"
    )
    assert sections(read(text).measures) == [
        ("总体要求", "坚持统筹推进"),
        ("扩大开放", "建设跨境物流园"),
        ("改善口岸", "完善查验设施"),
        ("改善口岸", "延长通关时间"),
        ("改善口岸", "开通绿色通道"),
        ("保护森林", "实施封山育林"),
        ("优化空间格局", "科学划定城镇边界"),
        ("优化空间格局", "统筹安排产业用地"),
        ("优化空间格局", "保护沿江岸线"),
    ]


def test_a_section_that_looks_back_holds_no_measures() -> None:
    text = "一、去年工作回顾\n新建学校12所。\n二、今年任务\n新建学校8所。\n"
    assert [measure.text for measure in read(text).measures] == ["新建学校8所"]


def test_the_same_words_twice_are_two_measures() -> None:
    first, second = read("改造管网。\n扩建水厂。\n改造管网。\n").measures[::2]
    assert first.text == second.text
    assert first.id != second.id


@pytest.mark.skipif(not SEED.exists(), reason="the scraped interview is not part of the project")
def test_the_scraped_interview_yields_about_sixty_measures() -> None:
    reading = read_text(SEED.read_text(encoding="utf-8"), load_catalogue())
    assert reading.document.province == "230000"
    assert 50 <= len(reading.measures) <= 70
    assert {measure.section for measure in reading.measures} >= {
        "提高区域合作水平",
        "优化区域经济布局",
        "加快推进新型城镇化",
    }
    assert not [m.text for m in reading.measures if "记者" in m.text or "全会" in m.text]
