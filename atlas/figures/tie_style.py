"""How each kind of tie looks: a hue, a dash and a symbol, so that colour never stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from atlas.contract.cooperation import TieLook


@dataclass(frozen=True, slots=True)
class TieStyle:
    """Hue on light and on dark paper, dash in pixels, width in pixels, symbol at the partner.

    The hues keep a contrast of 3 to 1 against the land of either theme, and come from the Tol and
    Okabe-Ito sets; kinds whose hues a colour-blind reader takes for one differ in dash and symbol.
    """

    light: str
    dark: str
    dash: str
    width: float
    symbol: str

    def payload(self) -> TieLook:
        """As the browser is sent it."""
        return {
            "light": self.light,
            "dark": self.dark,
            "dash": self.dash,
            "width": self.width,
            "symbol": self.symbol,
        }


STYLES: Final = {
    "paired_city": TieStyle("#0067a3", "#5fb6ea", "", 1.5, "circle"),
    "paired_province": TieStyle("#3b2f94", "#a79cf4", "", 3.0, "square"),
    "strategy_region": TieStyle("#a85606", "#f0a552", "7 4", 1.5, "diamond"),
    "city_cluster": TieStyle("#117733", "#5dbe86", "2 3", 1.7, "triangle"),
    "aid_xinjiang": TieStyle("#a62b70", "#ea90c4", "10 3 2 3", 1.5, "wedge"),
    "aid_tibet": TieStyle("#6f5a00", "#d3bf55", "4 2.5", 1.5, "star"),
    "cross_border": TieStyle("#3d4650", "#c8d0d8", "1 3", 2.0, "cross"),
}
"""By kind, in the order of the legend."""
