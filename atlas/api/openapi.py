"""The OpenAPI 3.1 description of the API, built from the tables, columns and parameters it has."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from atlas.api.parameters import described
from atlas.api.problems import CONTENT_TYPE as PROBLEM_TYPE
from atlas.api.problems import STATUS
from atlas.api.table_answers import CONTENT_TYPES, DROPPED, ROUTES, TOTAL
from atlas.export import FORMATS
from atlas.export.columns import COLUMNS, Column
from atlas.export.contents import TableName
from atlas.language import say
from atlas.model import Lang
from atlas.query import FIELDS

VERSION: Final = "1.0.0"
DOCUMENT_PROBLEMS: Final = ("no-document", "removed", "unavailable")

_KINDS: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
}


@cache
def description_text(lang: Lang) -> bytes:
    """The description as JSON."""
    return json.dumps(description(lang), ensure_ascii=False, indent=1).encode()


def description(lang: Lang) -> dict[str, Any]:
    """The description, its words in the reader's language."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{say('pages.brand', lang)} · {say('api.title', lang)}",
            "version": VERSION,
            "description": say("api.about", lang),
        },
        "servers": [{"url": "/"}],
        "paths": _paths(lang),
        "components": {
            "parameters": described(lang),
            "schemas": _schemas(lang),
            "responses": _responses(lang),
        },
    }


def _paths(lang: Lang) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for name, kinds in ROUTES:
        for kind in kinds:
            operation = {
                "operationId": f"{name}_{kind}",
                "summary": say(f"tables.{name}", lang),
                "parameters": _refs(*FIELDS, "limit", "offset"),
                "responses": {
                    "200": _rows_response(name, kind, lang),
                    "304": {"description": "Not Modified"},
                    "400": {"$ref": "#/components/responses/bad-parameter"},
                    "414": {"$ref": "#/components/responses/too-much"},
                    **_of_documents(),
                },
            }
            paths[f"/api/v1/{name}.{kind}"] = {"get": operation}
    for id_, format_ in FORMATS.items():
        paths[f"/export.{id_}"] = {
            "get": {
                "operationId": f"export_{id_}",
                "summary": say("api.files", lang),
                "parameters": _refs(*FIELDS, "page"),
                "responses": {
                    "200": {
                        "description": say("api.files_text", lang),
                        "headers": {
                            "Content-Disposition": {"schema": {"type": "string"}},
                            "ETag": {"schema": {"type": "string"}},
                        },
                        "content": {format_.content_type: {}},
                    },
                    "304": {"description": "Not Modified"},
                    "414": {"$ref": "#/components/responses/too-much"},
                    "422": {"$ref": "#/components/responses/too-large"},
                    "429": {"$ref": "#/components/responses/too-often"},
                    **_of_documents(),
                },
            }
        }
    return paths


def _of_documents() -> dict[str, Any]:
    """What else is answered where `doc` or `against` names a reader's document."""
    return {
        str(STATUS[kind]): {"$ref": f"#/components/responses/{kind}"} for kind in DOCUMENT_PROBLEMS
    }


def _refs(*names: str) -> list[dict[str, str]]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _rows_response(name: TableName, kind: str, lang: Lang) -> dict[str, Any]:
    schema = {"json": f"{name}_page", "geojson": "layer"}.get(kind)
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}} if schema else {}
    return {
        "description": say(f"tables.{name}", lang),
        "headers": {
            header: {"schema": {"type": "string"}} for header in ("ETag", "Link", DROPPED, TOTAL)
        },
        "content": {CONTENT_TYPES[kind]: content},  # type: ignore[index]
    }


def _schemas(lang: Lang) -> dict[str, Any]:
    schemas: dict[str, Any] = {"statement": _STATEMENT, "note": _NOTE, "problem": _PROBLEM}
    for name, columns in COLUMNS.items():
        schemas[name] = _row(name, columns, lang)
        schemas[f"{name}_page"] = _object(
            {
                "table": {"const": name},
                "statement": {"$ref": "#/components/schemas/statement"},
                "notes": {"type": "array", "items": {"$ref": "#/components/schemas/note"}},
                "total": {"type": "integer", "minimum": 0},
                "limit": {"type": "integer", "minimum": 1},
                "offset": {"type": "integer", "minimum": 0},
                "next": {"type": ["string", "null"]},
                "previous": {"type": ["string", "null"]},
                "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
            }
        )
    schemas["layer"] = _object(
        {
            "type": {"const": "FeatureCollection"},
            "name": {"type": "string"},
            "statement": {"$ref": "#/components/schemas/statement"},
            "notes": {"type": "array", "items": {"$ref": "#/components/schemas/note"}},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
            "features": {
                "type": "array",
                "items": _object(
                    {
                        "type": {"const": "Feature"},
                        "id": {"type": "string"},
                        "properties": {"$ref": "#/components/schemas/places"},
                        "geometry": {"type": "object"},
                    }
                ),
            },
        },
        optional={"bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4}},
    )
    return schemas


def _row(name: TableName, columns: tuple[Column, ...], lang: Lang) -> dict[str, Any]:
    properties = {}
    for column in columns:
        kind = _KINDS[column.kind]
        if column.missing:
            kind = {**kind, "type": [kind["type"], "null"]}
        properties[column.name] = {
            **kind,
            "description": say(f"tables.{name}.{column.name}", lang),
        }
    return {**_object(properties), "description": say(f"tables.{name}", lang)}


def _object(properties: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


_TEXT: Final = {"type": "string"}
_STATEMENT: Final = _object(
    {
        "title": _TEXT,
        "document": _TEXT,
        "origin": _object({"text": _TEXT, "url": _TEXT}),
        "query": _TEXT,
        "link": _TEXT,
        "date": {"type": "string", "format": "date"},
        "sources": {
            "type": "array",
            "items": _object({"id": _TEXT, "text": _TEXT, "url": _TEXT}),
        },
        "boundaries": _TEXT,
        "limits": {"type": "array", "items": _TEXT},
        "citation": _TEXT,
    }
)
_NOTE: Final = _object({"parameter": _TEXT, "value": _TEXT, "text": _TEXT})
_PROBLEM: Final = {
    **_object(
        {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
        optional={"parameter": _TEXT},
    ),
    "description": "RFC 9457",
}


def _responses(lang: Lang) -> dict[str, Any]:
    return {
        kind: {
            "description": say(f"api.{kind}", lang),
            "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}},
        }
        for kind in ("bad-parameter", "too-much", "too-large", "too-often", *DOCUMENT_PROBLEMS)
    }
