"""The pages of the site, in the order of the line at the top; the first is the landing page.

A page is `pages/<name>.py`; its name stands in its address, and `pages.<name>` is its label.
"""

from __future__ import annotations

from typing import Final

SITE: Final = (
    "overview",
    "map",
    "measures",
    "place",
    "strategies",
    "coverage",
    "compare",
    "cooperation",
    "indicators",
    "read",
    "method",
)
LANDING: Final = SITE[0]
