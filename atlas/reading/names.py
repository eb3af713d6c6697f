"""Where a text names places, as far as that says how a clause opens and what is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.model import Mention
from atlas.reading.duty import Duties
from atlas.reading.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Names:
    """Where a text names places: starts of places, starts of classes, and start → end of all.

    `words` are the wordings that tell how a clause goes on after them, `duties` where the text says
    who is in charge.
    """

    words: Wordings
    places: Sequence[int]
    classes: Sequence[int]
    ends: Mapping[int, int]
    duties: Duties

    @classmethod
    def of(cls, mentions: Sequence[Mention], words: Wordings, duties: Duties) -> Names:
        """The names among the mentions of a text, which come in order."""
        return cls(
            words,
            [m.span.start for m in mentions if m.kind in ("region", "zone")],
            [m.span.start for m in mentions if m.kind == "class"],
            {m.span.start: m.span.end for m in mentions},
            duties,
        )

    def after(self, text: str, start: int, end: int) -> int:
        """Where a clause goes on after the places it opens with (甲、乙等市改造…)."""
        at = start
        while at in self.ends:
            at = self.ends[at]
            if at < end and text[at] in "、和与及" and at + 1 in self.ends:
                at += 1
        if at > start and (joined := self.words.joined.match(text, at, end)) is not None:
            at = joined.end()
        return min(at, end)

    def opens(self, text: str, start: int, end: int, might: frozenset[str]) -> bool:
        """Whether a clause opens with a verb of action, or with places or a subject that act.

        `might` are the roles that may be found in its sentence.
        """
        # 某市：建设…: a label says of whom or of what the action behind it is.
        label = self.words.label.match(text, start, end) if "label" in might else None
        if label is not None and label.end() < end:
            start = label.end()
        # The first character of a name (兴, 同) is no word of its own.
        named = start in self.ends
        by_verb, by_means, by_will = self.words.acting
        if not named and (by_verb.match(text, start, end) or by_means.match(text, start, end)):
            return True
        if "will" in might and by_will.match(text, start, end):
            return True
        if not named and (time := self.words.time.match(text, start, end)) is not None:
            # 2026年某省重点推进…: what stands before the place only dates it.
            after = self.after(text, time.end(), end) if time.end() in self.ends else start
            part = self.words.by_part.match(text, start, end) if after > start else None
            return part is not None and part.end() < end
        after = self.after(text, start, end) if named else start
        if after == start or self.words.weak.match(text, after, end) is not None:
            return False
        by = (self.words.action, self.words.by_subject, self.words.by_part)
        found = [pattern.match(text, after, end) for pattern in by]
        # A verb without an object is a noun here: the plan, the treatment of a city.
        return any(match is not None and match.end() < end for match in found)

    def is_due(self, text: str, start: int, end: int, might: frozenset[str]) -> bool:
        """Whether a clause says what must be, by when, or how far a work is to come.

        Such a clause opens with what it is about, not with a verb (锅炉须在年底前拆除).
        """
        words = self.words
        if "obligation" in might and words.obligation.search(text, start, end):
            return True
        if "deadline" in might and words.deadline.search(text, start, end):
            return True
        return text.endswith(words.completion, start + 2, end)
