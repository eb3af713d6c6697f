"""Boundary layers in degrees and in screen units, and the script that builds them."""
