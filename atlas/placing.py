"""What a document as a whole says about place, which its measures may go on about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from atlas.model import Adcode, Link, Measure, Mention, Span


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document as a whole says about place.

    `province` is the one it is about, `unit` the one unit it is about if there is one, and
    `subject` the first mention of that, None where the title alone names it. `speaks` is false
    where nothing says that the text is about the whole province: it only names places in it.
    `headings` leads from a measure's position to the headings over it, the nearest first, and
    `landmarks` are places of no table (a lake, an island, a firm), in order. `frames` are mentions
    that only say where the next one lies, `within` leads from the mention of a zone or a class to
    the members of it that are meant, where it is not all of them. `references` are where words
    refer to a mention before them (两市, 该县), in order.
    """

    province: Adcode | None
    unit: Adcode | None
    subject: Mention | None
    headings: Sequence[Sequence[Span]]
    landmarks: Sequence[Span] = ()
    frames: frozenset[Span] = frozenset()
    within: Mapping[Span, frozenset[Adcode]] = field(default_factory=dict)
    references: Sequence[tuple[int, Mention]] = ()
    speaks: bool = True
    ended: Sequence[bool] = ()
    """Whether the sentence of each measure ends as one; a line that does not asks nothing of the
    whole province. Of measures beyond it each does.
    """

    def without_a_place(self, measure: Measure, home: Adcode, *, ended: bool) -> list[Link]:
        """What a measure reaches that nothing before it leads anywhere.

        The unit that the title alone names, which then stands on the whole measure; else the whole
        province `home` in a text about it, where its sentence has `ended`.
        """
        id_, text = measure.id, measure.span
        if self.unit is not None:
            rule = "document-subject"
            return [Link(id_, self.unit, "explicit", "unit", None, text, False, "named", rule)]
        if self.province != home or not self.speaks or not ended:
            return []
        rule = "province-default"
        return [Link(id_, home, "province", "province", None, None, False, "named", rule)]
