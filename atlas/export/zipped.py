"""Office files are ZIP archives; this makes the same contents the same bytes."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CORE: Final = "docProps/core.xml"
_MODIFIED: Final = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*(<)")


def steady_zip(body: bytes, day: date) -> bytes:
    """The archive with every time in it set to the start of `day`.

    Libraries write the clock into each entry and into the document's properties, so that two
    exports of one view would differ and no cache could tell they are the same.
    """
    stamp = (day.year, day.month, day.day, 0, 0, 0)
    said = f"{day.isoformat()}T00:00:00Z".encode()
    out = io.BytesIO()
    with ZipFile(io.BytesIO(body)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == CORE:
                content = _MODIFIED.sub(rb"\g<1>" + said + rb"\g<2>", content)
            fresh = ZipInfo(entry.filename, stamp)
            fresh.compress_type = ZIP_DEFLATED
            new.writestr(fresh, content)
    return out.getvalue()
