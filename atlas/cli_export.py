"""`python -m atlas export`: what the dashboard shows for a query, as a file."""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
import time
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atlas.query import FIELDS, Parameter, Query, allowed_values

if TYPE_CHECKING:
    from atlas.export import ExportedFile
    from atlas.model import Lang

NO_FILE: Final = 2
SITE: Final = "site"
"""The whole site as a folder, which no query narrows."""
_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
DEFAULT_ADDRESS: Final = "http://localhost:8501"
"""Where `make run` serves the dashboard."""

EPILOG: Final = """\
The parameters are those of an address on the screen. Each may be repeated. A value that is not
known is left out and said on standard error.

exit status: 0 the file was written, notes or not; 1 the data has errors (atlas check says which);
2 wrong usage, or the file cannot be written.

examples:
  python -m atlas export --format xlsx --strategy border-opening -o border.xlsx
  python -m atlas export --format csv --page indicators --indicator gdp --year 2023 -o gdp.csv
  python -m atlas export --format gpkg --page map --count measures -o map.gpkg
  python -m atlas export --format geojson --level prefecture --lang en -o - > layer.geojson
  python -m atlas export --format site -o site
"""


def add_export(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], query: type[Query] = Query
) -> None:
    """Add the command `export` with its options."""
    parser = commands.add_parser(
        "export",
        help="write what the dashboard shows for a query to a file",
        description="Write what the dashboard shows for a query to a file that states its query\n"
        "in words, its link, date, sources and citation.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--format",
        required=True,
        metavar="FORMAT",
        help="csv, xlsx, geojson, gpkg, shp, docx, html, svg, png, or site: the whole site as "
        "plain files in a folder, which any web server hosts",
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="file to write, a folder for site; - is standard output",
    )
    parser.add_argument(
        "--page",
        help="page whose contents the file holds: overview, map, measures (default), place, "
        "strategies, coverage, compare, cooperation, indicators, read, method",
    )
    parser.add_argument(
        "--base-url",
        default=os.environ.get("ATLAS_URL"),
        metavar="URL",
        help="where the dashboard is served, for the links in the file: ATLAS_URL if set, else "
        f"{DEFAULT_ADDRESS}; without either, the pages of a site name no live version",
    )
    parser.add_argument(
        "--site-url",
        metavar="URL",
        help="where the folder of a site will be hosted, for its sitemap and canonical addresses",
    )
    asked = parser.add_argument_group("the query")
    for parameter in query.parameters():
        asked.add_argument(
            f"--{parameter.name}",
            action="append",
            dest=f"param_{parameter.name}",
            metavar=parameter.metavar,
            help=_meaning(parameter),
        )
    parser.set_defaults(run=export_command, lang="zh", parser=parser)


def _meaning(parameter: Parameter[Any]) -> str:
    """What an option means, with its values where they are few; argparse reads % as its own."""
    said = parameter.described("en")
    told = f"{said}: {', '.join(parameter.fixed)}" if parameter.fixed else said
    return told.replace("%", "%%")


def export_command(arguments: argparse.Namespace) -> int:
    """Write the file, say what was left out, and return the exit status."""
    # Imported here: the other commands have no use for the engine and its dictionaries.
    from atlas.answering import ask  # noqa: PLC0415
    from atlas.export import FORMATS, NoRoom, TooManyRows, export  # noqa: PLC0415
    from atlas.export.contents import CONTENTS, USUAL  # noqa: PLC0415
    from atlas.store import MissingDocument, StoreFault  # noqa: PLC0415

    if arguments.format == SITE:
        return _export_site(arguments)
    if arguments.format not in FORMATS:
        arguments.parser.error(f"argument --format: use {', '.join([*FORMATS, SITE])}")
    if arguments.site_url:
        arguments.parser.error(f"argument --site-url: only with --format {SITE}")
    params = {name: getattr(arguments, f"param_{name}") or [] for name in FIELDS}
    try:
        asked = ask({name: values for name, values in params.items() if values})
    except (MissingDocument, StoreFault) as fault:
        lang: Lang = "en" if params["lang"] == ["en"] else "zh"
        print(fault.sentence(lang), file=sys.stderr)
        return NO_FILE
    named = arguments.page or USUAL
    page = named if named in CONTENTS else USUAL
    lost = [] if page == named else [f"page={arguments.page}"]
    for dropped in [*asked.dropped, *lost]:
        print(_note(dropped, asked.query.lang), file=sys.stderr)
    try:
        base = arguments.base_url or DEFAULT_ADDRESS
        file = export(asked.selection, arguments.format, base_url=base, page=page)
    except (NoRoom, TooManyRows) as error:
        print(error.sentence(asked.query.lang), file=sys.stderr)
        return NO_FILE
    return _write(file, arguments.output, asked.query.lang)


