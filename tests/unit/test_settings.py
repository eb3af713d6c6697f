"""What a host decides: every choice documented, every wrong value told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.settings import PREFIX, BadSetting, Settings, settings

ROOT = Path(__file__).parents[2]
HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
SERVICE = (ROOT / "deploy" / "atlas.service").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_every_choice_is_documented_with_its_default() -> None:
    told = re.findall(r"^\| `(ATLAS_\w+)` \| (.*?) \| (.*?) \|$", HOSTING, re.MULTILINE)
    held = [
        (
            PREFIX + name.upper(),
            {"": "empty", "True": "true", "False": "false"}.get(
                str(field.default), str(field.default)
            ),
            field.description,
        )
        for name, field in Settings.model_fields.items()
    ]
    assert told == held


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("saving", "off", "off"),
        ("saving", "signed-in", "signed-in"),
        ("listing", "True", "anyone"),
        ("listing", "false", "off"),
        ("listing", "signed-in", "signed-in"),
        ("readers", "3", 3),
        ("frame_ancestors", "'self' https://gov.example.cn", "'self' https://gov.example.cn"),
        ("store", "postgresql://127.0.0.1/atlas", "postgresql://127.0.0.1/atlas"),
    ],
)
def test_a_variable_of_the_environment_decides(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: object
) -> None:
    monkeypatch.setenv(PREFIX + name.upper(), value)
    assert getattr(settings(), name) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("readers", "0"),
        ("readers", "two"),
        ("saving", "perhaps"),
        ("listing", "everybody"),
        # Of an earlier version: a host that it closed is told, and not opened.
        ("uploads", "false"),
        ("keep_days", "-1"),
        ("frame_ancestors", "*; script-src *"),
        ("frame_ancestors", "*\r\nSet-Cookie: a=b"),
    ],
)
def test_a_value_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(PREFIX + name.upper(), value)
    with pytest.raises(BadSetting, match=f"^{PREFIX}{name.upper()}="):
        settings()


def set_by_the_service() -> dict[str, str]:
    return dict(re.findall(r'^Environment="?(ATLAS_\w+)=(.*?)"?$', SERVICE, re.MULTILINE))


def test_the_service_is_closed_until_the_host_opens_it() -> None:
    assert set_by_the_service()["ATLAS_SAVING"] == "off"


def test_the_service_is_granted_what_reading_may_take() -> None:
    (granted,) = re.findall(r"^MemoryMax=(\d+)M$", SERVICE, re.MULTILINE)
    parts = re.findall(r"^\| [^|]+ \| (?:(\d+) × )?(\d+) \|$", HOSTING, re.MULTILINE)
    assert len(parts) == 3
    assert sum(int(times or 1) * int(each) for times, each in parts) <= int(granted)
    own = set_by_the_service()
    fields = Settings.model_fields
    readers = own.get("ATLAS_READERS", str(fields["readers"].default))
    megabytes = own.get("ATLAS_READ_MB", str(fields["read_mb"].default))
    assert parts[-1] == (readers, megabytes)
