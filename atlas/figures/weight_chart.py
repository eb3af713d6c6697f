"""Coverage against a figure as a scatter: one mark a unit, labels for those a finding is about."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.analysis.coverage_findings import unit_name
from atlas.analysis.reach import Selection
from atlas.analysis.weight import Weighing
from atlas.figures.labels import Label, Room, find_room
from atlas.figures.palette import Theme
from atlas.figures.weight_payload import figure_label, figure_words
from atlas.language import say
from atlas.model import Lang

HEIGHT: Final = 460
FONT: Final = (
    '"Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei",'
    " system-ui, sans-serif"
)
INKS: Final[dict[Theme, dict[str, str]]] = {
    "light": {
        "ink": "#1b2430",
        "ink_2": "#4c5867",
        "line": "#e9ecf0",
        "paper": "#ffffff",
        "veil": "rgba(255,255,255,0.7)",
    },
    "dark": {
        "ink": "#e8ecf1",
        "ink_2": "#aeb8c4",
        "line": "#28313b",
        "paper": "#0f151b",
        "veil": "rgba(15,21,27,0.7)",
    },
}
"""Colours of `frontend/core/tokens.css`, which a figure cannot ask for."""

KINDS: Final = (
    # Okabe-Ito, light and dark; the sign tells the kinds apart where the colour does not.
    (("市辖区",), "circle", "#0072b2", "#56b4e9"),
    (("县级市",), "diamond", "#009e73", "#2fc79b"),
    (("县", "自治县"), "triangle-up", "#d55e00", "#f0913f"),
    (("地级市", "地区"), "circle", "#0072b2", "#56b4e9"),
)
"""Kinds of units drawn alike: their kinds in places.csv, sign, colour on light and dark paper."""

HOVER: Final = "<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>"

WHOLE_UP_TO: Final = 8
"""Measures up to which each has its own line across."""

AWAY: Final = 3
"""Units labelled for being reached more than they weigh."""


def weight_chart(selection: Selection, weighing: Weighing, theme: Theme) -> go.Figure:
    """A scatter of the figure (across) and the measures that reach each unit (up)."""
    query, ink, gaps = selection.query, INKS[theme], weighing.gaps
    kinds = gaps.index.map(lambda code: selection.document.catalogue.places[code].kind)
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "cliponaxis": False,
            "x": part["value"],
            "y": part["reached"],
            "name": say(f"coverage.kind_{members[0]}", query.lang),
            "marker": {
                "symbol": sign,
                "color": colours[theme == "dark"],
                "size": 9 if sign == "circle" else 10,
                "opacity": 0.82,
                "line": {"width": 1, "color": ink["paper"]},
            },
            "customdata": _hover(selection, weighing, part),
            "hovertemplate": HOVER,
        }
        for members, sign, *colours in KINDS
        if not (part := gaps[kinds.isin(members)]).empty
    ]
    ringed = gaps.loc[list(weighing.less)]
    if len(ringed):
        traces.append(_rings(ringed, say("coverage.chart_named", query.lang), ink))
    # Built in one go: each add_… and update_… of plotly checks the whole layout again, which took
    # three quarters of the time.
    return go.Figure(data=traces, layout=_layout(selection, weighing, ink))


def _rings(ringed: pd.DataFrame, name: str, ink: dict[str, str]) -> dict[str, Any]:
    line = {"width": 1.6}
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": ringed["value"],
        "y": ringed["reached"],
        "name": name,
        "marker": {"symbol": "circle-open", "size": 17, "color": ink["ink"], "line": line},
        "hoverinfo": "skip",
    }


def _middles(gaps: pd.DataFrame, ink: dict[str, str]) -> list[dict[str, Any]]:
    """Dotted lines at both medians."""
    line = {"width": 1, "dash": "dot", "color": ink["ink_2"]}
    whole = {"type": "line", "line": line, "opacity": 0.55}
    x, y = float(gaps["value"].median()), float(gaps["reached"].median())
    return [
        {**whole, "xref": "x", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1},
        {**whole, "yref": "y", "y0": y, "y1": y, "xref": "paper", "x0": 0, "x1": 1},
    ]


def _hover(selection: Selection, weighing: Weighing, part: pd.DataFrame) -> list[list[str]]:
    catalogue, lang = selection.document.catalogue, selection.query.lang
    label = figure_label(weighing.figure, selection.query)
    return [
        [
            unit_name(catalogue, str(row.Index), lang),
            say(
                "coverage.chart_figure",
                lang,
                figure=label,
                value=figure_words(selection, weighing.figure, float(row.value)),  # type: ignore[arg-type]
                rank=int(row.rank_value),  # type: ignore[call-overload]
            ),
            say("coverage.n_reaching", lang, n=int(row.reached)),  # type: ignore[call-overload]
        ]
        for row in part.itertuples()
    ]


def _labels(selection: Selection, weighing: Weighing, ink: dict[str, str]) -> list[dict[str, Any]]:
    """The finding's own numbers at its marks, and the names of units that stand out otherwise."""
    catalogue, query, gaps = selection.document.catalogue, selection.query, weighing.gaps
    across = _spread(gaps["value"], logarithmic=_logarithmic(gaps))
    up = gaps["reached"] / max(int(gaps["reached"].max()) * 1.08, 1)
    numbered = {code: str(i + 1) for i, code in enumerate(weighing.less)}
    heaviest = gaps.index[gaps["rank_value"] == 1]
    others = [
        c for c in (*query.places, *reversed(gaps.index[-AWAY:]), *heaviest) if c in gaps.index
    ]
    words = numbered | {
        code: unit_name(catalogue, code, query.lang) for code in others if code not in numbered
    }
    at = {code: Label(said, float(across[code]), float(up[code])) for code, said in words.items()}
    codes = {label: code for code, label in at.items()}
    marks = list(zip(across.tolist(), up.tolist(), strict=True))
    logarithmic = _logarithmic(gaps)
    return [
        {
            "x": float(np.log10(value)) if logarithmic else value,
            "y": int(gaps.loc[code, "reached"]),
            "text": f"<b>{room.label.words}</b>" if code in numbered else room.label.words,
            "bgcolor": ink["veil"],
            "borderpad": 0,
            "font": {"size": 13, "color": ink["ink"]},
        }
        | _stand(room, ink)
        for room in find_room(list(at.values()), marks)
        for code in [codes[room.label]]
        for value in [float(gaps.loc[code, "value"])]
    ]


