"""Layers written by GDAL (through geopandas), which knows files alone: a folder that is gone after.

On Linux the folder lies in memory, so that no text of a reader's document touches a disk.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from atlas.export.limits import NoRoom
from atlas.export.map_layers import Layer

MEMORY: Final = Path("/dev/shm")


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder of this call's own, readable by nobody else, removed whatever happens.

    Raises `NoRoom` where it cannot be made or filled.
    """
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415

    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK)
    try:
        with tempfile.TemporaryDirectory(prefix="atlas-", dir=MEMORY if in_memory else None) as at:
            yield Path(at)
    except (OSError, DataLayerError, DataSourceError) as fault:
        raise NoRoom from fault


def write(given: Layer, file: Path, **options: Any) -> None:
    """Write a layer as the next of a file, or as a file of its own."""
    import pyogrio  # noqa: PLC0415

    geometry = {"geometry_type": given.shape} if given.spatial else {}
    pyogrio.write_dataframe(given.frame, file, **geometry, **options)
