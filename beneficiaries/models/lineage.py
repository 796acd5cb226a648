"""Keys of facts that are written a hundred thousand at a time.

ORIGIN: where a fact comes from, and the reference rows that the merge joins it with. They are not checked row by row:
a merge holds its upload's row, and uploads, agencies, registers with entries and regions are never deleted.
INDEXED: a key by which another index of the model is sorted first, so that it needs none of its own.
"""

INDEXED = {"db_index": False}
ORIGIN = {"db_constraint": False, "db_index": False, "related_name": "+"}
