"""How fast texts are read, against cpca and jionlp on the same texts in one run on one core.

    python bench/reading.py          # writes bench/reading.md
    python bench/reading.py --quick  # without the 50 MB text

Texts are made from the project's own plan and from the sentences below with the names of the
province's places. Times are processor time of one pinned core, so a busy machine changes little.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import json
import os
import platform
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
OUT = Path(__file__).with_suffix(".md")

KB, MB = 1 << 10, 1 << 20
SIZES = {"10 KB": 10 * KB, "1 MB": MB, "50 MB": 50 * MB}
PAGES = 500

SENTENCES = (
    "今年，{a}将继续抓好项目建设，新开工重点项目三十二个，力争上半年全部落地见效。",
    "支持{a}、{b}新建高标准农田二十万亩，推广秸秆还田和侵蚀沟治理，更好保护黑土地。",
    "完善{a}口岸查验设施，延长通关时间，开行跨境班车，方便边民往来和货物进出。",
    "针对老旧小区供热不稳、停车难等问题，{a}分三年改造地下管网一百二十公里，同步加装电梯。",
    "以{a}为龙头，推动上下游企业协作配套，健全链长制，打造产值超百亿元的产业集群。",
    "深化与{b}的产业协作，联合开展科技攻关，支持高校在{a}建设中试基地和孵化器。",
    "各地各部门要压实责任，加强调度，把各项任务分解到季度、落实到人，确保按期完成。",
    "森林面积和蓄积量实现双增长，空气质量优良天数比例保持在九成以上，群众满意度持续提高。",
    "促进{a}农业转移人口市民化，保障随迁子女就近入学，推动基本公共服务覆盖常住人口。",
    "围绕冰雪旅游、避暑康养和民俗体验，{a}推出精品线路十条，带动沿线村屯增收。",
)


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table of the project."""
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make_text(size: int) -> str:
    """A text of about `size` bytes of UTF-8: plan rows and sentences in turn, under headings."""
    places = [row for row in rows("places.csv") if row["level"] != "province"]
    named = (row["name_zh"] if i % 3 else row["short_zh"] for i, row in enumerate(places))
    names, plan = itertools.cycle(named), itertools.cycle(r["text_zh"] for r in rows("plan.csv"))
    parts, length = ["黑龙江省区域发展工作要点\n"], 0
    for number in itertools.count(1):
        body = "".join(s.format(a=next(names), b=next(names)) for s in SENTENCES)
        part = f"（{'一二三四五六七八九十'[number % 10]}）重点工作\n{body}\n{next(plan)}。\n"
        parts.append(part)
        length += len(part.encode())
        if length >= size:
            return "".join(parts)
    raise AssertionError


def clock(work: Callable[[], Any]) -> float:
    """Seconds of processor time that `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def pin() -> None:
    """Keep to one core where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def in_child(what: str) -> dict[str, float]:
    """What a fresh process measures of itself."""
    done = subprocess.run(
        [sys.executable, __file__, "--child", what], check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(done.stdout))


def start() -> dict[str, float]:
    """From the interpreter's start to the first answer, and the memory then held."""
    from atlas.catalogue import load_catalogue  # noqa: PLC0415
    from atlas.reading import read_text  # noqa: PLC0415

    read_text("支持黑龙江省建设粮库。", load_catalogue())
    return {"seconds": time.process_time(), "memory": peak()}


