"""The whole site as plain files, in both languages, for any web server: no Python behind it."""

from atlas.snapshot.building import Occupied, Snapshot, Written, write_snapshot

__all__ = ["Occupied", "Snapshot", "Written", "write_snapshot"]
