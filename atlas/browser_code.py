"""The modules and styles that run in a browser: where they are, and what imports what.

They live under `atlas/ui/frontend/`; `atlas/ui/bundles/` holds them packed by esbuild, for the
site and for the single-page file.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

FRONTEND: Final = Path(__file__).parent / "ui" / "frontend"
BUNDLES: Final = Path(__file__).parent / "ui" / "bundles"
IMPORT: Final = re.compile(r'^(?:import|\} from|export) .*?"(\.[^"]+)";$', re.MULTILINE)


@cache
def frontend_files() -> dict[str, Path]:
    """Modules and styles by their path under `frontend/`; nothing else there is used."""
    return {
        path.relative_to(FRONTEND).as_posix(): path
        for path in sorted(FRONTEND.rglob("*"))
        if path.suffix in (".js", ".css") and path.name != "bootstrap.js"
    }


@cache
def source(path: str) -> str:
    """Text of a module or style; `KeyError` for a path that is neither."""
    return frontend_files()[path].read_text(encoding="utf-8")


@cache
def packed(name: str) -> str:
    """Text of a bundle, `site.js` or `single_page.js`."""
    return (BUNDLES / name).read_text(encoding="utf-8")


@cache
def modules_from(*entries: str) -> tuple[str, ...]:
    """Paths of all modules that some modules are made of, those themselves first."""
    found: dict[str, None] = {}
    waiting = list(entries)
    while waiting:
        path = waiting.pop(0)
        if path in found:
            continue
        found[path] = None
        folder = frontend_files()[path].parent
        targets = [(folder / address).resolve() for address in IMPORT.findall(source(path))]
        waiting += [target.relative_to(FRONTEND.resolve()).as_posix() for target in targets]
    return tuple(found)
