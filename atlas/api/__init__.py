"""The same answers over HTTP."""
