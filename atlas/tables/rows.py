"""Rows of checked tables turned into the values the catalogue holds, one function a table."""

from __future__ import annotations

from typing import cast

import pandas as pd

from atlas.model import Adcode, Level, MentionKind, Place, Strategy
from atlas.tables.package import Table
from atlas.tables.records import (
    Alias,
    ChangeKind,
    Confidence,
    Context,
    ContextKind,
    Correction,
    DocumentRow,
    External,
    HowRead,
    Incomparable,
    IndicatorDefinition,
    OtherUnit,
    PlanRow,
    Question,
    Source,
    Strength,
    Term,
    Theme,
    Wording,
)


def places(table: Table) -> dict[Adcode, Place]:
    """Places by code, in code order."""
    rows = sorted(table.records(), key=lambda row: row["adcode"])
    return {
        row["adcode"]: Place(
            adcode=row["adcode"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            level=cast(Level, row["level"]),
            kind=row["kind"],
            parent=row["parent"] or None,
            statutory=row["statutory"] == "yes",
            polygon=row["polygon"] == "yes",
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            short_zh=row["short_zh"],
            pinyin=row["pinyin"],
            initials=row["initials"],
            note=row["note"],
        )
        for row in rows
    }


def strategies(table: Table) -> dict[str, Strategy]:
    """Strategies by id."""
    return {row["id"]: Strategy(**row) for row in table.records()}


def themes(table: Table) -> dict[str, Theme]:
    """Sections of the plan by id, in its order."""
    return {row["id"]: Theme(**row) for row in table.records()}


def questions(table: Table) -> tuple[Question, ...]:
    """Example questions in their order."""
    rows = sorted(table.records(), key=lambda row: int(row["order"]))
    return tuple(Question(**row) for row in rows)


def documents(table: Table) -> dict[str, DocumentRow]:
    """Built-in documents by id."""
    return {row["id"]: DocumentRow(**row) for row in table.records()}


def plan(table: Table) -> tuple[PlanRow, ...]:
    """Clauses of the restated plan in its order."""
    return tuple(
        PlanRow(
            order=int(row["order"]),
            theme=row["theme"],
            sentence=int(row["sentence"]),
            text_zh=row["text_zh"],
            text_en=row["text_en"],
            source_paragraph=int(row["source_paragraph"]),
            source_sentence=int(row["source_sentence"]),
        )
        for row in table.records()
    )


def aliases(table: Table) -> tuple[Alias, ...]:
    """Wordings in the order of the file."""
    return tuple(
        Alias(
            surface=row["surface"],
            target=row["target"],
            kind=cast(MentionKind, row["kind"]),
            type=row["type"],
            context=row["context"],
            note=row["note"],
        )
        for row in table.records()
    )


def contexts(table: Table) -> tuple[Context, ...]:
    """What words around a name say, in the order of the file."""
    return tuple(
        Context(
            kind=cast(ContextKind, row["kind"]),
            surface=row["surface"],
            pattern=row["pattern"],
            says=row["says"],
            note=row["note"],
        )
        for row in table.records()
    )


def wordings(table: Table) -> tuple[Wording, ...]:
    """Wordings by role in the order of the file, which is the order of trying."""
    return tuple(Wording(**row) for row in table.records())


def externals(table: Table) -> dict[str, External]:
    """Places outside the province by id."""
    return {
        row["id"]: External(
            id=row["id"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            kind=row["kind"],
            lon=float(row["lon"]) if row["lon"] else None,
            lat=float(row["lat"]) if row["lat"] else None,
            note=row["note"],
        )
        for row in table.records()
    }


def terms(table: Table) -> tuple[Term, ...]:
    """Strategy wordings in the order of the file."""
    return tuple(
        Term(
            row["strategy"],
            row["term"],
            float(row["weight"]),
            row["kind"],
            row["beside"],
            row["note"],
        )
        for row in table.records()
    )


def corrections(table: Table) -> tuple[Correction, ...]:
    """Reviewed corrections in the order of the file."""
    return tuple(Correction(**row) for row in table.records())


def sources(table: Table) -> dict[str, Source]:
    """Sources by id."""
    return {
        row["id"]: Source(
            id=row["id"],
            title=row["title"],
            publisher=row["publisher"],
            year=row["year"],
            url=row["url"],
            terms=row["terms"],
            strength=cast(Strength, row["strength"]),
            how_read=cast(HowRead, row["how_read"]),
            confidence=cast(Confidence, row["confidence"]),
            note=row["note"],
        )
        for row in table.records()
    }


def definitions(table: Table) -> dict[str, IndicatorDefinition]:
    """Indicator definitions by id."""
    return {
        row["id"]: IndicatorDefinition(
            id=row["id"],
            group=row["group"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            unit_zh=row["unit_zh"],
            unit_en=row["unit_en"],
            digits=int(row["digits"]),
            change=cast(ChangeKind, row["change"]),
            adds_up=row["adds_up"] == "yes",
            caveat_zh=row["caveat_zh"],
            caveat_en=row["caveat_en"],
        )
        for row in table.records()
    }


def incomparable(table: Table) -> tuple[Incomparable, ...]:
    """Rules that refuse a comparison, in the order of the file."""
    return tuple(
        Incomparable(
            indicator=row["indicator"] or None,
            adcode=row["adcode"] or None,
            earlier=(None if row["earlier"].startswith("..") else earlier, earlier),
            later=(later, None if row["later"].endswith("..") else later),
            reason_zh=row["reason_zh"],
            reason_en=row["reason_en"],
            source=row["source"],
        )
        for row in table.records()
        for earlier, later in [(int(row["earlier"].strip(".")), int(row["later"].strip(".")))]
    )


def other_units(table: Table) -> dict[Adcode, OtherUnit]:
    """Units with figures that are no place of the map, by code."""
    return {
        row["adcode"]: OtherUnit(
            adcode=row["adcode"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            kind=row["kind"],
            parent=row["parent"],
            successor=row["successor"] or None,
            note=row["note"],
            source=row["source"],
        )
        for row in table.records()
    }


def figures(
    table: Table, notes: Table, levels: dict[Adcode, str], known: dict[str, Source]
) -> pd.DataFrame:
    """Figures with the level of their unit, the strength of their source and both notes.

    `year` is missing where the source states none; `note` repeats the English note for readers
    of the table who need one text.
    """
    frame = pd.DataFrame({name: table.column(name) for name in table.header})
    frame["year"] = pd.to_numeric(frame["year"].replace("", None)).astype("Int16")
    frame["value"] = frame["value"].astype(float)
    frame["strength"] = frame["source"].map({key: s.strength for key, s in known.items()})
    for name in ("note_zh", "note_en"):
        texts = dict(zip(notes.column("id"), notes.column(name), strict=True))
        frame[name] = frame["note"].map({"": "", **texts})
    return frame.assign(note=frame["note_en"], level=frame["adcode"].map(levels))


def cooperation(table: Table) -> pd.DataFrame:
    """Ties to partners outside the province; `lon` and `lat` are the partner's, in degrees."""
    frame = pd.DataFrame({name: table.column(name) for name in table.header})
    return frame.astype({"lon": float, "lat": float})
