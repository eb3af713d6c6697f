"""Word documents: a styled package to begin with, and the parts that are put into it."""
