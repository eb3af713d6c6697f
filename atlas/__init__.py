"""Longjiang regional planning: from the text of a plan to the counties it reaches, and why."""
