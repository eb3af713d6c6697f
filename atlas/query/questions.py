"""Example questions as queries."""

from __future__ import annotations

from urllib.parse import parse_qs

from atlas.catalogue import Catalogue
from atlas.query import Query
from atlas.site import SITE
from atlas.tables.records import Question


def asked(question: Question, catalogue: Catalogue) -> Query:
    """What a question asks; `atlas check` refuses one that asks for what is not known."""
    query, _ = Query.from_params(parse_qs(question.parameters), catalogue)
    return query


def unknown_in(question: Question, catalogue: Catalogue) -> tuple[str, ...]:
    """The page or the parameters of a question that the dashboard does not know."""
    _, dropped = Query.from_params(parse_qs(question.parameters), catalogue)
    return dropped if question.page in SITE else (question.page, *dropped)
