"""Which field of poverty work comes first: five flags of each field's main statistic, weighted by the office."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal

from programs.models.sources import Field
from reports.measures.lenses import Picture
from reports.measures.p3bm.priority import WORDS, FieldFlags, field_priority, field_score

FLAG_WORDS = (
    "lebih buruk dari provinsi", "lebih buruk dari nasional", "memburuk", "kurang efektif", "kurang relevan",
)  # fmt: skip
UNSURE = {"", "belum_cukup"}
NOTHING = FieldFlags(None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field with the statistic that speaks for it; without one nothing is known and no priority is given."""

    field: str
    label: str
    picture: Picture | None
    flags: FieldFlags
    score: Decimal
    most: Decimal  # the score if every unknown flag were held

    @property
    def priority(self) -> int | None:
        return field_priority(self.score) if self.picture else None

    @property
    def words(self) -> str:
        if self.picture is None:
            return "Belum dapat dinilai"
        if self.priority is None and field_priority(self.most):
            return "Data belum cukup"
        return WORDS[self.priority]

    @property
    def state(self) -> str:
        return {1: "bad", 2: "warn", 3: "warn"}.get(self.priority or 0, "none")

    @property
    def marks(self) -> list[tuple[str, bool | None]]:
        """The five flags in the order of the handbook, each with its words."""
        values = (
            self.flags.worse_province, self.flags.worse_nation, self.flags.worsening, self.flags.ineffective,
            self.flags.irrelevant,
        )  # fmt: skip
        return list(zip(FLAG_WORDS, values, strict=True))


def field_rows(pictures: Iterable[Picture], weights: Sequence[Decimal]) -> list[FieldRow]:
    """Every field, highest score first; fields without figures last."""
    speaking = {
        one.told.macro.statistic.field: one
        for one in pictures
        if one.told.macro.statistic.main and "posisi" in one.by_kind
    }
    rows = [
        _row(value, str(label), speaking.get(value), weights)
        for value, label in Field.choices
        if value != Field.LAIN
    ]
    return sorted(rows, key=lambda row: (row.picture is None, -row.score))


def _row(field: str, label: str, picture: Picture | None, weights: Sequence[Decimal]) -> FieldRow:
    flags = flags_of(picture) if picture else NOTHING
    every = FieldFlags(*[True if flag is None else flag for flag in astuple(flags)])
    return FieldRow(field, label, picture, flags, field_score(flags, weights), field_score(every, weights))


def flags_of(picture: Picture) -> FieldFlags:
    at = picture.told.position
    verdicts = {kind: lens.verdict for kind, lens in picture.by_kind.items()}
    return FieldFlags(
        None if at is None or at.advantage_province is None else at.advantage_province < 0,
        None if at is None or at.advantage_nation is None else at.advantage_nation < 0,
        _is(verdicts.get("perkembangan", ""), {"memburuk"}),
        _is(verdicts.get("efektivitas", ""), {"kurang_efektif", "tidak_efektif"}),
        _is(verdicts.get("relevansi", ""), {"kurang_relevan", "tidak_relevan"}),
    )


def _is(verdict: str, wanted: set[str]) -> bool | None:
    return None if verdict in UNSURE else verdict in wanted
