"""What measures say of their carrying out: target and year, who, until when, how much money.

Own sentences in both directions: a field where the text names one, and none where a year is
history, a sum is a statistic or a body only attends.
"""

from __future__ import annotations

import pytest

from atlas.catalogue import load_catalogue
from atlas.model import FIELD_KINDS, Field, Measure, ModelError, Span
from atlas.reading import read_text, to_contract
from atlas.reading.field_values import amount, last_day
from atlas.reading.ledger import find_ledger

CATALOGUE = load_catalogue()


def asking(text: str) -> tuple[Measure, ...]:
    reading = read_text(text, CATALOGUE)
    for measure in reading.measures:
        for field in measure.fields:
            assert field.span.text(reading.document.text) == field.words
            assert field.kind in FIELD_KINDS
    return reading.asking


def told(measure: Measure) -> list[str]:
    """Fields as `kind words = value unit`."""
    return [
        f"{f.kind} {f.words}" + ("" if f.value is None else f" = {f.value}{f.unit}")
        for f in measure.fields
    ]


BUILD = "建设黑河跨境物流园"

ONE = {
    # Who is charged.
    f"由省商务厅牵头，{BUILD}。": ["body 省商务厅"],
    f"{BUILD}，由省商务厅、省交通运输厅负责。": ["body 省商务厅", "body 省交通运输厅"],
    f"{BUILD}，由省商务厅会同省财政厅组织实施。": ["body 省商务厅"],
    f"{BUILD}（省商务厅牵头，省财政厅配合）。": ["body 省商务厅"],
    f"{BUILD}（省商务厅、省住房和城乡建设厅按职责分工负责）。": [
        "body 省商务厅",
        "body 省住房和城乡建设厅",
    ],
    f"{BUILD}（省商务厅负责；完成时限：2026年）。": [
        "body 省商务厅",
        "deadline 2026年 = 2026-12-31",
    ],
    f"{BUILD}（省商务厅和省财政厅分别负责）。": ["body 省商务厅", "body 省财政厅"],
    f"{BUILD}（省发展和改革委员会负责）。": ["body 省发展和改革委员会"],
    f"{BUILD}（各市（地）人民政府负责）。": ["body 各市（地）人民政府"],
    f"{BUILD}（牵头单位：省商务厅）。": ["body 省商务厅"],
    f"{BUILD}（牵头单位：省商务厅；配合单位：省财政厅）。": ["body 省商务厅"],
    f"{BUILD}。责任单位：省商务厅，各市（地）人民政府": [
        "body 省商务厅",
        "body 各市（地）人民政府",
    ],
    f"{BUILD}。（省商务厅负责）": ["body 省商务厅"],
    f"{BUILD}。\n责任单位：省商务厅等": ["body 省商务厅"],
    f"{BUILD}。\n牵头部门：省商务厅（牵头）、省财政厅（配合）": ["body 省商务厅"],
    f"省商务厅牵头，{BUILD}。": ["body 省商务厅"],
    # A body that only attends, helps, is asked, or is nobody in particular.
    f"{BUILD}，邀请省商务厅参加开工仪式。": [],
    f"{BUILD}（省财政厅配合）。": [],
    f"{BUILD}，争取省商务厅支持。": [],
    f"{BUILD}，由有关部门负责。": [],
    f"{BUILD}，由龙头企业牵头。": [],
    f"{BUILD}，支持由省农科院牵头的创新联合体。": [],
    f"{BUILD}，经由绥芬河市负责通关的口岸出境。": [],
    f"{BUILD}（一期）。": [],
    f"{BUILD}，配合单位：省财政厅。": [],
    # By when.
    f"2026年底前，{BUILD}。": ["deadline 2026年底前 = 2026-12-31"],
    f"{BUILD}，2026年6月底前完成。": ["deadline 2026年6月底前 = 2026-06-30"],
    f"{BUILD}，2026年上半年开工。": ["deadline 2026年上半年 = 2026-06-30"],
    f"{BUILD}，2027年三季度建成投用。": ["deadline 2027年三季度 = 2027-09-30"],
    f"{BUILD}，2026年9月15日前完成。": ["deadline 2026年9月15日前 = 2026-09-15"],
    f"{BUILD}，上半年开工。": ["deadline 上半年"],
    f"年底前{BUILD}。": ["deadline 年底前"],
    f"{BUILD}，2026年6月前完成。": ["deadline 2026年6月前"],
    f"{BUILD}（完成时限：2026年12月）。": ["deadline 2026年12月 = 2026-12-31"],
    f"{BUILD}（完成时限：长期坚持）。": ["deadline 长期坚持"],
    f"{BUILD}（完成时限：2025—2027年）。": ["deadline 2025—2027年 = 2027-12-31"],
    f"{BUILD}。\n完成时限：2026年底": ["deadline 2026年底 = 2026-12-31"],
    # A time that is history or sets nothing.
    f"{BUILD}，巩固去年底前完成的清障成果。": [],
    f"{BUILD}，上半年过货量保持平稳。": [],
    f"{BUILD}，用好已于2024年底前建成的专用线。": [],
    f"{BUILD}，总结2023年上半年的经验。": [],
    # Money.
    f"{BUILD}，总投资12亿元。": ["money 12亿元 = 1200000000"],
    f"安排省级专项资金3000万元，{BUILD}。": ["money 3000万元 = 30000000"],
    f"{BUILD}，计划投资1.25亿元。": ["money 1.25亿元 = 125000000"],
    f"{BUILD}，总投资约12亿元。": ["money 约12亿元"],
    f"{BUILD}，投入5000万元以上。": ["money 5000万元以上"],
    f"{BUILD}，争取中央补助10—12亿元。": ["money 10—12亿元"],
    f"{BUILD}，每个项目补助50万元。": ["money 50万元"],
    f"{BUILD}，引进投资2亿美元。": ["money 2亿美元"],
    f"{BUILD}，统筹2亿元专项债券。": ["money 2亿元 = 200000000"],
    # A sum that is a statistic.
    f"{BUILD}，做强产值12亿元的加工业。": [],
    f"{BUILD}，服务年销售收入3亿元的企业。": [],
    f"{BUILD}，用好已投资4亿元的老园区。": [],
    f"{BUILD}，扩大进出口额60亿元的市场。": [],
    f"{BUILD}，培育资产20亿元的龙头。": [],
    # Target and year.
    f"到2027年，{BUILD}。": ["year 到2027年 = 2027"],
    "支持黑河口岸扩能，到2027年过货量达到500万吨。": [
        "year 到2027年 = 2027",
        "target 过货量达到500万吨 = 5000000吨",
    ],
    "改造黑河供热管网，力争普及率提高到98%以上。": ["target 普及率提高到98%以上"],
    "支持黑河口岸扩能，力争2027年过货量突破500万吨。": [
        "year 力争2027年 = 2027",
        "target 过货量突破500万吨 = 5000000吨",
    ],
    "推进黑河节水灌溉，确保2030年节水面积达到1.5万亩。": [
        "year 确保2030年 = 2030",
        "target 节水面积达到1.5万亩 = 15000亩",
    ],
    # A year that is history, a figure that describes.
    f"{BUILD}，承接2023年达到300万吨的货流。": [],
    f"{BUILD}，截至2025年的规划同步修编。": [],
    f"{BUILD}，整理从2015年到2020年的档案。": [],
    f"{BUILD}，奖励产量突破100万吨的企业。": [],
    f"{BUILD}，利用已达到500万吨的通过能力。": [],
    f"{BUILD}，落实2021年出台的办法。": [],
    f"{BUILD}，可追溯到2010年。": [],
}


