"""Writing the snapshot: every page by its template, the data, the search, what a host asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from atlas.browser_code import packed, source
from atlas.catalogue import load_catalogue
from atlas.export.statement import Statement, full_address, make_statement, today
from atlas.figures.svg import LANG_TAGS
from atlas.language import say
from atlas.model import LANGS, Lang
from atlas.site import LANDING
from atlas.snapshot.data_files import data_files, unlinked
from atlas.snapshot.layout import (
    NAVIGATION,
    Page,
    measure_path,
    place_path,
    strategy_path,
    zone_path,
)
from atlas.snapshot.measure_pages import measure_pages
from atlas.snapshot.place_pages import place_pages
from atlas.snapshot.plain_pages import plain_pages
from atlas.snapshot.search_index import search_index
from atlas.snapshot.strategy_pages import strategy_pages
from atlas.snapshot.styles import style_sheet
from atlas.snapshot.subjects import selected
from atlas.snapshot.zone_pages import zone_pages

TEMPLATES: Final = Path(__file__).with_name("templates")
PATHS: Final = {
    "measure_path": measure_path,
    "place_path": place_path,
    "strategy_path": strategy_path,
    "zone_path": zone_path,
}
MARK: Final = "assets/search.js"
"""A file by which a folder is known to hold a snapshot."""
AGREED: Final[Lang] = "zh"
"""The language of whoever asks for none: the province's own."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is to be written: its day, where the live version is and where it will itself stand.

    `live` and `at` are addresses without a slash at their end, empty where there is none.
    """

    day: date
    live: str = ""
    at: str = ""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file by where it stands, the same bytes for the same day and addresses."""
        catalogue, environment = load_catalogue(), _environment()
        written: list[str] = []
        overviews: dict[Lang, Page] = {}
        for lang in LANGS:
            for page, body in self.pages(lang):
                written.append(page.file)
                if page.up == LANDING:
                    overviews[lang] = page
                yield page.file, body
            yield f"assets/search.{lang}.json", search_index(selected(lang))
        for name in ("index.html", "404.html"):
            yield name, self._in_both(environment.get_template(name), overviews)
        yield from data_files(self.live, self.day).items()
        yield "assets/site.css", style_sheet(catalogue)
        yield MARK, source("snapshot/search.js").encode()
        yield "assets/map.css", source("offline/page.css").encode()
        yield "assets/map.js", _as_plain_script(packed("single_page.js")).encode()
        yield "assets/icon.svg", (TEMPLATES / "icon.svg").read_bytes()
        robots = ["User-agent: *", "Allow: /"]
        if self.at:
            sitemap = environment.get_template("sitemap.xml")
            listed = sorted(p.removeprefix(f"{AGREED}/") for p in written if p.startswith(AGREED))
            text = sitemap.render(
                at=self.at, paths=listed, langs=LANGS, tags=LANG_TAGS, day=self.day.isoformat()
            )
            yield "sitemap.xml", text.encode()
            robots.append(f"Sitemap: {self.at}/sitemap.xml")
        yield "robots.txt", ("\n".join(robots) + "\n").encode()

    def _in_both(self, template: Template, overviews: Mapping[Lang, Page]) -> bytes:
        """A page for readers of either language; the small maps are those of the overview."""
        tiles = zip(*(overviews[lang].parts["tiles"] for lang in LANGS), strict=True)
        text = template.render(
            about={lang: self._statement(lang) for lang in LANGS},
            headings={lang: page.heading for lang, page in overviews.items()},
            shapes=overviews[AGREED].parts["shapes"],
            tiles=[
                (
                    t[0]["strategy"],
                    t[0]["map"],
                    dict(zip(LANGS, [x["name"] for x in t], strict=True)),
                )
                for t in tiles
            ],
            tags=LANG_TAGS,
            say=say,
            langs=LANGS,
            at=self.at,
            agreed=AGREED,
        )
        return text.encode()

    def pages(self, lang: Lang) -> Iterator[tuple[Page, bytes]]:
        """Every page of one language as it is written."""
        environment, statement = _environment(), self._statement(lang)
        for page in self._pages(lang, statement):
            yield page, self._page(environment, page, statement)

    def _statement(self, lang: Lang) -> Statement:
        stated = make_statement(selected(lang), base_url=self.live, on=self.day)
        return stated if self.live else unlinked(stated)

    def _pages(self, lang: Lang, statement: Statement) -> Iterator[Page]:
        catalogue = load_catalogue()
        yield from plain_pages(lang, statement)
        yield from strategy_pages(catalogue, lang)
        yield from place_pages(catalogue, lang)
        yield from zone_pages(lang)
        yield from measure_pages(lang)

    def _page(self, environment: Environment, page: Page, statement: Statement) -> bytes:
        name, query = page.live
        template = environment.get_template(page.template)
        text = template.render(
            page=page,
            lang=page.lang,
            tags=LANG_TAGS,
            # Templates say the words of their page's language.
            t=lambda key, **values: say(key, page.lang, **values),
            say=say,
            statement=statement,
            live=full_address(self.live, query, name) if self.live else "",
            at=self.at,
            navigation=NAVIGATION,
            agreed=AGREED,
            **page.parts,
        )
        return text.encode()


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= PATHS
    return made


def _as_plain_script(module: str) -> str:
    """A packed module as a script that a page opened from disk may load, which modules may not."""
    told = module.replace("import.meta.url", "document.baseURI")
    return f"(()=>{{{told}\n}})();\n"


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, and how many bytes they come to."""

    files: int
    bytes: int


class Occupied(Exception):
    """The folder holds files, and they are no snapshot's."""


def write_snapshot(
    folder: Path, *, live: str = "", at: str = "", on: date | None = None
) -> Written:
    """Write the whole site into a folder, which is made where it is missing.

    `live` is the address of the live version, `at` where the snapshot will stand; `on` is the day
    that it bears, today in China if not given. An earlier snapshot in the folder is written over,
    and pages of it that are no more are removed. Raises `Occupied` for a folder with other files,
    and `OSError` where a file cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise Occupied(folder)
    stale = {path for lang in LANGS for path in (folder / lang).rglob("*.html")}
    files = size = 0
    for path, body in Snapshot(on or today(), live.rstrip("/"), at.rstrip("/")).files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
        stale.discard(target)
        files, size = files + 1, size + len(body)
    for left in stale:
        left.unlink()
    return Written(files, size)