def _stand(room: Room, ink: dict[str, str]) -> dict[str, Any]:
    """Where a label stands; one that had to move off is joined to its mark by a hairline."""
    if not room.away:
        return {"showarrow": False, "xshift": room.right, "yshift": room.up}
    line = {"arrowhead": 0, "arrowwidth": 0.8, "arrowcolor": ink["ink_2"], "standoff": 5}
    return {"showarrow": True, "ax": room.right, "ay": -room.up, **line}


def _spread(values: pd.Series, *, logarithmic: bool) -> pd.Series:
    """Values between 0 and 1 as they lie along the axis."""
    along = np.log10(values) if logarithmic else values
    span = along.max() - along.min()
    return (along - along.min()) / span if span else along * 0 + 0.5


def _logarithmic(gaps: pd.DataFrame) -> bool:
    """Whether the figure spans so much that the small ones would lie on one another."""
    low, high = gaps["value"].min(), gaps["value"].max()
    return bool(low > 0 and high / low > 12)


def _layout(selection: Selection, weighing: Weighing, ink: dict[str, str]) -> dict[str, Any]:
    query, gaps = selection.query, weighing.gaps
    axis: dict[str, Any] = {
        "gridcolor": ink["line"],
        "zeroline": False,
        "linecolor": ink["line"],
        "tickfont": {"color": ink["ink_2"], "size": 13},
        "fixedrange": True,
    }
    across = axis | {"title": _title(f"axis_{weighing.figure.id}", query.lang, ink)}
    if _logarithmic(gaps):
        low, high = gaps["value"].min() * 0.8, gaps["value"].max() * 1.2
        ticks = [tick for tick in TICKS if low <= tick <= high]
        across |= {
            "type": "log",
            "tickvals": ticks,
            "ticktext": [_tick(tick, query.lang) for tick in ticks],
        }
    else:
        across |= {"tickformat": ",~f"}
    letters = {"family": FONT, "size": 13, "color": ink["ink"]}
    return {
        "height": HEIGHT,
        "margin": {"l": 56, "r": 16, "t": 34, "b": 56},
        "font": letters,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "itemclick": False},
        "hoverlabel": {
            "font": letters,
            "bgcolor": ink["paper"],
            "bordercolor": ink["ink_2"],
            "align": "left",
        },
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": across,
        "yaxis": axis | _up(gaps) | {"title": _title("axis_measures", query.lang, ink)},
        "shapes": _middles(gaps, ink),
        "annotations": _labels(selection, weighing, ink),
        "template": "none",
    }


def _up(gaps: pd.DataFrame) -> dict[str, Any]:
    """Measures are counted in whole numbers, which the axis would cut where there are few."""
    few = gaps["reached"].max() <= WHOLE_UP_TO
    return {"rangemode": "tozero"} | ({"dtick": 1} if few else {})


def _title(key: str, lang: Lang, ink: dict[str, str]) -> dict[str, Any]:
    font = {"color": ink["ink_2"], "size": 14}
    return {"text": say(f"coverage.{key}", lang), "font": font, "standoff": 10}


TICKS: Final = (20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000)
"""Round numbers of people along a logarithmic axis."""


def _tick(value: int, lang: Lang) -> str:
    return f"{value / 10_000:g}万" if lang == "zh" else f"{value:,}"