@pytest.mark.parametrize(("text", "expected"), ONE.items(), ids=list(ONE))
def test_a_measure_and_what_it_says_of_its_carrying_out(text: str, expected: list[str]) -> None:
    found = [field for measure in asking(text) for field in told(measure)]
    assert found == expected


SEVERAL = {
    # A bracket speaks of what stands before it in its sentence, back to the last one.
    f"{BUILD}（省商务厅负责）；改造富锦市农田灌溉设施（省水利厅负责）。": [
        ["body 省商务厅"],
        ["body 省水利厅"],
    ],
    f"{BUILD}，改造富锦市农田灌溉设施（省水利厅负责）。": [["body 省水利厅"], ["body 省水利厅"]],
    # What stands apart speaks of its line; of the one above where it has a line of its own.
    f"{BUILD}和配套的铁路专用线及堆场。改造富锦市农田灌溉设施。（省水利厅负责）": [
        ["body 省水利厅"],
        ["body 省水利厅"],
    ],
    f"{BUILD}。\n改造富锦市农田灌溉设施。\n责任单位：省水利厅": [[], ["body 省水利厅"]],
    f"{BUILD}。\n责任单位：省商务厅\n改造富锦市农田灌溉设施。\n责任单位：省水利厅": [
        ["body 省商务厅"],
        ["body 省水利厅"],
    ],
    f"{BUILD}，总投资2亿元；改造富锦市农田灌溉设施。": [["money 2亿元 = 200000000"], []],
    f"由省商务厅牵头，{BUILD}；改造富锦市农田灌溉设施。": [["body 省商务厅"], []],
}


