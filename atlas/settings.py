"""What a host decides: one variable of the environment each, read once, said in docs/hosting.md."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "ATLAS_"

Saving = Literal["off", "session", "signed-in", "anyone"]
Listing = Literal["off", "signed-in", "anyone"]


class BadSetting(ValueError):
    """A variable of the environment that cannot be used; says which, and what it may be."""


class Settings(BaseSettings):
    """The host's choices; the defaults suit one machine whose readers may bring documents."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    data: str = Field(
        "", description="folder of the province's data; `data/` beside the code where empty"
    )
    geo: str = Field(
        "", description="folder of the province's drawings; `geo/` beside the code where empty"
    )
    url: str = Field("", description="address of the dashboard, for links in files and answers")
    store: str = Field(
        "", description="database of readers' documents by URL; SQLite in `var/` where empty"
    )
    saving: Saving = Field(
        "anyone",
        description="who may have documents kept: `off` (none are taken), `session` (they are read"
        " and go after some minutes), `signed-in`, `anyone`",
    )
    keeping: bool = Field(
        True,
        description="whether documents are kept in the store; else in memory, till the server ends",
    )
    keep_days: int = Field(
        90, ge=1, le=3_650, description="days after its last use that a document is removed"
    )
    draft_minutes: int = Field(
        120,
        ge=1,
        le=10_080,
        description="minutes that a document brought on a page stays unless its reader keeps it",
    )
    undo_hours: int = Field(
        24,
        ge=0,
        le=720,
        description="hours in which whoever removed a document can bring it back; then it goes"
        " wholly, at once where 0",
    )
    listing: Listing = Field(
        "off",
        description="who may have documents listed for everybody on this server: `off`,"
        " `signed-in`, `anyone`",
    )
    tidy_seconds: int = Field(
        180,
        ge=1,
        le=86_400,
        description="seconds between rounds of housekeeping: use is noted, what expired is dropped",
    )
    quota_mb: int = Field(500, ge=1, description="megabytes of text kept in all")
    quota_documents: int = Field(5_000, ge=1, description="documents kept in all")
    client_quota_mb: int = Field(60, ge=1, description="megabytes of text kept for one client")
    client_documents: int = Field(200, ge=1, description="documents kept for one client")
    client_uploads: int = Field(
        120, ge=1, description="documents one client may bring, and keys it may try, in an hour"
    )
    client_edits: int = Field(
        240, ge=1, description="times one client may ask to edit kept documents in a minute"
    )
    client_files: int = Field(
        120, ge=1, description="files and pictures one client may ask for in a minute"
    )
    readers: int = Field(2, ge=1, le=64, description="documents read at the same time")
    queue: int = Field(20, ge=0, le=1_000, description="documents that may wait to be read")
    read_seconds: int = Field(
        20, ge=1, le=600, description="seconds of processor time one document may take"
    )
    read_mb: int = Field(
        256, ge=32, le=8_192, description="megabytes of memory one document may take while read"
    )
    bodies_mb: int = Field(
        200, ge=1, description="megabytes of documents on their way to the server, all together"
    )
    stall_seconds: int = Field(
        20, ge=1, le=600, description="seconds a sender may be silent before the line is closed"
    )
    frame_ancestors: str = Field(
        "*",
        description="who may embed the pages, as in Content-Security-Policy: `'none'`, `'self'`, "
        "addresses, or `*`",
    )

    @property
    def asks_who(self) -> bool:
        """Whether anything is for people who have signed in alone."""
        return "signed-in" in (self.saving, self.listing)

    @field_validator("listing", mode="before")
    @classmethod
    def _listing(cls, value: object) -> object:
        """As an earlier version had it, which knew yes and no."""
        return {"true": "anyone", "false": "off"}.get(str(value).lower(), value)

    @field_validator("data", "geo")
    @classmethod
    def _folder(cls, value: str) -> str:
        """A folder that is there; what lies in it is judged by `atlas.checks`."""
        if value and not Path(value).is_dir():
            raise ValueError(f"there is no folder {Path(value).resolve()}; name one that is there")
        return value

    @field_validator("frame_ancestors")
    @classmethod
    def _sources(cls, value: str) -> str:
        """Only what a browser understands: one wrong word makes it refuse every frame, or none."""
        sources = value.split()
        known = sources in (["*"], ["'none'"]) or all(map(_SOURCE.fullmatch, sources))
        if not sources or not known:
            raise ValueError(
                "give `*`, `'none'`, or `'self'` and addresses that begin with https://, with"
                " blanks between"
            )
        return " ".join(sources)


_SOURCE: Final = re.compile(
    r"'self'|https?:|https?://(\*\.)?[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)*(:(\d{1,5}|\*))?"
)
"""Who may hold a page in a frame, as Content-Security-Policy writes it."""


_NO_MORE: Final = {
    "UPLOADS": "say ATLAS_SAVING=off in place of false, ATLAS_SAVING=anyone in place of true"
}
"""Variables of earlier versions, and what to say instead."""


@cache
def settings() -> Settings:
    """The choices of this server; raises `BadSetting` with a sentence for each wrong one."""
    for name, instead in _NO_MORE.items():
        # A host that was closed by it must not open for being brought up to date.
        if (value := os.environ.get(PREFIX + name)) is not None:
            raise BadSetting(f"{PREFIX}{name}={value}: is no more; {instead}")
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for fault in error.errors():
            name = PREFIX + str(fault["loc"][0]).upper()
            lines.append(f"{name}={fault['input']}: {fault['msg']}")
        raise BadSetting("\n".join(lines)) from None
