"""What Python and the browser say to each other, as types; `contract.d.ts` is written from them.

A view is sent one message: `mount` takes no other. An asset is fetched once. Where a key is renamed
in a maker of payloads alone, mypy fails; where it is renamed here as well, `contract.d.ts` is stale
and what the browser reads no longer fits it.
"""

from __future__ import annotations

from typing import Any, Final

from atlas.contract.catalogue import CatalogueAsset
from atlas.contract.common import Patch
from atlas.contract.compare import (
    CompareChooseMessage,
    CompareDocumentsMessage,
    ComparePlacesMessage,
    CompareStrategiesMessage,
)
from atlas.contract.cooperation import CooperationAsset, CooperationMessage
from atlas.contract.coverage import (
    ChartMessage,
    CoverageMessage,
    WeightMessage,
    WeightTableMessage,
)
from atlas.contract.document import DocumentAsset
from atlas.contract.frame import FilterBarMessage, FiltersMessage, HeaderMessage
from atlas.contract.indicators import IndicatorsAsset, IndicatorsMessage
from atlas.contract.map import MapMessage, OverviewMessage
from atlas.contract.measures import MeasuresMessage, ReadMessage
from atlas.contract.method import MethodAsset, MethodMessage
from atlas.contract.place import PlaceChooserMessage, PlaceMessage
from atlas.contract.strategies import StrategyIndexMessage, StrategyPageMessage

CompareMessage = (
    CompareChooseMessage | ComparePlacesMessage | CompareStrategiesMessage | CompareDocumentsMessage
)
Message = (
    HeaderMessage
    | FiltersMessage
    | FilterBarMessage
    | OverviewMessage
    | MapMessage
    | MeasuresMessage
    | PlaceMessage
    | PlaceChooserMessage
    | StrategyIndexMessage
    | StrategyPageMessage
    | CoverageMessage
    | WeightMessage
    | WeightTableMessage
    | ChartMessage
    | CompareMessage
    | CooperationMessage
    | IndicatorsMessage
    | ReadMessage
    | MethodMessage
)
"""Whatever a view may be sent."""

VIEWS: Final[dict[str, Any]] = {
    "header": HeaderMessage,
    "filters": FiltersMessage,
    "filter_bar": FilterBarMessage,
    "overview": OverviewMessage,
    "map": MapMessage,
    "measures": MeasuresMessage,
    "place": PlaceMessage | PlaceChooserMessage,
    "strategies": StrategyIndexMessage | StrategyPageMessage,
    "coverage": CoverageMessage,
    "weight": WeightMessage,
    "weight_table": WeightTableMessage,
    "chart": ChartMessage,
    "compare": CompareMessage,
    "cooperation": CooperationMessage,
    "indicators": IndicatorsMessage,
    "read": ReadMessage,
    "method": MethodMessage,
}
"""The message of each view of `frontend/views/`."""

ASSETS: Final[dict[str, Any]] = {
    "catalogue.json": CatalogueAsset,
    "cooperation.json": CooperationAsset,
    "indicators.json": IndicatorsAsset,
    "method.json": MethodAsset,
    "documents/{id}.json": DocumentAsset,
}
"""What is fetched once, by its path under `/assets/<version>/`."""

__all__ = ["ASSETS", "VIEWS", "CompareMessage", "Message", "Patch"]