@pytest.mark.parametrize(("text", "expected"), SEVERAL.items(), ids=list(SEVERAL))
def test_each_of_several_measures_has_what_is_said_of_it(
    text: str, expected: list[list[str]]
) -> None:
    assert [told(measure) for measure in asking(text)] == expected


def test_a_ledgers_row_comes_out_as_fields() -> None:
    ledger = find_ledger(["序号", "重点任务", "所在地区", "牵头单位", "配合单位", "完成时限"])
    assert ledger is not None
    (line,) = ledger.lines(
        ["1", "建设冷链物流园", "同江市", "省商务厅、佳木斯市政府", "省财政厅", "2026年6月底前"]
    )
    (measure,) = asking(line)
    assert told(measure) == [
        "body 省商务厅",
        "body 佳木斯市政府",
        "deadline 2026年6月底前 = 2026-06-30",
    ]
    assert measure.said("body") == ("省商务厅", "佳木斯市政府")
    assert measure.value("deadline") == "2026-06-30"
    assert (measure.said("money"), measure.value("money")) == ((), None)


def test_a_statement_has_no_fields() -> None:
    reading = read_text("黑河口岸过货量达到300万吨，总投资12亿元。", CATALOGUE)
    assert reading.measures
    assert [(m.acts, m.fields) for m in reading.measures] == [(False, ())]


def test_fields_in_the_contract() -> None:
    answer = to_contract(read_text(f"{BUILD}，总投资1.2亿元（省商务厅负责）。", CATALOGUE))
    assert answer["measures"][0]["fields"] == [
        {
            "kind": "money",
            "start": 13,
            "end": 18,
            "words": "1.2亿元",
            "value": 120000000,
            "unit": "",
        },
        {"kind": "body", "start": 19, "end": 23, "words": "省商务厅", "value": None, "unit": ""},
    ]


def test_a_field_fills_its_span() -> None:
    with pytest.raises(ModelError, match="does not fill"):
        Field("body", Span(0, 3), "省商务厅")


@pytest.mark.parametrize(
    ("number", "scale", "expected"),
    [
        ("12", "亿", 1_200_000_000),
        ("1.25", "万", 12_500),
        ("1,200", None, 1_200),
        ("98.5", None, 98.5),
        ("3.20", None, 3.2),
        ("0.12345", "万", 1_234.5),
        ("2", "万亿", 2_000_000_000_000),
    ],
)
def test_a_number_and_its_size(number: str, scale: str | None, expected: float) -> None:
    assert amount(number, scale) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026年", "2026-12-31"),
        ("2028年2月", "2028-02-29"),
        ("2026年2月底前", "2026-02-28"),
        ("2026.6", "2026-06-30"),
        ("2026-06-15", "2026-06-15"),
        ("2026年一季度", "2026-03-31"),
        ("2026年下半年", "2026-12-31"),
        ("2026年6月前", None),
        ("2026年前", None),
        ("2026年13月", None),
        ("2026年2月30日", None),
        ("6月底前", None),
        ("持续推进", None),
    ],
)
def test_the_last_day_that_a_time_leaves(words: str, expected: str | None) -> None:
    assert last_day(words) == expected
