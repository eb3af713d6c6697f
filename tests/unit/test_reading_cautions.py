"""Names that might have been read otherwise say so; names that nothing fits are told apart."""

from __future__ import annotations

import pytest

from atlas.catalogue import load_catalogue
from atlas.reading import read_text, to_contract


@pytest.mark.parametrize(
    ("text", "surface", "over", "zh", "en"),
    [
        (
            "支持鹤岗市向阳区改造管网。",
            "向阳区",
            ["230803"],
            "“向阳区”读作鹤岗市向阳区，没有读作佳木斯市向阳区",
            "preferred over Xiangyang District in Jiamusi, because it stands beside",
        ),
        (
            "黑龙江省支持明水县发展玉米。明水要建设烘干塔。",
            "明水",
            ["word"],
            "没有读作普通词语：它是行动的主语",
            "preferred over an ordinary word, because it acts as a place does",
        ),
        (
            "黑龙江省要改造老旧管网。西安区要建设公园。",
            "西安区",
            ["220403"],
            "没有读作吉林省西安区：全文讲的是黑龙江",
            "because the text is about Heilongjiang",
        ),
    ],
)
def test_a_close_call_says_what_it_was_preferred_over_and_why(
    text: str, surface: str, over: list[str], zh: str, en: str
) -> None:
    reading = read_text(text, load_catalogue())
    told = [
        next(m for m in to_contract(reading, lang)["mentions"][::-1] if m["surface"] == surface)
        for lang in ("zh", "en")
    ]
    assert [one["caution"]["kind"] for one in told] == ["close_call", "close_call"]
    assert told[0]["caution"]["over"] == over
    assert zh in told[0]["caution"]["message"]
    assert en in told[1]["caution"]["message"]


def test_a_name_that_is_one_place_alone_has_no_caution() -> None:
    answer = to_contract(read_text("支持黑河市扩建口岸，完善松嫩平原水网。", load_catalogue()))
    assert [m["surface"] for m in answer["mentions"]] == ["黑河市", "松嫩平原"]
    assert not [m for m in answer["mentions"] if "caution" in m]


def test_which_of_two_and_nothing_fits_are_kept_apart() -> None:
    text = "向阳区改造管网。支持黑河、星光县扩建口岸。"
    issues = to_contract(read_text(text, load_catalogue()))["document"]["issues"]
    told = [(i["caution"], i["value"], text[i["start"] : i["end"]]) for i in issues if "start" in i]
    assert told == [
        ("close_call", "向阳区", "向阳区"),
        ("nothing_fits", "星光县", "星光县"),
    ]


def test_a_text_that_never_speaks_of_the_province_says_what_it_reaches_by_nothing() -> None:
    reading = read_text("黑河、大庆、鸡西三市签约。完善物流网络。", load_catalogue())
    assert reading.links == ()
    assert "1 条没有地名的措施未按全省处理" in reading.issues[-1].said("zh")
