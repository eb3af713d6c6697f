"""The product on the command line, `python -m atlas`, a function for each command."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from atlas.catalogue import Catalogue, load_catalogue
from atlas.checks import TABLES, DataError, Problem, check_data, read_tables
from atlas.checks.second_opinion import second_opinion
from atlas.checks.usage import alias_warnings
from atlas.cli_export import add_export
from atlas.cli_review import add_review
from atlas.folders import DATA, GEO
from atlas.language import say
from atlas.model import LANGS, Lang
from atlas.reading.decode import ENCODINGS

FAULTY, UNREADABLE = 1, 2
"""Exit statuses: data with errors, and a file that cannot be read; argparse uses 2 as well."""


def _plan_problems(data: Path, geo: Path) -> list[Problem]:
    """What reading the shipped documents shows about data that is sound in itself."""
    # Imported here: `check` must be able to say what is wrong before the engine can start.
    from atlas.plan import PlanMismatch, read_plan  # noqa: PLC0415

    catalogue = load_catalogue(data, geo=geo)
    try:
        reading = read_plan(catalogue)
    except PlanMismatch as mismatch:
        values = {"message": str(mismatch)}
        return [Problem("error", f"{data.name}/plan.csv", None, "", "", "plan_mismatch", values)]
    return [*_question_problems(catalogue), *alias_warnings(catalogue, [reading])]


def _question_problems(catalogue: Catalogue) -> list[Problem]:
    """Example questions that ask for what there is not; a query can be read of sound data alone."""
    from atlas.query.questions import unknown_in  # noqa: PLC0415

    file = f"{catalogue.data.name}/questions.csv"
    return [
        Problem("error", file, None, "parameters", value, "question_unknown")
        for question in catalogue.questions
        for value in unknown_in(question, catalogue)
    ]


def check(arguments: argparse.Namespace) -> int:
    """Say everything that is wrong with the data and the drawing; 1 where there are errors."""
    data, geo, lang = arguments.data.resolve(), arguments.geo.resolve(), arguments.lang
    problems = check_data(data, geo)
    if not problems:
        problems = second_opinion(data)
    if all(problem.severity == "warning" for problem in problems):
        problems += _plan_problems(data, geo)
    for problem in problems:
        print(say(f"checks.{problem.severity}", lang), problem.sentence(lang))
    errors = sum(problem.severity == "error" for problem in problems)
    tables, _ = read_tables(data)
    print(
        say(
            "checks.summary",
            lang,
            errors=errors,
            warnings=len(problems) - errors,
            tables=len(tables),
            rows=sum(len(table.rows) for table in tables.values()),
        )
    )
    return FAULTY if errors else 0


def begin(arguments: argparse.Namespace) -> int:
    """Begin another province's folders; 2 where the code or the folder will not do."""
    # Imported here: it reads the whole catalogue, and the other commands do not need it.
    from atlas.another_province import FolderTaken, begin_province  # noqa: PLC0415

    lang: Lang = arguments.lang
    code, folder = arguments.code, arguments.folder
    if not re.fullmatch(r"[1-8]\d0000", code):
        print(say("begin.bad_code", lang, code=code), file=sys.stderr)
        return UNREADABLE
    try:
        begin_province(code, folder, load_catalogue())
    except FolderTaken:
        print(say("begin.taken", lang, folder=folder), file=sys.stderr)
        return UNREADABLE
    print(say("begin.begun", lang, folder=folder, tables=len(TABLES)))
    return 0


def analyze(arguments: argparse.Namespace) -> int:
    """Read a document and print what it says where, as JSON."""
    # Imported here: `check` has no use for the engine's dictionaries.
    from atlas.reading import UnreadableFile, read_file, to_contract  # noqa: PLC0415

    lang: Lang = arguments.lang
    progress = _progress(lang) if sys.stderr.isatty() else None
    try:
        reading = read_file(arguments.file, encoding=arguments.encoding, progress=progress)
    except UnreadableFile as error:
        print(error.sentence(lang), file=sys.stderr)
        return UNREADABLE
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A place name is no reason to fail on a terminal of another encoding.
        sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(to_contract(reading, lang), ensure_ascii=False))
    return 0


def _progress(lang: Lang) -> Callable[[int, int], None]:
    """A bar on a terminal's standard error, wiped once the last page is read."""
    width = 30

    def tell(page: int, pages: int) -> None:
        done = width * page // pages
        words = say("reading.progress", lang, page=page, pages=pages)
        bar = f"\r[{'#' * done}{'.' * (width - done)}] {words}"
        print(bar if page < pages else "\r\x1b[K", end="", file=sys.stderr, flush=True)

    return tell


def _language(text: str) -> Lang:
    for lang in LANGS:
        if text == lang:
            return lang
    raise argparse.ArgumentTypeError(f"{text!r}: use zh or en")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m atlas", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    checking = commands.add_parser("check", help="validate data/ and geo/")
    checking.add_argument("--lang", type=_language, default="zh", help="zh (default) or en")
    checking.add_argument("--data", type=Path, default=DATA, help="folder of the data package")
    checking.add_argument("--geo", type=Path, default=GEO, help="folder of the layers")
    checking.set_defaults(run=check)

    analyzing = commands.add_parser("analyze", help="read a document: measures, mentions, links")
    analyzing.add_argument(
        "file", type=Path, help=".txt, .md, .docx, .pdf or .html; - for standard input"
    )
    analyzing.add_argument("--format", choices=["json"], default="json")
    analyzing.add_argument(
        "--encoding", help=f"one of {', '.join(ENCODINGS)}; without it, found from the bytes"
    )
    analyzing.add_argument("--lang", type=_language, default="zh", help="zh (default) or en")
    analyzing.set_defaults(run=analyze)

    beginning = commands.add_parser("begin", help="begin the data/ and geo/ of another province")
    beginning.add_argument("code", metavar="CODE", help="six digits of GB/T 2260, the last four 0")
    beginning.add_argument("folder", type=Path, help="where data/ and geo/ are to lie")
    beginning.add_argument("--lang", type=_language, default="zh", help="zh (default) or en")
    beginning.set_defaults(run=begin)

    add_export(commands)
    add_review(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except DataError as error:
        print(error.text(arguments.lang), file=sys.stderr)
        return FAULTY
    return status
