"""What a keeper says of a document: by its key alone, never over another's word; and the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from atlas.store import (
    BadDetails,
    Conflict,
    Details,
    DocumentStore,
    UnknownDocument,
    WrongKey,
    new_id,
)
from tests.stores import STORE_GROUP, Clock, key, made

pytestmark = STORE_GROUP

SAID = Details("讷河市方案", "市政府网站", "2026-03", "230281", "仅供内部参考")


def test_what_is_said_of_a_document_is_opened_with_it(documents: DocumentStore) -> None:
    mine = key()
    kept = documents.keep(made(), key=mine)
    assert documents.descriptions.describe(kept.id, SAID, key=mine, base=0) == 1
    opened = documents.open(kept.id)
    assert (opened.title, opened.source, opened.dated) == (SAID.title, SAID.source, SAID.dated)
    assert (opened.place, opened.licence, opened.revision) == (SAID.place, SAID.licence, 1)
    assert opened.text == kept.text
    # The same again changes nothing: an answer may have been lost.
    assert documents.descriptions.describe(kept.id, SAID, key=mine, base=0) == 1
    other = replace(SAID, title="另一个")
    with pytest.raises(Conflict) as found:
        documents.descriptions.describe(kept.id, other, key=mine, base=0)
    assert found.value.head == 1
    assert documents.descriptions.describe(kept.id, other, key=mine, base=1) == 2
    for secret in ("", kept.id, key()):
        with pytest.raises(WrongKey):
            documents.descriptions.describe(kept.id, SAID, key=secret, base=2)
    with pytest.raises(UnknownDocument):
        documents.descriptions.describe(new_id(), SAID, key=mine, base=0)
    assert documents.descriptions.about(kept.id, mine).details == other


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "县" * 201}, "title"),
        ({"source": "县" * 501}, "source"),
        ({"licence": "县" * 501}, "licence"),
        ({"dated": "2026-13"}, "dated"),
        ({"dated": "2026-02-30"}, "dated"),
        ({"dated": "明年"}, "dated"),
        ({"dated": "２０２６"}, "dated"),
        ({"place": "讷河"}, "place"),
        ({"place": "２３０２８１"}, "place"),
    ],
)
def test_what_cannot_be_said_of_a_document_is_refused(said: dict[str, Any], field: str) -> None:
    with pytest.raises(BadDetails) as found:
        Details(**{"title": "方案", **said})
    assert found.value.field == field


def test_the_list_has_what_its_keepers_list_page_by_page(
    documents: DocumentStore, clock: Clock
) -> None:
    keys = [key() for _ in range(9)]
    kept = []
    for number, one in enumerate(keys):
        # Several in one moment: the id decides between them.
        clock.forward(minutes=number % 2)
        kept.append(documents.keep(replace(made(title=str(number)), draft=number == 8), key=one))
    assert documents.descriptions.listed() == ((), "")
    for number, one in enumerate(keys):
        place = "230281" if number % 3 else "230882"
        details = Details(str(number), place=place, listed=number != 4)
        documents.descriptions.describe(kept[number].id, details, key=one, base=0)
    documents.remove(kept[2].id, keys[2])
    # Neither a draft, nor what was removed, nor what its keeper does not list.
    shown = [kept[n] for n in (0, 1, 3, 5, 6, 7)]
    expected = [one.id for one in sorted(shown, key=lambda d: (d.kept, d.id), reverse=True)]
    pages, after = [], ""
    while True:
        page, after = documents.descriptions.listed(after=after, most=4)
        pages.append([one.id for one in page])
        if not after:
            break
    assert pages == [expected[:4], expected[4:]]
    there, _ = documents.descriptions.listed(place="230882")
    assert [one.title for one in there] == ["6", "3", "0"]
    for odd in ("nonsense", "2026-01-01_d-", "\0", f"2026-01-01T00:00:00+08:00_{new_id()}"):
        page, _ = documents.descriptions.listed(after=odd)
        assert [one.id for one in page] == expected
