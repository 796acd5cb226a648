"""The columns of one row of an action plan as a line tells them; a cell that prints like the stored row changes nothing."""

from collections.abc import Callable

from programs.importing.action_cells import Places, Sources, Units, benefit, choice_of, duration, strategy_of
from programs.importing.facts import Told, as_stored, number, told_only
from programs.models import ActionRow
from programs.queries.action_words import benefit_of, duration_of, location_of, sources_of, target_of

TEXTS = {
    "direct": "aktivitas_langsung",
    "indirect": "aktivitas_tidak_langsung",
    "support": "aktivitas_penunjang",
}
CHOICES = (("regularity", "sifat_bantuan", "Sifat bantuan", ActionRow.Regularity),
           ("form", "jenis_bantuan", "Jenis bantuan", ActionRow.Form))  # fmt: skip
LENGTHS = {"location_text": ("lokasi", "Lokasi"), "target_text": ("jumlah_sasaran", "Jumlah sasaran"),
           "benefit_text": ("besaran_manfaat", "Besaran manfaat"), "duration": ("durasi", "Durasi pemberian")}  # fmt: skip


class Values:
    """Reads cells with the reference lists at hand."""

    def __init__(self):
        self.sources, self.places, self.units = Sources(), Places(), Units()

    def of(self, told: Told, row: ActionRow | None) -> tuple[dict, dict[str, list]]:
        """(columns, links) that the line tells; what it leaves empty, or tells as it is stored, is not among them."""
        values = self._plain(told, row) | self._measures(told, row)
        links: dict[str, list] = {}
        if words := _new_words(told, "sumber_dana", row, sources_of):
            links["sources"], unknown = self.sources.read(words)
            if unknown:
                told.hold("funding_unknown", "sumber_dana", nama=unknown)
        if words := _new_words(told, "lokasi", row, location_of):
            links["regions"], values["location_text"] = self.places.read(words)
        for name, (cell, label) in LENGTHS.items():
            most = ActionRow._meta.get_field(name).max_length
            if len(values.get(name) or "") > most:
                told.hold("text_too_long", cell, kolom=label, n=most)
        return as_stored(ActionRow, values, [told]), links

    def _plain(self, told: Told, row: ActionRow | None) -> dict:
        """Columns of one cell each."""
        values = told_only(
            **{
                name: _new_words(told, cell, row, lambda one, name=name: getattr(one, name))
                for name, cell in TEXTS.items()
            },
            allocation_amount=number(told.values.get("pagu")),
        )
        if (amount := values.get("allocation_amount")) is not None and amount < 0:
            told.hold("amount_negative", "pagu")
        if words := _words(told, "strategi"):
            values["strategy"] = strategy_of(words)
            if values["strategy"] is None:
                told.hold("strategy_missing", "strategi")
        for name, cell, label, choices in CHOICES:
            if words := _words(told, cell):
                values[name] = choice_of(choices, words)
                if values[name] is None:
                    told.hold(
                        "choice_unknown", cell, nama=words, kolom=label, pilihan=", ".join(choices.labels)
                    )
        return values

    def _measures(self, told: Told, row: ActionRow | None) -> dict:
        """How many of whom, how much each, how long: one cell tells several columns."""
        values = {}
        if words := _new_words(told, "jumlah_sasaran", row, target_of):
            values |= {"target_count": None, "target_unit": None, "target_text": ""} | self.units.target(
                words
            )
        if words := _new_words(told, "besaran_manfaat", row, benefit_of):
            values |= {"benefit_amount": None, "benefit_text": ""} | benefit(words)
        if words := _new_words(told, "durasi", row, duration_of):
            values |= duration(words)
        return values


def _words(told: Told, cell: str) -> str:
    return " ".join(str(told.values.get(cell) or "").split())


def _new_words(told: Told, cell: str, row: ActionRow | None, printed: Callable[[ActionRow], str]) -> str:
    """The words of a cell, none where the stored row would be printed with the same."""
    words = _words(told, cell)
    same = row is not None and words.casefold() == " ".join(printed(row).split()).casefold()
    return "" if same else words
