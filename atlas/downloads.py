"""The files of `data/` for everyone to take, as they stand: tables and their description."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from atlas.folders import DATA
from atlas.tables.package import DESCRIPTOR, read_schemas

PATH: Final = "/data"


class DataFiles(StaticFiles):
    """Read-only files of the package; what its description does not name is not served.

    The tables are no secret and carry no cookie, so pages of any origin may read them.
    """

    def __init__(self, data: Path = DATA) -> None:
        super().__init__(directory=data)
        self._described = {DESCRIPTOR, *(schema.file for schema in read_schemas(data).values())}

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """The file under a path, found only among those that are described."""
        return super().lookup_path(path) if path in self._described else ("", None)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or that it has not changed; always asked for again, as a row may be edited."""
        response = await super().get_response(path, scope)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def data_files() -> Mount:
    """The route under which the package is served."""
    return Mount(PATH, DataFiles(), name="data")
