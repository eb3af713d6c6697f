"""Parameters of the API: what they mean, which values are known, and which table heeds them."""

from __future__ import annotations

from typing import Any, Final, get_args

from atlas.api.requests import FURTHEST, JSON_ROWS, MOST_ROWS
from atlas.catalogue import Catalogue, load_catalogue
from atlas.export.contents import CONTENTS, TableName
from atlas.language import say
from atlas.model import Lang
from atlas.query import Parameter, Query

HEEDED: Final[dict[TableName, tuple[str, ...]]] = {
    table: tuple(one.name for one in Query.parameters() if table in one.tables)
    for table in get_args(TableName)
}
"""Parameters that change the rows of a table; `lang` changes the words around them alone."""


def described(lang: Lang, asked: type[Query] = Query) -> dict[str, dict[str, Any]]:
    """Every parameter by name as an OpenAPI parameter object, paging and `page` among them."""
    catalogue = load_catalogue()
    objects = {one.name: _of(one, catalogue, lang) for one in asked.parameters()}
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


def _of(parameter: Parameter[Any], catalogue: Catalogue, lang: Lang) -> dict[str, Any]:
    usual = parameter.default
    schema = _value_schema(parameter.values(catalogue))
    if parameter.many:
        schema = {"type": "array", "items": schema}
    if usual:
        schema = {**schema, "default": parameter.written(usual) if parameter.many else usual}
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": describe(parameter, lang),
        "schema": schema,
        **({"style": "form", "explode": True} if parameter.many else {}),
    }


def describe(parameter: Parameter[Any], lang: Lang) -> str:
    """What a parameter means and which tables heed it."""
    said = parameter.described(lang)
    if not parameter.tables:
        return said
    every = len(parameter.tables) == len(HEEDED)
    listed = say("api.all_tables", lang) if every else ", ".join(parameter.tables)
    gap = say("api.sentence_gap", lang)
    return f"{said}{gap}{say('api.heeded', lang, tables=listed)}"


def _value_schema(known: list[str] | None) -> dict[str, Any]:
    """Known values as an enumeration beside any string: what is not known is noted, no error."""
    if known is None:
        return {"type": "string"}
    return {"anyOf": [{"enum": known}, {"type": "string"}]}
