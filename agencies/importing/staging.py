"""Fills the staging tables with what the limited child hands over, chunk by committed chunk."""

import io
from collections import Counter
from dataclasses import replace
from hashlib import sha256

from django.db import transaction

from agencies import identity, sql
from agencies.importing import storage
from agencies.importing.book import FileRefused
from agencies.importing.child import run_limited
from agencies.importing.layouts import Layout
from agencies.importing.limits import MEGABYTE, Limits
from agencies.importing.masters_source import masters
from agencies.importing.order import Order
from agencies.models import Upload
from agencies.queries.arrangements import in_use

LARGE = MEGABYTE  # packed: a file above it is worth reading with haste
DEATHS = ("memory", "crash")


def order_for(upload: Upload, layout: Layout | None, limits: Limits) -> Order:
    """Everything the child must know about this upload; without a layout it reads and stages nothing."""
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
        order.hasty = upload.size > LARGE
    return order


def saved_mappings(upload: Upload) -> dict[str, dict]:
    """The arrangement that holds for this agency and kind, per set of headings."""
    return {
        headings: {
            "mapping": row.mapping, "values": row.values, "fill": row.fill, "saved_at": row.saved_at.isoformat(),
        }
        for headings, row in in_use(upload.agency, upload.kind).items()
    }  # fmt: skip


def digest_of(order: Order) -> str:
    """Equal for orders under which the same file yields the same lines."""
    told = repr((order.path, order.context, order.choices, order.corrections, order.saved, order.facts))
    return sha256(told.encode()).hexdigest()


def staged_so_far(upload: Upload, layout: Layout) -> dict[str, int]:
    """Rows of the upload per staging table."""
    counted = "SELECT count(*) FROM {} WHERE upload_id = %(upload)s"
    return {table: sql.select(int, counted.format(table), upload=upload.pk)[0] for table in layout.tables}


def read_into_staging(
    order: Order, layout: Layout, seconds: int, progress, staged: dict[str, int] | None = None
) -> dict:
    """Run the child; COPY what it sends; its outline. Raises FileRefused, and what `progress` raises.

    `staged` are the rows per table that an attempt under the same order has stored: the child hands the same
    chunks over in the same order, so the first ones are passed over. A death in haste may have gone before a
    refusal: then the child reads once more without.
    """
    there = dict(staged or {})
    try:
        return _read(order, layout, seconds, progress, there)
    except FileRefused as refusal:
        if not order.hasty or refusal.facts.get("reason") not in DEATHS:
            raise
    return _read(replace(order, hasty=False), layout, seconds, progress, there)


def _read(order: Order, layout: Layout, seconds: int, progress, there: dict[str, int]) -> dict:
    """One run of the child; `there` grows with what is stored."""
    passed = Counter()

    def take(
        rows_read: int | None = None,
        table: str = "",
        lines: str = "",
        count: int = 0,
        done: int = 0,
        total: int = 0,
    ) -> None:
        if not table:
            progress(rows_read, None, "Membaca baris")
            return
        passed[table] += count
        if passed[table] > there.get(table, 0):
            with transaction.atomic():
                # The file can be read again; the commit that ends the job waits for all of these.
                sql.execute("SET LOCAL synchronous_commit = off")
                sql.copy_in(table, list(layout.tables[table]), io.StringIO(lines))
            there[table] = passed[table]
        progress(done, total, "Memeriksa baris")

    return run_limited(
        "agencies.importing.handover:stage_lines",
        {"order": order},
        limits=order.limits,
        seconds=seconds,
        progress=take,
    )
