"""Every suite: shared means are imported from here by name."""
