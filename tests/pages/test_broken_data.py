"""Wrong data is never shown: server and dashboard stop, and say what to mend in both languages."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest

from atlas import catalogue
from atlas.catalogue import DATA, DataError, load_catalogue
from atlas.ui import view
from tests.pages.screen import ROOT, Screen

SENTENCES = [
    "data/zone_members.csv:17 basis：“guess”不在可填的值之内。请改为 official_list / known_official"
    " / equated / inferred 之一。",
    "data/zone_members.csv:17 basis: “guess” is not allowed here. Use one of official_list /"
    " known_official / equated / inferred.",
]


@pytest.fixture
def broken(tmp_path: Path) -> DataError:
    """What the check says of a data folder with one wrong cell."""
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    members = data / "zone_members.csv"
    lines = members.read_text(encoding="utf-8").splitlines()
    zone, adcode, _, rest = lines[16].split(",", 3)
    lines[16] = f"{zone},{adcode},guess,{rest}"
    members.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_catalogue(data)
    return error.value


def test_the_server_does_not_start(broken: DataError, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise broken

    monkeypatch.setattr(catalogue, "load_catalogue", refuse)
    with pytest.raises(SystemExit) as leaving:
        runpy.run_path(str(ROOT / "app.py"))
    assert str(leaving.value).splitlines() == SENTENCES


def test_the_dashboard_says_so_instead_of_a_page(
    broken: DataError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(page: str) -> None:
        raise broken

    monkeypatch.setattr(view, "open_view", refuse)
    screen = Screen("map", lang="en")
    assert not screen.app.exception
    assert screen.components == {}
    assert [error.value for error in screen.app.error] == [
        "**数据没有通过检查，页面没有打开** 为免显示错误的关联，应用停在这里。请修正下面的行，"
        "再运行 python -m atlas check。",
        "**The data did not pass its checks, so the page was not opened** Rather than show wrong"
        " links, the application stops here. Mend the rows below and run python -m atlas check.",
    ]
    assert [code.value for code in screen.app.code] == SENTENCES
