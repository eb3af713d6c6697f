"""Where the province lies: its facts in `data/`, its drawings in `geo/`.

They stand beside the code unless the host names other folders; another province is two other
folders. The engine's own process and the command line read the same two variables.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).absolute().parents[1]
"""The project's own folder, which every module of the product lies below, by links or not."""


def _folder(variable: str, own: str) -> Path:
    return Path(os.environ.get(variable) or ROOT / own).resolve()


# Whether they are folders at all is said by `atlas.settings`, what is wrong in them by the checks.
DATA: Final = _folder("ATLAS_DATA", "data")
GEO: Final = _folder("ATLAS_GEO", "geo")
