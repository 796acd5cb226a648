"""Fills the staging tables with what the limited child hands over, chunk by committed chunk."""

import io

from django.db import transaction

from agencies import identity, sql
from agencies.importing import storage
from agencies.importing.child import run_limited
from agencies.importing.layouts import Layout
from agencies.importing.limits import Limits
from agencies.importing.masters_source import masters
from agencies.importing.order import Order
from agencies.models import Upload
from agencies.queries.arrangements import in_use


def order_for(upload: Upload, layout: Layout | None, limits: Limits) -> Order:
    """Everything the child must know about this upload."""
    order = Order(
        path=str(storage.path_of(upload.stored_as)),
        keys=identity.keys(),
        kind=upload.kind,
        context=upload.context,
        masters=masters(),
        limits=limits,
        choices=upload.choices,
        corrections=[
            (cell.sheet, cell.row, cell.column, bytes(cell.new_ct))
            for cell in upload.corrections.order_by("pk")
        ],
        saved=saved_mappings(upload),
    )
    if layout:
        order.rows = layout.rows
        order.facts = layout.facts(upload) | {"upload_id": upload.pk, "kind": upload.kind}
    return order


def saved_mappings(upload: Upload) -> dict[str, dict]:
    """The arrangement that holds for this agency and kind, per set of headings."""
    return {
        headings: {"mapping": row.mapping, "values": row.values, "saved_at": row.saved_at.isoformat()}
        for headings, row in in_use(upload.agency, upload.kind).items()
    }


def read_into_staging(order: Order, layout: Layout | None, seconds: int, progress) -> dict:
    """Run the child; COPY what it sends; its outline. Raises FileRefused, and what `progress` raises."""

    def take(rows_read: int | None = None, table: str = "", lines: str = "", done: int = 0) -> None:
        if not table:
            progress(rows_read, None, "Membaca baris")
            return
        with transaction.atomic():
            sql.copy_in(table, list(layout.tables[table]), io.StringIO(lines))
        progress(done, None, "Memeriksa baris")

    return run_limited(
        "agencies.importing.handover:stage_lines",
        {"order": order},
        limits=order.limits,
        seconds=seconds,
        progress=take,
    )
