"""How fast a shelf is answered: 60,000 measures in 1, 100 and 1,000 documents, under every filter.

Each shelf is opened in a process of its own, since what one has made would be another's. What is
timed is the server's work for one change of the filter: the document looked up, the selection, the
map's message, the list, and the counts of every choice. `python -m bench.together` writes the table
to bench/together.md.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from atlas.analysis.reach import facet_counts, select
from atlas.answering import open_query
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.figures.map_payload import map_message
from atlas.figures.measures_payload import measures_payload
from atlas.store import KeptDocument, document_store, new_id

MEASURES: Final = 60_000
SHELVES: Final = (1, 100, 1_000)
ROUNDS: Final = 5
RESULTS: Final = Path(__file__).with_name("together.md")
VERBS: Final = ("支持{}建设{}", "推进{}{}", "加快{}发展{}", "改造{}的{}")
THINGS: Final = (
    "粮食仓储设施",
    "高标准农田",
    "边境口岸",
    "冷链物流园",
    "生态修复工程",
    "县城管网",
    "数字产业",
    "林下经济",
)
FILTERS: Final[tuple[dict[str, list[str]], ...]] = (
    {},
    {"strategy": ["food-security"]},
    {"strategy": ["ecology", "food-security"], "combine": ["all"]},
    {"relation": ["explicit"]},
    {"basis": ["official_list"]},
    {"level": ["prefecture"], "count": ["measures"]},
    {"q": ["口岸"]},
    {"inherited": ["without"]},
)
"""Filters beside those of one place and of some documents, which depend on the data."""


def text_of(measures: int, places: list[str], seed: int) -> str:
    """A plan that asks for so many things, each of a place."""
    chance = random.Random(seed)
    said = [
        chance.choice(VERBS).format(chance.choice(places), chance.choice(THINGS)) + "。"
        for _ in range(measures)
    ]
    return f"第{seed}份工作安排\n" + "\n".join(said) + "\n"


def timed(work: Any) -> tuple[float, Any]:
    """Seconds of the processor that some work took, and what came of it."""
    begun = time.thread_time()
    made = work()
    return time.thread_time() - begun, made


def measure(documents: int) -> dict[str, Any]:
    """One shelf, from its first opening to the slowest of its filters."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-together-"))
    # Read when the store is first asked for.
    os.environ["ATLAS_STORE"] = f"sqlite:///{folder / 'documents.sqlite'}"
    os.environ["ATLAS_CLIENT_DOCUMENTS"] = "5000"

    catalogue = load_catalogue()
    places = [c.name_zh for c in (*catalogue.counties, *catalogue.prefectures)]
    ids = []
    for i in range(documents):
        text = text_of(MEASURES // documents, places, i)
        kept = KeptDocument(new_id(), f"第{i}份", "a.txt", "utf-8", f"{i:064}", text)
        ids.append(document_store().keep(kept, key=f"{i:032}").id)
    shelf = document_store().shelves.make("书架", ids, key="s" * 32).id
    opening, document = timed(lambda: open_document(shelf))
    table, _ = timed(lambda: document.codes)

    def answer(params: dict[str, list[str]]) -> None:
        opened = open_query(params)
        selection = select(opened.document, opened.query)
        map_message(selection)
        measures_payload(selection)
        facet_counts(opened.document, opened.query)

    first, _ = timed(lambda: answer({"doc": [shelf]}))
    place = catalogue.counties[7].adcode
    asked = [*FILTERS, {"place": [place]}, {"place": [place], "strategy": ["food-security"]}]
    asked.append({"source": ids[: max(1, documents // 2)]})
    medians = {}
    for params in asked:
        words = " ".join(f"{k}={','.join(v[:2])}" for k, v in params.items()) or "(none)"
        runs = [timed(lambda p=params: answer({"doc": [shelf], **p}))[0] for _ in range(ROUNDS)]
        medians[words[:60]] = statistics.median(runs)
    lookup, _ = timed(lambda: open_document(shelf))
    return {
        "documents": documents,
        "measures": len(document.measures),
        "links": len(document.links),
        "opening": opening,
        "table": table,
        "first": first,
        "lookup": lookup,
        "filters": medians,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Measure every shelf and write the table."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1])), ensure_ascii=False, indent=1))
        return
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        found = [pool.apply(measure, (n,)) for n in SHELVES]
    RESULTS.write_text(told(found), encoding="utf-8")


def told(found: list[dict[str, Any]]) -> str:
    """The measurements as a page."""
    names = [name for name in found[0]["filters"] if not name.startswith("source")]
    rows = [
        ("documents", [f"{one['documents']:,}" for one in found]),
        ("measures", [f"{one['measures']:,}" for one in found]),
        ("links", [f"{one['links']:,}" for one in found]),
        ("opened first, s", [f"{one['opening']:.1f}" for one in found]),
        ("its table, s", [f"{one['table']:.1f}" for one in found]),
        ("first answer, ms", [f"{one['first'] * 1000:.0f}" for one in found]),
        ("looked up again, ms", [f"{one['lookup'] * 1000:.1f}" for one in found]),
        ("memory, MB", [f"{one['megabytes']:.0f}" for one in found]),
        *((f"`{name}`, ms", [f"{o['filters'][name] * 1000:.0f}" for o in found]) for name in names),
        (
            "half of the documents, ms",
            [
                f"{next(v for k, v in o['filters'].items() if k.startswith('source')) * 1000:.0f}"
                for o in found
            ],
        ),
    ]
    lines = [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    head = ["| | " + " | ".join("shelf" for _ in found) + " |", "| --- |" + " ---: |" * len(found)]
    return "\n".join(
        [
            "# A shelf answered as one",
            "",
            f"{MEASURES:,} measures in all, by `python -m bench.together`; medians of {ROUNDS}. A",
            "filter's time is all of the server's work for one change: selection, map, list and",
            "counts. Times are the processor's, as the machine was shared.",
            "",
            *head,
            *lines,
            "",
        ]
    )


if __name__ == "__main__":
    main()
