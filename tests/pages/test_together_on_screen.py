"""Every page over several documents: it opens, says what they are, and what of them is missing."""

from __future__ import annotations

import pytest

from atlas.model import SEVERAL
from atlas.query import DEFAULT
from atlas.site import SITE
from atlas.store import new_id
from tests.own_document import own_document
from tests.pages.screen import Screen


@pytest.mark.parametrize("page", SITE)
def test_a_page_of_several_documents(page: str) -> None:
    lang = "zh" if len(page) % 2 else "en"
    with own_document() as own:
        screen = Screen(page, lang=lang, doc=[DEFAULT.doc, own, new_id()])
        header = screen.payload("header")
        said = {"zh": "3 份文件中有 1 份显示不了", "en": "1 of 3 documents cannot be shown"}
        assert header["note"].startswith(said[lang])
        assert "方案" in header["origin"]["text"]
        assert header["keeper"] is None, "nobody keeps several as one"
        shown = [one["doc"] for one in screen.payloads.values() if "doc" in one]
        # The one that is gone stays in the address: it may be brought back.
        assert all(doc.startswith(f"{DEFAULT.doc}{SEVERAL}{own}{SEVERAL}d-") for doc in shown)
