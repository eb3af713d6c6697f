"""Text that others wrote, made safe to show: no character in it acts on the text around it.

Control characters stop writers of XML, and marks of direction let a title reorder the sentence it
stands in. In names they are shown for what they are; a search does without them.
"""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = re.compile(
    "["
    # Controls, but for tab and the ends of lines, which are blanks.
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    # Marks of direction, that begin, end or turn the run of the letters.
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    # Without width: two names that look alike would be two. A joiner is needed by no word here.
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
    # Halves of characters, and what Unicode says is none.
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
_PADDING: Final = "\x00\ufeff\ufffe"
"""What programs fill up a title with at either end, and byte order marks; they say nothing."""
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT: Final = "\ufffd"


def mark_of(character: str) -> str:
    """A character by its number, as a reader can see it."""
    return f"⟨U+{ord(character):04X}⟩"


def shown(text: str) -> str:
    """Text with every character that is not seen, or that moves others, named in its place."""
    return _UNSEEN.sub(lambda found: mark_of(found.group()), text)


def name_shown(raw: str, most: int = 200) -> str:
    """A title or a file's name on one line of at most so many characters, safe to show and write.

    Empty where nothing of it can be read.
    """
    # Cut first: a name of a million characters is not worth going through.
    words = shown(raw[: 4 * most].strip(_PADDING).strip().strip(_PADDING))
    text = " ".join(words.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def without_unseen(text: str) -> tuple[str, str]:
    """Text without the characters that are not seen, and those left out, each named once."""
    left_out = dict.fromkeys(_UNSEEN.findall(text))
    return _UNSEEN.sub("", text), "".join(map(mark_of, left_out))


def for_xml(text: str) -> str:
    """Text as XML 1.0 can hold it; the last guard of every writer of XML."""
    return _NOT_XML.sub(REPLACEMENT, text)


__all__ = ["for_xml", "mark_of", "name_shown", "shown", "without_unseen"]
