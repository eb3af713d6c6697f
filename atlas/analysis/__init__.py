"""Answers counted from link tables: reach, selection, facets, findings."""
