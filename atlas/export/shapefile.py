"""Zipped Shapefiles for the programs of offices that read nothing newer, in both encodings.

Programs on a Chinese Windows often take a table for GBK, whose texts GB18030 writes alike; others
expect UTF-8. One ZIP holds a folder of each, and a readme that says what short field names mean.
"""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from atlas.analysis.reach import Selection
from atlas.export.field_names import CUT, cut, field_names
from atlas.export.format import Format
from atlas.export.gis_folder import passing_folder, write
from atlas.export.map_layers import Layer, layers
from atlas.export.statement import Statement
from atlas.language import say
from atlas.model import LANGS

ENCODINGS: Final = ("GB18030", "UTF-8")
README: Final = "readme.txt"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A layer as its file holds it, what its fields are called, and how many values were cut."""

    layer: Layer
    names: dict[str, str]
    cut: Counter[str]


def _make(selection: Selection, statement: Statement) -> bytes:
    # The statement is the readme: a table of short texts could not hold it.
    *made, said = layers(selection, statement)
    files: dict[str, bytes] = {}
    with passing_folder() as root:
        told: list[Narrowed] = []
        for encoding in ENCODINGS:
            folder = root / encoding.lower()
            folder.mkdir()
            told = [narrowed(layer, encoding) for layer in made]
            for one in told:
                _write(one.layer, folder, encoding, statement)
            for file in sorted(folder.iterdir()):
                files[f"{folder.name}/{file.name}"] = _whole(file)
    # Of the two, UTF-8 has room for fewer Chinese characters: what is cut is counted there.
    files[README] = "\r\n".join(_readme(told, said, statement)).encode("utf-8-sig")
    return _packed(files, statement)


def narrowed(layer: Layer, encoding: str) -> Narrowed:
    """A layer with short field names and no text longer than its table can hold."""
    names = field_names(field.column.name for field in layer.fields)
    frame = layer.frame.rename(columns=names)
    shortened: Counter[str] = Counter()
    for field in layer.fields:
        name, kind = names[field.column.name], field.column.kind
        if kind == "boolean":
            # dBASE has true and false, which many programs show as the letters T and F.
            frame[name] = frame[name].astype("int16")
        elif kind in ("text", "code", "list"):
            texts = [cut(text, encoding, listed=kind == "list") for text in frame[name]]
            shortened[name] = sum(
                text != whole for text, whole in zip(texts, frame[name], strict=True)
            )
            frame[name] = pd.Series(texts, index=frame.index, dtype="object")
    return Narrowed(replace(layer, frame=frame), names, +shortened)


def _write(layer: Layer, folder: Path, encoding: str, statement: Statement) -> None:
    write(
        layer,
        folder / f"{layer.name}.{'shp' if layer.spatial else 'dbf'}",
        driver="ESRI Shapefile",
        encoding=encoding,
        layer_options={
            "RESIZE": "YES",
            "DBF_DATE_LAST_UPDATE": statement.date.isoformat(),
        },
    )
    # GDAL writes it where the encoding has no number in the table's head.
    (folder / f"{layer.name}.cpg").write_text(encoding, encoding="ascii")


def _whole(file: Path) -> bytes:
    """What a file holds; an OSError where it is shorter than its own head says.

    GDAL notes no error when a disk fills up while it shrinks or closes a table.
    """
    body = file.read_bytes()
    if file.suffix == ".dbf":
        rows, head, row = struct.unpack("<IHH", body[4:12])
        told = head + rows * row
    elif file.suffix in (".shp", ".shx"):
        # Counted in words of two bytes.
        told = 2 * int(struct.unpack(">I", body[24:28])[0])
    else:
        return body
    if len(body) < told:
        raise OSError(f"{file.name} holds {len(body)} of {told} bytes")
    return body


def _readme(told: Iterable[Narrowed], said: Layer, statement: Statement) -> Iterator[str]:
    """What the file says of itself, then in both languages how to read it and its fields."""
    for label, text in said.frame.itertuples(index=False):
        yield say("brief.labelled", statement.lang, label=label) + text
    told = list(told)
    for lang in LANGS:
        yield ""
        yield say("export.shp_folders", lang)
        if any(one.layer.name == "links" for one in told):
            yield say("export.shp_links", lang)
        yield say("export.shp_values", lang, mark=CUT)
    for one in told:
        name = one.layer.name
        yield ""
        yield f"== {name}: {' / '.join(say(f'export.layer_{name}', lang) for lang in LANGS)}"
        for field in one.layer.fields:
            short = one.names[field.column.name]
            words = " / ".join(field.said[lang] for lang in LANGS)
            line = f"{short:<10}  {field.column.name:<24}  {words}"
            if one.cut[short]:
                line += "  " + " / ".join(
                    say("export.shp_cut", lang, n=one.cut[short], mark=CUT) for lang in LANGS
                )
            yield line
    yield ""


def _packed(files: dict[str, bytes], statement: Statement) -> bytes:
    """The files as one ZIP that bears the statement's day throughout."""
    day, out = statement.date, io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, body in files.items():
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            packed.writestr(entry, body)
    return out.getvalue()


# Not `.shp.zip`: GDAL takes that ending for an archive whose layers lie at the top.
FORMAT: Final = Format("shp", "-shp.zip", "application/zip", _make)