def _export_site(arguments: argparse.Namespace) -> int:
    """Write the static snapshot and say how much it is, or why not."""
    from atlas.language import listing, say  # noqa: PLC0415
    from atlas.snapshot import Occupied, write_snapshot  # noqa: PLC0415

    lang: Lang = "en" if arguments.param_lang == ["en"] else "zh"
    given = [f"--{name}" for name in FIELDS if getattr(arguments, f"param_{name}")]
    given += ["--page"] if arguments.page else []
    if given:
        print(say("snapshot.no_query", lang, options=listing(given, lang)), file=sys.stderr)
        return NO_FILE
    addresses = {"--base-url": arguments.base_url or "", "--site-url": arguments.site_url or ""}
    for option, address in addresses.items():
        if address and not re.fullmatch(r"https?://[^\s\"'<>?#]+", address):
            told = say("snapshot.bad_address", lang, option=option, value=address)
            print(told, file=sys.stderr)
            return NO_FILE
    began, folder = time.monotonic(), Path(arguments.output)
    try:
        live, at = addresses.values()
        written = write_snapshot(folder, live=live, at=at)
    except Occupied:
        print(say("snapshot.not_empty", lang, folder=str(folder)), file=sys.stderr)
        return NO_FILE
    except OSError as error:
        print(f"{error.filename or folder}: {error.strerror}", file=sys.stderr)
        return NO_FILE
    took = time.monotonic() - began
    print(f"{folder}: {written.files} files, {written.bytes / 1e6:.1f} MB, {took:.1f} s")
    return 0


def _note(dropped: str, lang: Lang) -> str:
    """What was left out, and what may have been meant."""
    from atlas.catalogue import load_catalogue  # noqa: PLC0415
    from atlas.export.contents import CONTENTS  # noqa: PLC0415
    from atlas.language import listing, say  # noqa: PLC0415

    name, _, value = dropped.partition("=")
    known = {**allowed_values(load_catalogue()), "page": list(CONTENTS)}.get(name, [])
    near = get_close_matches(value, known, n=3) or known[:12]
    if not near:
        return say("export.left_out", lang, value=dropped)
    more = len(near) < len(known) and near == known[:12]
    key = "left_out_known_some" if more else "left_out_known"
    return say(f"export.{key}", lang, value=dropped, known=listing(near, lang))


def _write(file: ExportedFile, output: str, lang: Lang) -> int:
    if output == "-":
        sys.stdout.buffer.write(file.body)
        return 0
    target = Path(output)
    there = target.exists()
    try:
        target.write_bytes(file.body)
    except OSError as error:
        if error.errno in _FULL:
            from atlas.language import say  # noqa: PLC0415

            if not there:
                # Half a file opens as a broken one.
                target.unlink(missing_ok=True)
            print(f"{output}: {say('export.disk_full', lang)}", file=sys.stderr)
        else:
            print(f"{output}: {error.strerror}", file=sys.stderr)
        return NO_FILE
    print(f"{output}: {file.name}, {len(file.body):,} bytes")
    return 0
