"""How Hypothesis runs here: no time limits, for the machine may be busy with other things."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("atlas", deadline=None, print_blob=True)
settings.load_profile("atlas")
