"""Degrees to the units of the drawing: Albers equal-area conic, then scale, shift and y down.

The constants of a drawing stand in its file, `map.topo.json` for the province and `china.topo.json`
for the country (members `projection` and `screen`), so a point found later falls where the
polygons were drawn:

    easting, northing = Albers(lon, lat)        # the PROJ string in `projection`, metres
    x = screen.x0 + screen.scale * easting
    y = screen.y0 - screen.scale * northing
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer

from atlas.folders import GEO
from atlas.province import province_row

DEGREES: Final = "EPSG:4490"  # CGCS2000, the datum the boundary files name


def _albers(of: str) -> str:
    """PROJ string of the projection that `province.csv` states in the columns `<of>_lon` and on."""
    row = province_row()
    return (
        f"+proj=aea +lat_1={row[f'{of}_south']} +lat_2={row[f'{of}_north']}"
        f" +lat_0={row[f'{of}_lat']} +lon_0={row[f'{of}_lon']} +x_0=0 +y_0=0 +ellps=GRS80 +units=m"
    )


PROVINCE_ALBERS: Final = _albers("map")
CHINA_ALBERS: Final = _albers("country")

Coordinates = npt.NDArray[np.float64]


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def project(geometry: Any, source: str, target: str) -> Any:
    """Geometry, or array of geometries, moved from one reference system to another."""
    transformer = _transformer(source, target)

    def move(points: Coordinates) -> Coordinates:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return shapely.transform(geometry, move)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a drawing puts metres of its Albers projection.

    `scale` is units per metre; `x0`, `y0` the place of the projection's origin; `width` and
    `height` the extent of the drawing, in units, with (0, 0) at the upper left; `projection` the
    PROJ string, the province's unless another is given.
    """

    scale: float
    x0: float
    y0: float
    width: float
    height: float
    projection: str = PROVINCE_ALBERS

    @classmethod
    def fit(
        cls,
        bounds: tuple[float, float, float, float],
        *,
        width: float,
        margin: float,
        projection: str = PROVINCE_ALBERS,
    ) -> Screen:
        """Drawing `width` units wide that holds `bounds` (metres) with `margin` units around."""
        left, bottom, right, top = bounds
        scale = (width - 2 * margin) / (right - left)
        height = float(np.ceil((top - bottom) * scale + 2 * margin))
        spare = height - 2 * margin - (top - bottom) * scale
        return cls(
            scale=scale,
            x0=margin - left * scale,
            y0=margin + spare / 2 + top * scale,
            width=width,
            height=height,
            projection=projection,
        )

    @classmethod
    def read(cls, topology: Mapping[str, Any]) -> Screen:
        """Drawing that a parsed `map.topo.json` or `china.topo.json` was made for."""
        return cls(**topology["screen"], projection=topology["projection"])

    def members(self) -> dict[str, Any]:
        """Foreign members that state this drawing in its TopoJSON file; `read` undoes it."""
        return {
            "bbox": [0, 0, self.width, self.height],
            "projection": self.projection,
            "km_per_unit": round(self.km_per_unit, 6),
            "screen": {
                "scale": self.scale,
                "x0": self.x0,
                "y0": self.y0,
                "width": self.width,
                "height": self.height,
            },
        }

    @property
    def km_per_unit(self) -> float:
        """Kilometres on the ground to one unit of the drawing."""
        return 0.001 / self.scale

    def draw(self, geometry: Any) -> Any:
        """Geometry in degrees, moved to units of the drawing."""
        return shapely.transform(
            project(geometry, DEGREES, self.projection),
            lambda metres: metres * [self.scale, -self.scale] + [self.x0, self.y0],
        )

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Place of one point in degrees, in units of the drawing."""
        easting, northing = _transformer(DEGREES, self.projection).transform(lon, lat)
        return self.x0 + self.scale * easting, self.y0 - self.scale * northing


@cache
def _committed_screen(drawing: str = "map") -> Screen:
    return Screen.read(json.loads((GEO / f"{drawing}.topo.json").read_text(encoding="utf-8")))


def to_screen(lon: float, lat: float) -> tuple[float, float]:
    """Place of a point (degrees, CGCS2000) in the drawing of the committed `map.topo.json`."""
    return _committed_screen().point(lon, lat)


def to_china_screen(lon: float, lat: float) -> tuple[float, float]:
    """Place of a point (degrees, CGCS2000) in the drawing of the committed `china.topo.json`."""
    return _committed_screen("china").point(lon, lat)
