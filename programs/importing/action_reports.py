"""What a list says each half of the year spent: of that half alone, within the allocation, and like the months (DOMAIN 8.4).

Offices often write the second half with the first in it. Where the list's own total proves it, or whoever hands it in says
so, the first is taken off; otherwise nothing is guessed.
"""

from decimal import Decimal

from programs.importing.facts import Draft, Told, number
from programs.models import ActionReport, ActionRow, Realization
from programs.queries.action_plans import spent_by_half

CELLS = {1: "realisasi_semester_1", 2: "realisasi_semester_2"}
AMOUNTS = ("pagu", *CELLS.values(), "realisasi")
CUMULATIVE = "semester_cumulative"
TOGETHER = "kumulatif"  # the answer on the mapping screen: semester 2 holds semester 1 as well
Halves = dict[int, Decimal | None]


class Reports:
    """Adds the semester reports of rows to a draft."""

    def __init__(self, draft: Draft, years: set[int]):
        self.draft = draft
        programs = set(ActionRow.objects.kept().filter(year__in=years).values_list("program", flat=True))
        programs |= set(
            Realization.objects.filter(year__in=years).values_list("program", flat=True).distinct()
        )
        self.counted = spent_by_half(programs, years)

    def say(self, told: Told, row: ActionRow) -> None:
        """Add what one line says of its row; the line is held where it cannot be."""
        halves = {half: number(told.values.get(cell)) for half, cell in CELLS.items()}
        stored = {one.semester: one for one in row.reports.all()} if row.pk else {}
        counted = self.counted.get((row.program_id, row.year), {}) if row.program_id else {}
        now = {half: stored[half].realized_amount if half in stored else counted.get(half) for half in CELLS}
        if not self._settle(told, halves, now):
            return
        reason = str(told.values.get("alasan") or "")[:300]
        changed = [half for half, amount in halves.items() if amount is not None and amount != now[half]]
        explained = bool(reason) or any(one.reason for one in stored.values())
        if changed and not explained and not self._is_plain(told, row, halves, now, counted):
            return
        for half, amount in halves.items():
            if amount is not None and (half in changed or half in stored):
                self._add(told, row, half, amount, reason)

    def _add(self, told: Told, row: ActionRow, half: int, amount: Decimal, reason: str) -> None:
        values = {"realized_amount": amount} | ({"reason": reason} if reason else {})
        beside = {"entered_by": self.draft.upload.sender, "status": ActionReport.Status.DRAFT}
        self.draft.say(
            told, ActionReport, {"row": row, "semester": half}, values, beside=beside, realized_amount=CELLS[half], reason="alasan"
        )  # fmt: skip

    def _settle(self, told: Told, halves: Halves, now: Halves) -> bool:
        """Make the second half one of its own; False, and the line held, where the figures do not agree."""
        first, second, total = halves[1], halves[2], number(told.values.get("realisasi"))
        if any(amount is not None and amount < 0 for amount in (first, second, total)):
            told.hold("amount_negative", CELLS[1] if first is not None and first < 0 else CELLS[2])
        elif second is not None and self._is_together(told):
            halves[2] = second - (first if first is not None else now[1] or 0)
            if halves[2] < 0:
                told.hold("cumulative_falls", CELLS[2])
        elif first and second is not None and total == second:
            halves[2] = second - first
            told.warn("semester_subtracted", CELLS[2], nilai=int(halves[2]))
        elif total is not None:
            self._compare_total(told, halves, now, total)
        return not told.held

    def _is_together(self, told: Told) -> bool:
        words = told.values.get("periode") or self.draft.upload.context.get("periode") or ""
        return str(words).strip().casefold() == TOGETHER

    def _compare_total(self, told: Told, halves: Halves, now: Halves, total: Decimal) -> None:
        if halves[1] is None and halves[2] is None:
            if total != sum(amount or 0 for amount in now.values()):
                told.hold("semester_missing", "realisasi")
            return
        summed = sum(amount if amount is not None else now[half] or 0 for half, amount in halves.items())
        if total not in (summed, sum(amount or 0 for amount in halves.values())):
            told.hold("total_differs", "realisasi", a=int(total), b=int(summed))

    def _is_plain(
        self, told: Told, row: ActionRow, halves: Halves, now: Halves, counted: dict[int, int]
    ) -> bool:
        """Within the allocation and like the months: needs no reason. Otherwise the line is held."""
        first, second = (halves[half] if halves[half] is not None else now[half] or 0 for half in CELLS)
        told_amount = number(told.values.get("pagu"))
        allocation = row.allocation_amount if told_amount is None else told_amount
        if first + second > allocation:
            if 0 < first <= second <= allocation:
                told.hold(CUMULATIVE, CELLS[2])
            else:
                told.hold("report_exceeds", CELLS[2], a=int(first + second), b=int(allocation))
            return False
        for half, amount in halves.items():
            if amount is not None and counted.get(half) not in (None, amount):
                told.hold("report_differs", CELLS[half], n=half, a=int(amount), b=counted[half])
                return False
        return True
