"""The tables of `data/` as they are read: the package, its rows as values, one function a table."""
