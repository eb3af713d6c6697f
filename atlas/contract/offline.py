"""What stands in the one file that works offline, beside the site's own modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from atlas.contract.catalogue import CatalogueAsset
from atlas.contract.common import Count, Params
from atlas.contract.document import DocumentAsset
from atlas.model import Lang, Relation


class Unfiltered(TypedDict):
    """Counts per unit that hold the classes still while a reader filters."""

    relation: Sequence[Relation]
    county: Mapping[Count, Sequence[int]]
    prefecture: Mapping[Count, Sequence[int]]


class OfflineData(TypedDict):
    """The data of the file; `topology` is `map.topo.json`, `styles` are sheets by their path.

    Names, zones and reasons are those that the file needs, the words those of its language.
    """

    lang: Lang
    base: str
    query: Params
    catalogue: CatalogueAsset
    topology: Mapping[str, object]
    document: DocumentAsset
    unfiltered: Unfiltered
    styles: Mapping[str, str]
