"""What each strategy comes to: its measures, counties, zones, and the strategies beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.analysis.reach import Meant, Selection, count_meant, drawn_units, meaning_units, select
from atlas.documents import ReadDocument
from atlas.model import BASES, Adcode, Basis, Relation, StrategyId, ZoneId
from atlas.query import Query


@dataclass(frozen=True, slots=True)
class StrategyReach:
    """One strategy under the filter in force, its own choice of strategies aside.

    `measures` and `wide` are positions in the text of measures that reach particular places and
    of those for the whole province alone; `everywhere` counts all that address it, `primary` those
    that serve this strategy first, `direct` those that mean counties themselves. `counties` are
    drawn units with the number of measures that mean each itself; `sure` of them are meant without
    an inferred list. `unsure` counts the measures that mean some county by an inferred list alone.
    `meant` says what else reaches units, in a wider way. `relations` are those of the local
    reasons.
    """

    strategy: StrategyId
    measures: tuple[int, ...]
    wide: tuple[int, ...]
    everywhere: int
    primary: int
    direct: int
    counties: Mapping[Adcode, int]
    meant: Meant
    sure: int
    unsure: int
    relations: frozenset[Relation]

    @property
    def listed(self) -> int:
        """All measures, local and province-wide."""
        return len(self.measures) + len(self.wide)


def asked_of_each(query: Query) -> Query:
    """What of a query changes the reach of each strategy: one answer serves many readers."""
    asked = query.without("lang", "level", "count", "measure")
    return asked if asked.joint else asked.without("strategy", "combine")


def strategy_reach(document: ReadDocument, query: Query) -> tuple[StrategyReach, ...]:
    """Every strategy in the catalogue's order; one without measures under the filter stays, at 0.

    One selection serves all: a measure's reasons are the same whichever of its strategies is asked
    for. Where several are to be served at once, a strategy comes to what does so.
    """
    everything = select(document, asked_of_each(query))
    return tuple(_reach(s, everything) for s in document.catalogue.strategies)


def _reach(strategy: StrategyId, everything: Selection) -> StrategyReach:
    document = everything.document
    tags = [m.strategies for m in document.measures]
    local = tuple(m for m in everything.measures if strategy in tags[m])
    wide = tuple(m for m in everything.province if strategy in tags[m])
    rows = everything.rows[everything.rows[strategy].to_numpy()]
    meant = count_meant(
        rows, drawn_units(document.catalogue, "county"), count="measures", level="county"
    )
    listed = meaning_units(rows, "county")
    surely = listed[(listed["basis"] != "inferred").to_numpy()]
    certain = set(surely["county"].unique())
    pairs = (
        listed[["m", "county"]]
        .drop_duplicates()
        .merge(surely[["m", "county"]].drop_duplicates().assign(sure=True), how="left")
    )
    relations: set[Relation] = set()
    everywhere = len(wide)
    for m in local:
        reasons = [document.reasons[r] for r in everything.measures[m]]
        everywhere += any(r.relation == "province" for r in reasons)
        relations.update(r.relation for r in reasons if r.relation != "province")
    return StrategyReach(
        strategy=strategy,
        measures=local,
        wide=wide,
        everywhere=everywhere,
        primary=sum(tags[m][0] == strategy for m in (*local, *wide)),
        direct=int(listed["m"].nunique()),
        counties={unit: int(meant.unit[unit]) for unit in meant.reached},
        meant=meant,
        sure=len(certain.intersection(meant.reached)),
        unsure=int(pairs.loc[pairs["sure"].isna(), "m"].nunique()),
        relations=frozenset(relations),
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """Another strategy: how many measures serve both, how many counties both reach."""

    strategy: StrategyId
    measures: int
    counties: int


def strategies_beside(strategy: StrategyId, reaches: Sequence[StrategyReach]) -> list[Beside]:
    """Strategies that share a measure or a county with one, most shared measures first."""
    own = next(r for r in reaches if r.strategy == strategy)
    held = {*own.measures, *own.wide}
    found = [
        Beside(
            other.strategy,
            len(held & {*other.measures, *other.wide}),
            len(own.counties.keys() & other.counties.keys()),
        )
        for other in reaches
        if other is not own
    ]
    met = [b for b in found if b.measures or b.counties]
    return sorted(met, key=lambda b: (-b.measures, -b.counties))


@dataclass(frozen=True, slots=True)
class ZoneUse:
    """A zone that measures reach places through, with its whole list: how many units, how sure."""

    zone: ZoneId
    measures: tuple[int, ...]
    counties: int
    members: int
    bases: Mapping[Basis, int]


def zones_used(selection: Selection) -> list[ZoneUse]:
    """Zones and classes of the selection's reasons, those of most measures first."""
    document = selection.document
    through: dict[ZoneId, set[int]] = {}
    counties: dict[ZoneId, set[Adcode]] = {}
    for m, reasons in selection.measures.items():
        for reason in (document.reasons[r] for r in reasons):
            if reason.zone:
                through.setdefault(reason.zone, set()).add(m)
                counties.setdefault(reason.zone, set()).update(reason.counties)
    uses = []
    for zone, measures in through.items():
        members = document.catalogue.zones[zone].members
        sure = Counter(member.basis for member in members)
        uses.append(
            ZoneUse(
                zone,
                tuple(sorted(measures)),
                len(counties[zone]),
                len(members),
                {basis: sure[basis] for basis in BASES if sure[basis]},
            )
        )
    return sorted(uses, key=lambda use: (-len(use.measures), use.measures))


def shared_measures(chosen: Sequence[StrategyReach]) -> int:
    """How many measures serve every one of some strategies."""
    return len(set.intersection(*({*r.measures, *r.wide} for r in chosen)))