def peak() -> float:
    """Most memory this process has held, in MB."""
    import resource  # noqa: PLC0415

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def engine(size: int) -> dict[str, float]:
    """Reading one text, after the start."""
    from atlas.catalogue import load_catalogue  # noqa: PLC0415
    from atlas.reading import read_text  # noqa: PLC0415

    catalogue = load_catalogue()
    text = make_text(size)
    read_text(text[:2000], catalogue)
    readings: list[Any] = []
    repeat = max(1, 200 * KB // size)
    seconds = clock(lambda: readings.extend(read_text(text, catalogue) for _ in range(repeat)))
    return {
        "characters": len(text),
        "rate": len(text) * repeat / seconds,
        "measures": len(readings[0].measures),
        "links": len(readings[0].links),
        "memory": peak(),
    }


def baselines() -> dict[str, float]:
    """Characters a second of what the two peers do, which is to find names alone."""
    warnings.simplefilter("ignore")
    with_output, sys.stdout = sys.stdout, io.StringIO()
    import cpca  # noqa: PLC0415
    import jionlp  # noqa: PLC0415

    text = make_text(100 * KB)
    sentences = re.findall("[^。]+。", text)
    clauses = re.findall("[^。，；、\\n]+", text)
    few = sentences[:150]
    cpca.transform(few[:1])
    jionlp.recognize_location(few[0])
    found = {
        "cpca, a clause a call": len(text)
        / clock(lambda: [cpca.transform([s], pos_sensitive=True) for s in clauses]),
        "cpca, a sentence a call": len("".join(sentences))
        / clock(lambda: [cpca.transform([s], pos_sensitive=True) for s in sentences]),
        "cpca, the whole text in one call": len(text)
        / clock(lambda: cpca.transform_text_with_addrs(text, pos_sensitive=True)),
        "jionlp, a sentence a call": len("".join(few))
        / clock(lambda: [jionlp.recognize_location(s) for s in few]),
    }
    sys.stdout = with_output
    return found


def pdf() -> dict[str, float]:
    """A PDF of 500 pages, from its bytes to the links, the process that reads it among it."""
    import resource  # noqa: PLC0415

    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    from atlas.catalogue import load_catalogue  # noqa: PLC0415
    from atlas.reading import read_bytes  # noqa: PLC0415

    registerFont(UnicodeCIDFont("STSong-Light"))
    stored = io.BytesIO()
    canvas = Canvas(stored)
    text = make_text(3 * PAGES * 38 * KB // 10).replace("\n", "")
    for page in range(PAGES):
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(290, 30, f"- {page + 1} -")
        for line in range(34):
            at = (page * 34 + line) * 38
            canvas.drawString(70, 770 - 21 * line, text[at : at + 38])
        canvas.showPage()
    canvas.save()
    catalogue = load_catalogue()
    told: list[int] = []
    begun = time.process_time()
    reading = read_bytes(
        stored.getvalue(), catalogue, name="plan.pdf", progress=lambda at, of: told.append(at)
    )
    worker = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - begun + worker.ru_utime + worker.ru_stime
    return {"seconds": seconds, "pages": len(told), "characters": len(reading.document.text)}


CHILDREN: dict[str, Callable[[], dict[str, float]]] = {
    "start": start,
    "baselines": baselines,
    "pdf": pdf,
    **{name: partial(engine, size) for name, size in SIZES.items()},
}


def report(quick: bool) -> str:
    """Everything measured, as a page of tables."""
    begun = in_child("start")
    sizes = {name: in_child(name) for name in SIZES if not (quick and name == "50 MB")}
    peers = in_child("baselines")
    book = in_child("pdf")
    ours = sizes["1 MB"]["rate"]
    system = f"Python {platform.python_version()}, {platform.machine()}"
    lines = [
        "# Reading: how fast",
        "",
        f"Written by `python bench/reading.py`: {system}, one core, processor time; all rows of one"
        " run. The texts are the project's own plan and"
        " sentences with names of the province's places.",
        "",
        "| what | measured | wanted |",
        "| --- | ---: | ---: |",
        f"| interpreter's start to first answer | {begun['seconds']:.2f} s | ≤ 1.5 s |",
        f"| memory then held | {begun['memory']:.0f} MB | ≤ 200 MB |",
        f"| text to links, 1 MB | {ours:,.0f} characters/s | ≥ 300,000 |",
        f"| PDF of {book['pages']:.0f} pages, file to links | {book['seconds']:.1f} s | < 60 s |",
        "",
        "| text | characters | measures | links | characters/s | peak memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {name} | {m['characters']:,.0f} | {m['measures']:,.0f} | {m['links']:,.0f}"
            f" | {m['rate']:,.0f} | {m['memory']:,.0f} MB |"
            for name, m in sizes.items()
        ),
        "",
        "| on the same text (100 KB) | characters/s | ours is |",
        "| --- | ---: | ---: |",
        *(f"| {name} | {rate:,.0f} | {ours / rate:.1f} × |" for name, rate in peers.items()),
        "",
        "cpca and jionlp find names of places and nothing else; ours goes on to measures,"
        " strategies and links with reasons. `cpca.transform` gives one address for each string,"
        " so only clause by clause does it find every name. `transform_text_with_addrs` takes a"
        " text whole, spends next to nothing on each character and knows full names only.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave the 50 MB text out")
    parser.add_argument("--child", choices=CHILDREN, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    pin()
    if arguments.child:
        print(json.dumps(CHILDREN[arguments.child]()))
        return
    page = report(arguments.quick)
    OUT.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
