"""Parameters of the strategies that a reader chooses: which, and whether any or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.link_codes import LinkCodes, all_of, any_of
from atlas.model import Lang, StrategyId
from atlas.query.parameter import OF_ALL, Parameter

if TYPE_CHECKING:
    import numpy as np

    from atlas.query import Query

Combination = Literal["either", "all"]


class Strategies(Parameter[tuple[StrategyId, ...]]):
    """Strategies that a measure serves: any of them, or all."""

    name = "strategy"
    default: tuple[StrategyId, ...] = ()
    narrows = True
    foreseen = True
    tables = OF_ALL

    def values(self, catalogue: Catalogue) -> list[str]:
        """Strategies in their order."""
        return list(catalogue.strategies)

    def mask_in(self, links: LinkCodes, query: Query) -> np.ndarray | None:
        """Rows of measures that serve one of the strategies or, where asked, every one."""
        if not query.strategies:
            return None
        served = (links.plain(strategy) for strategy in query.strategies)
        return all_of(served) if query.joint else any_of(served)

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """Name of a strategy."""
        return catalogue.strategies[value].name(lang)


class Combined(Parameter[Combination]):
    """Whether a measure must serve any or all of the strategies chosen.

    It is no mask of its own: of one strategy, or none, it says nothing, and a query drops it.
    """

    name = "combine"
    default: Combination = "either"
    narrows = True
    foreseen = True
    tables = OF_ALL
    metavar = "HOW"
    fixed = get_args(Combination)

    def clause_in(self, query: Query, catalogue: Catalogue) -> str | None:
        """That all are meant, where several are chosen."""
        return say("query.combine", query.lang) if query.joint else None
