"""The scatter of coverage against a figure: its data, its labels, its languages."""

from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.analysis.reach import select
from atlas.analysis.weight import FIGURES, Weighing, weigh
from atlas.documents import open_document
from atlas.figures.labels import GAP, HEIGHT, LINE, WIDTH, Label, find_room
from atlas.figures.palette import Theme
from atlas.figures.weight_chart import weight_chart
from atlas.query import Query

CJK = re.compile(r"[\u4e00-\u9fff]")


def drawn(query: Query, number: int = 0, theme: Theme = "light") -> tuple[go.Figure, Weighing]:
    selection = select(open_document(query.doc), query)
    weighing = weigh(selection, FIGURES[number])
    return weight_chart(selection, weighing, theme), weighing


def marks(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.hoverinfo != "skip"]


@pytest.mark.parametrize("number", range(len(FIGURES)))
def test_every_unit_with_a_figure_is_one_mark(number: int) -> None:
    figure, weighing = drawn(Query(), number)
    points = {
        (float(x), int(y)) for trace in marks(figure) for x, y in zip(trace.x, trace.y, strict=True)
    }
    gaps = weighing.gaps
    assert points == set(zip(gaps["value"], gaps["reached"], strict=True))
    assert sum(len(trace.x) for trace in marks(figure)) == len(gaps)


def test_kinds_differ_by_sign_and_by_colour() -> None:
    figure, _ = drawn(Query())
    signs = [trace.marker.symbol for trace in marks(figure)]
    colours = [trace.marker.color for trace in marks(figure)]
    assert [trace.name for trace in marks(figure)] == ["市辖区", "县级市", "县"]
    assert len(set(signs)) == len(set(colours)) == 3


def test_the_finding_s_units_are_ringed_and_numbered_as_in_the_list() -> None:
    figure, weighing = drawn(Query())
    (rings,) = [trace for trace in figure.data if trace.hoverinfo == "skip"]
    at = weighing.gaps.loc[list(weighing.less)]
    assert list(rings.x) == at["value"].tolist()
    assert list(rings.y) == at["reached"].tolist()
    numbers = [a.text for a in figure.layout.annotations if re.fullmatch(r"<b>\d</b>", a.text)]
    assert numbers == [f"<b>{i + 1}</b>" for i in range(len(weighing.less))]


def test_hovering_says_unit_figure_rank_and_measures() -> None:
    figure, weighing = drawn(Query(lang="en"), 2)
    texts = [row for trace in marks(figure) for row in trace.customdata]
    row = weighing.gaps.loc["230407"]
    (said,) = [t for t in texts if t[0] == "Xingshan District (Hegang)"]
    assert said[1] == "Population change 2010–2020: −52.8%, rank 1"
    assert said[2] == f"{int(row['reached'])} measures reach it"


def test_an_english_chart_holds_no_chinese() -> None:
    figure, _ = drawn(Query(lang="en", places=("230302",)), 3)
    shown = figure.to_json()
    fonts_aside = shown.encode().decode("unicode_escape")
    assert not CJK.search(fonts_aside)


def test_light_and_dark_differ_in_colour_and_in_nothing_else() -> None:
    light, dark = (drawn(Query(), theme=theme)[0] for theme in ("light", "dark"))
    assert light.layout.font.color != dark.layout.font.color
    assert [t.x.tolist() for t in marks(light)] == [t.x.tolist() for t in marks(dark)]


@given(
    st.lists(
        st.builds(
            Label,
            st.text("县区abc1", min_size=1, max_size=14),
            st.floats(0, 1),
            st.floats(0, 1),
        ),
        max_size=9,
        unique=True,
    )
)
def test_no_label_lies_on_another_or_on_another_s_mark(labels: list[Label]) -> None:
    rooms = find_room(labels)
    boxes = []
    for room in rooms:
        half = sum(13.0 if ord(c) > 0x2E7F else 7.4 for c in room.label.words) / 2
        x, y = room.label.x * WIDTH + room.right, room.label.y * HEIGHT + room.up
        boxes.append((x - half, y - LINE / 2, x + half, y + LINE / 2))
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        for label in labels:
            x, y = label.x * WIDTH, label.y * HEIGHT
            inside = a[0] < x + GAP and x - GAP < a[2] and a[1] < y + GAP and y - GAP < a[3]
            assert not inside


def test_a_name_keeps_clear_of_the_crowd_where_it_can() -> None:
    label = Label("望奎县", 0.5, 0.5)
    (beside,) = find_room([label])
    assert beside.right > 0
    (moved,) = find_room([label], marks=[(0.5 + 30 / WIDTH, 0.5)])
    assert moved.right <= 0
