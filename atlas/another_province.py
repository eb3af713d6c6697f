"""Another province begun: two folders with every table, filled as far as ours holds for it too.

What is about language or the rest of China is carried over, what is about our own province is
not; our own places become places outside. `docs/another-province.md` says what to fill in next.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from atlas.catalogue import Catalogue
from atlas.model import Adcode
from atlas.tables.package import DESCRIPTOR, Schema, Table, read_schemas, read_table

OF_LANGUAGE: Final = ("contexts", "stop_words", "wordings", "field_wordings")
"""Tables that say how Chinese is read, whatever province it is about."""
COUNTRY: Final = {"lon": {"minimum": 73, "maximum": 136}, "lat": {"minimum": 3, "maximum": 54}}
"""Where a place of China may lie, degrees; the bounds of our own province would refuse it."""
RAW_FILES: Final = "raw_files.csv"


class FolderTaken(FileExistsError):
    """The folder holds something already, which must not be written over."""


def begin_province(code: Adcode, folder: Path, catalogue: Catalogue) -> None:
    """Write `folder/data` and `folder/geo` for the province of a code (six digits).

    Raises `FolderTaken` where one of the two is there already.
    """
    data, geo = folder / "data", folder / "geo"
    if data.exists() or geo.exists():
        raise FolderTaken(str(folder))
    data.mkdir(parents=True)
    geo.mkdir()
    schemas = read_schemas(catalogue.data)
    tables = {name: read_table(catalogue.data, schema) for name, schema in schemas.items()}
    carried = {
        **{name: tables[name].rows for name in OF_LANGUAGE},
        "externals": list(_externals(code, catalogue)),
        "aliases": list(_aliases(code, catalogue)),
    }
    descriptor = _descriptor(catalogue)
    carried["translations"] = list(_translations(tables["translations"], descriptor))
    for name, schema in schemas.items():
        _write(data / schema.file, schema, carried.get(name, []))
    text = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
    (data / DESCRIPTOR).write_text(text, encoding="utf-8")
    shutil.copy(catalogue.geo / RAW_FILES, geo / RAW_FILES)
    for name, columns in (
        ("rivers", ("natural_earth", "name_zh", "name_en", "rank", "border")),
        ("lakes", ("natural_earth", "name_zh", "name_en")),
    ):
        (geo / f"{name}.csv").write_text(",".join(columns) + "\n", encoding="utf-8")


def _write(path: Path, schema: Schema, rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in schema.columns])
        writer.writerows(rows)


def _externals(code: Adcode, catalogue: Catalogue) -> Iterator[list[str]]:
    """Places outside the new province: those outside ours but for its own, and ours."""
    ours = {place.adcode: place for place in catalogue.places.values()}
    for external in catalogue.externals.values():
        if not _lies_in(external.id, code):
            lon, lat = external.lon, external.lat
            point = ["" if lon is None else f"{lon}", "" if lat is None else f"{lat}"]
            yield [external.id, external.name_zh, external.name_en, external.kind, *point, ""]
    for place in ours.values():
        if not _lies_in(place.adcode, code):
            point = [f"{place.lon}", f"{place.lat}"]
            yield [place.adcode, place.name_zh, place.name_en, place.level, *point, ""]


def _aliases(code: Adcode, catalogue: Catalogue) -> Iterator[list[str]]:
    """Other names of places outside the new province; of ours the short ones that are clear."""
    outside = [alias for alias in catalogue.aliases if not _lies_in(alias.target, code)]
    for alias in outside:
        clear = alias.kind in ("region", "province") and alias.type == "short" and not alias.context
        if alias.kind == "external" or clear:
            # Without its context, which may lean on a name that the new province lacks.
            yield [alias.surface, alias.target, "external", alias.type, "", ""]


def _lies_in(target: str, province: Adcode) -> bool:
    return target.isdigit() and target[:2] == province[:2]


def _descriptor(catalogue: Catalogue) -> dict[str, Any]:
    """Our descriptor, its rules whole; what describes places of ours gives way to a bare title."""
    found: dict[str, Any] = json.loads((catalogue.data / DESCRIPTOR).read_text(encoding="utf-8"))
    found |= {
        "name": "regional-planning",
        "title": "Regional planning",
        "description": "Regional planning",
        "sources": [],
    }
    for resource in found["resources"]:
        described = [(resource, resource["title"])]
        described += [(field, field["name"]) for field in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            if resource["name"] == "places" and field["name"] in COUNTRY:
                field["constraints"] |= COUNTRY[field["name"]]
        for entry, title in described:
            if _names_ours(entry["description"], catalogue):
                entry["description"] = title
    return found


def _names_ours(text: str, catalogue: Catalogue) -> bool:
    """Whether a text names a place of ours, apart from how its apostrophes are written."""
    plain = text.replace("’", "'")
    return any(
        re.search(rf"\b{re.escape(name)}\b", plain)
        for place in catalogue.places.values()
        for name in {place.name_en, place.name_en.partition(" ")[0]}
        if len(name) > 2
    )


def _translations(table: Table, descriptor: dict[str, Any]) -> Iterator[list[str]]:
    """Rows for texts that the descriptor still has."""
    said = set()
    for resource in descriptor["resources"]:
        said |= {resource["title"], resource["description"]}
        said |= {field["description"] for field in resource["schema"]["fields"]}
    said |= {licence["title"] for licence in descriptor["licenses"]}
    for row, text in zip(table.rows, table.column("text"), strict=True):
        if text in said:
            yield row
