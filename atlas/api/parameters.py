"""Parameters of the API: what they mean, which values are known, and which table heeds them."""

from __future__ import annotations

from typing import Any, Final

from atlas.api.requests import FURTHEST, JSON_ROWS, MOST_ROWS
from atlas.catalogue import load_catalogue
from atlas.export.contents import CONTENTS, TableName
from atlas.language import say
from atlas.model import Lang
from atlas.query import DEFAULT, FIELDS, TEXT_LIMIT, allowed_values

MEASURE_FILTERS: Final = (
    "theme",
    "strategy",
    "relation",
    "basis",
    "place",
    "inherited",
    "q",
    "measure",
)
HEEDED: Final[dict[TableName, tuple[str, ...]]] = {
    "measures": ("doc", *MEASURE_FILTERS),
    "links": ("doc", *MEASURE_FILTERS),
    "places": ("doc", *MEASURE_FILTERS, "level"),
    "zones": ("doc", *MEASURE_FILTERS),
    "indicators": ("place", "level", "indicator", "year"),
    "cooperation": ("place", "kind"),
}
"""Parameters that change the rows of a table; `lang` changes the words around them alone."""


def described(lang: Lang) -> dict[str, dict[str, Any]]:
    """Every parameter by name as an OpenAPI parameter object, paging and `page` among them."""
    known = allowed_values(load_catalogue())
    objects = {}
    for name, field in FIELDS.items():
        usual = getattr(DEFAULT, field)
        value = _value_schema(name, known.get(name))
        many = isinstance(usual, tuple)
        schema: dict[str, Any] = {"type": "array", "items": value} if many else value
        if usual:
            schema = {**schema, "default": list(usual) if many else usual}
        objects[name] = {
            "name": name,
            "in": "query",
            "required": False,
            "description": describe(name, lang),
            "schema": schema,
            **({"style": "form", "explode": True} if many else {}),
        }
    for name, least, most in (("limit", 1, MOST_ROWS), ("offset", 0, FURTHEST)):
        objects[name] = {
            "name": name,
            "in": "query",
            "required": False,
            "description": say(f"api.param_{name}", lang, rows=JSON_ROWS, most=MOST_ROWS),
            "schema": {"type": "integer", "minimum": least, "maximum": most},
        }
    objects["page"] = {
        "name": "page",
        "in": "query",
        "required": False,
        "description": say("api.param_page", lang),
        "schema": {"anyOf": [{"enum": list(CONTENTS)}, {"type": "string"}]},
    }
    return objects


def describe(name: str, lang: Lang) -> str:
    """What a parameter means and which tables heed it."""
    said = say(f"api.param_{name}", lang, most=TEXT_LIMIT)
    tables = [table for table, names in HEEDED.items() if name in names]
    if not tables:
        return said
    listed = say("api.all_tables", lang) if len(tables) == len(HEEDED) else ", ".join(tables)
    gap = say("api.sentence_gap", lang)
    return f"{said}{gap}{say('api.heeded', lang, tables=listed)}"


def _value_schema(name: str, known: list[str] | None) -> dict[str, Any]:
    """Known values as an enumeration beside any string: what is not known is noted, no error."""
    if known is None:
        return {"type": "string"}
    return {"anyOf": [{"enum": known}, {"type": "string"}]}
