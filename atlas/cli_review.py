"""`python -m atlas review`: a document read, with the changes of a review laid over it."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from atlas.model import Lang

UNREADABLE: Final = 2

EPILOG: Final = """\
json prints what `analyze` does, with the state of every measure, who says each link, how far the
review has come and which changes fit nothing in the text as it is read now. labels prints a line of
JSON for every measure that was reviewed: its words, whether it is a measure, what it serves and
reaches, and who said so.

exit status: 0, changes that do not fit or not; 2 where the document or the review cannot be read.
"""


def add_review(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `review` with its options."""
    parser = commands.add_parser(
        "review",
        help="read a document and lay a review over it",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="the document, as for analyze")
    parser.add_argument(
        "--changes", type=Path, required=True, metavar="FILE", help="the review, a .json file"
    )
    parser.add_argument("--format", choices=["json", "labels"], default="json")
    parser.add_argument("--encoding", help="the document's, as for analyze")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="zh (default) or en")
    parser.set_defaults(run=run_review)


def run_review(arguments: argparse.Namespace) -> int:
    """Print a reviewed document; 2 and one sentence where something cannot be read."""
    # Imported here: `check` has no use for the engine's dictionaries.
    from atlas.catalogue import load_catalogue  # noqa: PLC0415
    from atlas.reading import UnreadableFile, read_file  # noqa: PLC0415
    from atlas.review import (  # noqa: PLC0415
        BadReviewFile,
        labelled_sentences,
        review,
        review_changes,
        reviewed_contract,
    )

    lang: Lang = arguments.lang
    catalogue = load_catalogue()
    try:
        reading = read_file(arguments.file, catalogue, encoding=arguments.encoding)
        changes = review_changes(_bytes_of(arguments.changes), reading.document)
    except (UnreadableFile, BadReviewFile) as error:
        print(error.sentence(lang), file=sys.stderr)
        return UNREADABLE
    reviewed = review(reading, changes, catalogue)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A place name is no reason to fail on a terminal of another encoding.
        sys.stdout.reconfigure(encoding="utf-8")
    if arguments.format == "labels":
        for line in labelled_sentences(reviewed):
            print(line)
    else:
        print(json.dumps(reviewed_contract(reviewed, lang), ensure_ascii=False))
    return 0


def _bytes_of(path: Path) -> bytes:
    from atlas.review import BadReviewFile  # noqa: PLC0415
    from atlas.review.review_file import LARGEST  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise BadReviewFile("file_missing", name=path.name) from None
