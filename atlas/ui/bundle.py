"""All modules and styles of the site as one module, put together when the server starts.

Sixty small files cost a browser more than their content: a page stood 0.2 s later for them. The
modules stay as they are written; each becomes a function that runs when another first imports it.
Only the few forms of import and export that the house uses are known; anything else is refused.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Final

from atlas.browser_code import frontend_files, imported, modules_from, source

ENTRY: Final = "loader.js"
EARLY: Final = "early.js"
APART: Final = "offline/"
"""Modules and styles of the single-page file, which the server's pages do not use."""
_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?function\*? (\w+)|(?:const|class) (\w+))", re.M)
_LIST: Final = re.compile(r"\bexport ?\{([^}]*)\};?")
_REFUSED: Final = re.compile(r"^(?:import|export)\b(?! ?\().*", re.MULTILINE)


class UnknownForm(ValueError):
    """A module imports or exports in a form that the bundle does not know."""


@cache
def site_bundle() -> str:
    """One module with every view and style; exports what `loader.js` does."""
    files = [path for path in frontend_files() if not path.startswith(APART)]
    views = [path for path in files if path.startswith("views/") and path.endswith(".js")]
    made_of = modules_from(ENTRY, EARLY, *views)
    modules = [f"{json.dumps(path)}() {{\n{_body(path)}\n}}," for path in made_of]
    styles = {path: source(path) for path in files if path.endswith(".css")}
    return "\n".join(
        [
            "const made$ = {};",
            "const from$ = (path) => (made$[path] ??= modules$[path]());",
            "const modules$ = {",
            *modules,
            "};",
            f"const styles$ = {json.dumps(styles, ensure_ascii=False)};",
            'from$("fetching.js").atHand(modules$, from$, styles$);',
            f'export const {{ receive }} = from$("{ENTRY}");',
            f'from$("{EARLY}").start();',
        ]
    )


def _body(path: str) -> str:
    """A module as the body of a function that returns what the module exports."""
    exports: list[str] = []

    def listed(match: re.Match[str]) -> str:
        pairs = [pair.strip().partition(" as ") for pair in match[1].split(",")]
        exports.extend(f"{name or own}: {own}" for own, _, name in pairs)
        return ""

    def exported(match: re.Match[str]) -> str:
        exports.append(match[1] or match[2])
        return ""

    def taken(match: re.Match[str]) -> str:
        names = match[1].replace(" as ", ": ")
        return f"const {{{names}}} = from$({json.dumps(imported(path, match[2]))});"

    text = _LIST.sub(listed, _EXPORT.sub(exported, _IMPORT.sub(taken, source(path))))
    refused = _REFUSED.search(text)
    if refused:
        raise UnknownForm(
            f"atlas/ui/frontend/{path}: “{refused[0][:60]}”; write imports as"
            ' import { a } from "./b.js"; and exports as export const, function or class'
        )
    return f"{text}\nreturn {{ {', '.join(exports)} }};"
