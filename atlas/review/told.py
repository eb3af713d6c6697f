"""A reviewed reading as JSON: what the command line promises of a reading, with who says what."""

from __future__ import annotations

from typing import Any

from atlas.model import Lang
from atlas.reading.contract import to_contract
from atlas.review.edits import BY_REVIEWER
from atlas.review.reviewed import Reviewed


def reviewed_contract(reviewed: Reviewed, lang: Lang = "zh") -> dict[str, Any]:
    """`to_contract` of the reviewed reading; every measure has `state`, every link `by`.

    `review` says how far it has come, and which changes fit nothing, with the reason.
    """
    told = to_contract(reviewed.reading, lang)
    by: dict[str, list[str]] = {}
    for link in reviewed.reading.links:
        if link.relation != "pair":
            said = "reviewer" if link.rule == BY_REVIEWER else "engine"
            by.setdefault(link.measure, []).append(said)
    for one, measure in zip(reviewed.measures, told["measures"], strict=True):
        measure["state"] = one.state
        measure["changes"] = list(one.by)
        for link, said in zip(measure["links"], by.get(measure["id"], ()), strict=True):
            link["by"] = said
    done, of = reviewed.progress
    unfitting = [{"change": one.change.told(), "why": one.why} for one in reviewed.unfitting]
    told["review"] = {"reviewed": done, "of": of, "unfitting": unfitting}
    return told
