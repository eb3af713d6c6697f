"""DOCX: a brief of a county, a prefecture, a strategy or a whole view, to carry into a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any, Final
from urllib.parse import unquote

from atlas.analysis.headline import headline, narrowed_further, scope_line
from atlas.analysis.reach import Selection
from atlas.export import brief
from atlas.export.brief_comparison import brief_comparison
from atlas.export.brief_figures import Numbered, brief_figures
from atlas.export.brief_lines import Line, sentences
from atlas.export.format import Format
from atlas.export.statement import Statement
from atlas.export.word.parts import PAGE_FIELD, PAGES_FIELD, Column, Words, Writer
from atlas.export.word.styles import TEXT_WIDTH, new_document, packed
from atlas.figures.brief_figure import brief_svg
from atlas.figures.map_payload import counting, map_payload
from atlas.figures.raster import png
from atlas.language import say
from atlas.model import Lang, Place

PIXELS_PER_UNIT: Final = 2.5
"""640 units on 16.3 cm of paper come to 250 dots an inch."""


ABREAST: Final[dict[Lang, tuple[int, tuple[float, float, float]]]] = {
    "zh": (3, (2.13, 1.55, 1.75)),
    "en": (2, (4.55, 1.7, 1.9)),
}
"""How many counties stand side by side in a list, and the widths of name and two numbers."""


class _Brief:
    """One brief under way: the selection, its statement, and the document written so far."""

    def __init__(self, selection: Selection, statement: Statement) -> None:
        self.selection, self.statement = selection, statement
        self.lang = statement.lang
        self.place = brief.subject(selection)
        self.sources = Numbered(self.lang)
        made = datetime.combine(statement.date, time(), tzinfo=UTC)
        beside = statement.main == "comparison"
        self.title = statement.title if beside else headline(selection)
        self.document = new_document(
            self.lang,
            title=self.title,
            subject=statement.query,
            author=self.say("pages.brand"),
            made=made,
        )
        self.out = Writer(self.document, chinese=self.lang == "zh")
        self.headings = 0
        # A reader's own document has no source but itself.
        if own := selection.document.catalogue.sources.get(selection.document.record.source):
            self.sources.mark(own)

    def say(self, key: str, **values: Any) -> str:
        return say(key, self.lang, **values)

    def heading(self, name: str) -> None:
        number = self.say("brief.numerals")[self.headings]
        self.headings += 1
        title = self.say(f"brief.{name}")
        self.out.paragraph(self.say("brief.heading", number=number, title=title), "Heading 1")

    def written(self) -> bytes:
        """All sections, one after another."""
        self._head()
        self._comparison()
        self._map()
        self._measures()
        if self.place is None:
            self._reached()
        elif self.place.level == "prefecture":
            self._children(self.place)
        self._zones()
        self._figures()
        self._notes()
        self._sources()
        return packed(self.document)

    def _head(self) -> None:
        out = self.out
        out.paragraph(self.title, "Title")
        scope = scope_line(self.selection)
        if self.place is not None:
            out.paragraph(scope, "Subtitle")
            scope = self.statement.scope
        out.paragraph(self.say("brief.dated", scope=scope, date=self.statement.day), "Subtitle")
        out.paragraph(self.statement.origin.line, "Subtitle")
        if narrowed_further(self.selection):
            label = self.say("brief.labelled", label=self.say("export.query"))
            out.paragraph([label, self.statement.query], "Subtitle")
        out.footer(
            self.say("brief.footer", brand=self.say("pages.brand"), date=self.statement.day),
            self.say("brief.page", page=PAGE_FIELD, pages=PAGES_FIELD),
        )
        self.heading("points")
        for point in brief.points(self.selection):
            out.paragraph(point, "List Bullet")

    def _comparison(self) -> None:
        """What of another document is taken up, where the view sets two side by side."""
        can_be_taken_up, parts = brief_comparison(self.selection)
        if not parts:
            return
        self.heading("comparison")
        if can_be_taken_up:
            self.out.paragraph(can_be_taken_up)
        columns = self._columns(
            ("words_one", 5.9, "left"), ("words_other", 5.9, "left"), ("why_one", 4.5, "left")
        )
        for part in parts:
            self.out.paragraph(part.title, "Heading 2")
            if part.pairs:
                self.out.table(columns, part.pairs, part.title)
            for measure in part.alone:
                self.out.paragraph(measure, "List Bullet Small")

    def _map(self) -> None:
        payload = map_payload(self.selection)
        self.heading("map")
        classes = [
            self.say("brief.alt_class", label=e["label"], n=e["n"]) for e in payload["legend"]
        ]
        title = headline(self.selection)
        alt = self.say(
            "brief.alt",
            title=title,
            legend=payload["legend_title"],
            classes=self.say("query.join").join(classes),
        )
        picture = png(brief_svg(payload), zoom=PIXELS_PER_UNIT)
        self.out.picture(picture, width=TEXT_WIDTH, alt=alt, title=title)
        unit = self.say(f"brief.unit_{payload['level']}")
        strategies = self.selection.query.strategies
        one = len(strategies) == 1 and payload["count"] == "strategies"
        known = self.selection.document.catalogue.strategies
        caption = self.say(
            "brief.caption_one" if one else f"brief.caption_{counting(self.selection.query)}",
            unit=unit,
            credit=self.statement.boundaries,
            strategy=known[strategies[0]].name(self.lang) if one else "",
        )
        self.out.paragraph(caption, "caption")

    def _measures(self) -> None:
        groups, wide = brief.groups(self.selection), brief.province_wide(self.selection)
        if not groups and not wide:
            return
        self.heading("measures")
        why = "why" if self.place else "where"
        columns = self._columns((why, 5.3, "left"), ("measure", 11.0, "left"))
        for group in groups:
            own = group.precision == "unit" or group.relation == "pair"
            of = group.relation if own else group.precision
            relation = self.say(f"place.{of}")
            title = self.say("brief.group", relation=relation, n=group.measures)
            self.out.paragraph(title, "Heading 2")
            rows = [(because.why, self._lines(because.lines)) for because in group.reasons]
            self.out.table(columns, rows, title)
        if wide:
            self.out.paragraph(self.say("brief.wide", n=len(wide)), "Heading 2")
            said: list[str | Words] = [Words(self.say("brief.wide_about"), "Soft"), " "]
            for i, (head, lines) in enumerate(sentences(wide, self.lang)):
                said += [self.say("brief.wide_join")] if i else []
                said += [Words(head, "Soft")] if head else []
                for k, line in enumerate(lines):
                    said += [self.say("brief.wide_join")] if k else []
                    said += self._measure(line)
            self.out.paragraph([*said, self.say("brief.wide_end")], "Small")

    def _lines(self, lines: Sequence[Line]) -> list[list[str | Words]]:
        """A paragraph a measure, clauses of one sentence under a line that says so."""
        said: list[list[str | Words]] = []
        for head, held in sentences(lines, self.lang):
            said += [[Words(head, "Soft")]] if head else []
            said += [self._measure(line) for line in held]
        return said

    def _measure(self, line: Line) -> list[str | Words]:
        item = self.say("brief.wide_item", number=line.number, statement=line.statement)
        if not line.about:
            return [item]
        about = self.say("brief.about", about=self.say("brief.about_join").join(line.about))
        return [item, Words(about, "Soft")]

    def _reached(self) -> None:
        rows = brief.reached(self.selection)
        if rows:
            self.heading("reach")
            columns = self._columns(("prefecture", 3.6, "left"), ("counties", 12.7, "left"))
            table = [(row.prefecture, row.counties) for row in rows]
            self.out.table(columns, table, self.say("brief.reach"))

    def _children(self, place: Place) -> None:
        self.heading("children")
        rows = [(name, str(a), str(b)) for name, a, b in brief.children(self.selection, place)]
        # Several abreast, read down one column after another.
        abreast, widths = ABREAST[self.lang]
        high = -(-len(rows) // abreast)
        rows += [("", "", "")] * (abreast * high - len(rows))
        table = [sum((rows[i + high * at] for at in range(abreast)), ()) for i in range(high)]
        names = ("county", "measures", "strategies")
        aligned = zip(names, widths, ("left", "center", "center"), strict=True)
        self.out.table(self._columns(*aligned) * abreast, table, self.say("brief.children"))
        self.out.paragraph(self.say("brief.children_beside"), "Note")

    def _zones(self) -> None:
        used = brief.zones_used(self.selection)
        if not used:
            return
        self.heading("zones")
        columns = self._columns(
            ("zone", 3.2, "left"), ("definition", 9.9, "left"), ("basis", 3.2, "left")
        )
        known = self.selection.document.catalogue.sources
        rows = []
        for one in used:
            marks = [self.sources.mark(known[s]) for s in one.sources]
            basis = self.say("place.between").join(self.say(f"query.basis_{b}") for b in one.bases)
            definition = one.zone.definition(self.lang)
            rows.append((one.zone.name(self.lang), definition, [basis, " ", *marks]))
        self.out.table(columns, rows, self.say("brief.zones"))

    def _figures(self) -> None:
        self.heading("figures" if self.place else "covered")
        figures = brief_figures(self.selection, self.sources)
        if not figures.rows:
            self.out.paragraph(self.say("brief.figures_none"))
            return
        width = 6.7 / len(figures.heads)
        columns = [
            Column(self.say("brief.column_figure"), 5.0),
            Column(self.say("brief.column_year"), 1.4, "center"),
            *(Column(head, width, "right") for head in figures.heads),
            Column(self.say("brief.column_source"), 3.2),
        ]
        rows = [(row.label, row.year, *row.values, row.source) for row in figures.rows]
        self.out.table(columns, rows, self.say("brief.figures"))
        if figures.notes:
            self.out.paragraph(self.say("brief.caveats", caveats=figures.notes), "Note")

    def _notes(self) -> None:
        self.heading("notes")
        for limit in self.statement.limits:
            self.out.paragraph(limit, "List Bullet Small")

    def _sources(self) -> None:
        self.heading("sources")
        for words, url in self.sources.said:
            text = words.removesuffix(url).rstrip()
            # Percent signs say nothing to a reader; the link itself keeps them.
            link: list[str | Words] = [" ", Words(unquote(url), url=url)] if url else []
            self.out.paragraph([text, *link], "List Number")
        stated = self.statement
        for label, content in (
            ("query", stated.query),
            ("link", Words(stated.permalink, url=stated.permalink)),
            ("date", stated.day),
            ("citation", stated.citation),
        ):
            said = self.say("brief.labelled", label=self.say(f"export.{label}"))
            self.out.paragraph([Words(said, "Strong"), content], "Small")

    def _columns(self, *declared: tuple[str, float, Any]) -> list[Column]:
        return [
            Column(self.say(f"brief.column_{name}"), width, align)
            for name, width, align in declared
        ]


def _make(selection: Selection, statement: Statement) -> bytes:
    return _Brief(selection, statement).written()


FORMAT: Final = Format(
    "docx",
    ".docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    _make,
)
