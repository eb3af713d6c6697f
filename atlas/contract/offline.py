"""What stands in the one file that works offline, beside the site's own modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from atlas.contract.catalogue import CatalogueAsset
from atlas.contract.common import Count, Params
from atlas.contract.document import DocumentAsset
from atlas.model import Lang, Relation, StrategyId


class Unfiltered(TypedDict):
    """Counts per unit that hold the classes still while a reader filters.

    `chosen` are the strategies that are counted alone, where strategies are.
    """

    relation: Sequence[Relation]
    chosen: Sequence[StrategyId]
    county: Mapping[Count, Sequence[int]]
    prefecture: Mapping[Count, Sequence[int]]


class Held(TypedDict):
    """The query that a file begins with, and what its answers come from.

    `terms` are what the search of that query was cut into.
    """

    query: Params
    terms: Sequence[str]
    document: DocumentAsset
    unfiltered: Unfiltered


class OfflineData(Held):
    """The data of the file; `topology` is `map.topo.json`, `styles` are sheets by their path.

    Names, zones and reasons are those that the file needs, the words those of its language.
    """

    lang: Lang
    base: str
    catalogue: CatalogueAsset
    topology: Mapping[str, object]
    styles: Mapping[str, str]
