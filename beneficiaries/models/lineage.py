"""Keys of facts that are written a hundred thousand at a time.

ORIGIN: where a fact comes from, and the reference rows that the merge joins it with. They are not checked row by row:
a merge holds its upload's row, and uploads, agencies, registers with entries and regions are never deleted.
TOLD: whom a source speaks of, written by the merge that has just found or made that person or family.
INDEXED: a key by which another index of the model is sorted first, so that it needs none of its own.
"""

import pgtrigger

INDEXED = {"db_index": False}
TOLD = {"db_constraint": False}
ORIGIN = {"db_constraint": False, "db_index": False, "related_name": "+"}


def marks_changes() -> list[pgtrigger.Trigger]:
    """Triggers of a model that the meaning of lines rests on: each writing statement leaves a RegisterChange."""
    return [
        pgtrigger.Trigger(
            name="marks_changes", level=pgtrigger.Statement, when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func="INSERT INTO beneficiaries_registerchange DEFAULT VALUES; RETURN NULL;",
        )
    ]  # fmt: skip
