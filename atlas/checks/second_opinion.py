"""frictionless on the same package: what it finds beyond our own rules.

It takes over a second, ten times our own reading, so the server does not wait for it.
"""

from __future__ import annotations

from pathlib import Path

from atlas.checks.problems import Problem
from atlas.tables.package import DESCRIPTOR


def second_opinion(data: Path) -> list[Problem]:
    """Errors by frictionless, or one warning where it is not installed."""
    try:
        # Here, not above: the import alone takes 0.3 s, which only `atlas check` should pay.
        from frictionless import validate  # noqa: PLC0415
    except ImportError:
        return [Problem("warning", data.name, None, "", "", "second_opinion_missing")]
    report = validate(str(data / DESCRIPTOR))
    problems = [
        Problem(
            "error",
            f"{data.name}/{DESCRIPTOR}",
            None,
            "",
            "",
            "second_opinion",
            {"message": error.message},
        )
        for error in report.errors
    ]
    for task in report.tasks:
        for error in task.errors:
            found = error.to_dict()
            problems.append(
                Problem(
                    "error",
                    f"{data.name}/{Path(task.place).name}",
                    found.get("rowNumber"),
                    found.get("fieldName", ""),
                    str(found.get("cell", "")),
                    "second_opinion",
                    {"message": error.message},
                )
            )
    return problems
