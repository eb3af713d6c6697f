"""A reader's document in the store of the tests, for as long as it is needed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_urlsafe
from typing import Final

from atlas.store import KeptDocument, document_store, new_id

TEXT: Final = (
    "某市方案\n一、重点任务\n支持讷河市建设种薯基地；改造富锦市农田灌溉设施。\n"
    "二、其他\n支持不知名园区发展。深化边境开放。\n"
)


@contextmanager
def own_document(text: str = TEXT) -> Iterator[str]:
    """Id of a document that is kept."""
    # A key that was used is not taken again.
    key = token_urlsafe(32)
    kept = KeptDocument(
        id=new_id(),
        title="方案",
        name="方案.txt",
        encoding="utf-8",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        headings=json.dumps([[0, 4], [5, 11]] if text is TEXT else []),
    )
    document_store().keep(kept, key=key, client="")
    yield kept.id
    assert document_store().remove(kept.id, key)
