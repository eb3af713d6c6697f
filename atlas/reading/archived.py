"""The one document of an archive of files (.zip), within the bounds of any packed document."""

from __future__ import annotations

import re
from typing import Final

from atlas.reading.decode import UnreadableFile
from atlas.reading.packed_xml import DAMAGED, open_archive

_BESIDE: Final = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$|~\$)|/$", re.IGNORECASE
)
"""What programs put beside the files, and folders."""

_UTF8: Final = 1 << 11


def only_document(data: bytes, *, name: str) -> tuple[str, bytes]:
    """Name and bytes of the one file in an archive; raises `UnreadableFile` where it holds others.

    An archive in an archive is not unpacked.
    """
    try:
        with open_archive(data, name) as archive:
            kept = [part for part in archive.infolist() if not _BESIDE.search(part.filename)]
            if len(kept) != 1:
                raise UnreadableFile("archive", name=name)
            called = kept[0].filename
            if not kept[0].flag_bits & _UTF8:
                # Chinese Windows writes GBK and does not say so; zipfile then reads code page 437.
                called = called.encode("cp437", "replace").decode("gb18030", "replace")
            if called.lower().endswith(".zip"):
                raise UnreadableFile("archive", name=name)
            return called.rpartition("/")[2], archive.read(kept[0])
    except NotImplementedError:
        raise UnreadableFile("packed_otherwise", name=name) from None
    except DAMAGED:
        raise UnreadableFile("damaged", name=name) from None
