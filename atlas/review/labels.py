"""What was reviewed as labelled sentences: what an engine should read in words, by whose word."""

from __future__ import annotations

import json
from collections.abc import Iterator

from atlas.review.reviewed import Reviewed


def labelled_sentences(reviewed: Reviewed) -> Iterator[str]:
    """A line of JSON for every measure that somebody has reviewed, in the order of the text.

    words, section, measure (whether it is one), strategies (the primary one first), places by name
    (adcodes), zones, state, and by: who said so, where they gave a name.
    """
    authors = {change.id: change.who for change in reviewed.changes}
    for one in reviewed.measures:
        if one.state == "proposed":
            continue
        measure = one.measure
        own = [link for link in reviewed.reading.links if link.measure == measure.id]
        by = [who for change in one.by if (who := authors.get(change))]
        yield json.dumps(
            {
                "words": measure.text,
                "section": measure.section,
                "measure": measure.acts,
                "strategies": list(measure.strategies),
                "places": sorted({x.place for x in own if x.relation in ("explicit", "province")}),
                "zones": sorted({x.zone for x in own if x.zone}),
                "state": one.state,
                "by": list(dict.fromkeys(by)),
            },
            ensure_ascii=False,
        )
