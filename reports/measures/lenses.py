"""The four lenses of P3BM on one macro statistic: verdict, rule in words, draft finding and the figures it rests on."""

from dataclasses import dataclass
from decimal import Decimal

from reports.measures.p3bm.position import WORDS as POSITION_WORDS
from reports.measures.p3bm.relevance import WORDS as RELEVANCE_WORDS
from reports.measures.p3bm.sentences import draft
from reports.measures.p3bm.trend import WAYS, WORDS as EFFECT_WORDS, effectiveness, way_of
from reports.measures.phrases import amount, moved, name_of, when
from reports.measures.poverty import Analysis, Rules, analysed, points_of
from reports.measures.words import number
from reports.queries.poverty import Area, Macro

STATES = {
    "baik": "ok", "di_bawah_provinsi": "warn", "di_bawah_nasional": "warn", "buruk": "bad", "membaik": "ok", "tetap": "warn",
    "memburuk": "bad", "efektif": "ok", "cukup_efektif": "ok", "kurang_efektif": "warn", "tidak_efektif": "bad",
    "relevan": "ok", "kurang_relevan": "warn", "tidak_relevan": "bad", "1": "bad", "2": "warn", "3": "warn", "bukan": "ok",
    "sejalan": "ok", "timpang": "bad", "lengkap": "ok", "sebagian": "warn", "tanpa": "bad",
}  # fmt: skip
KINDS = ("posisi", "perkembangan", "efektivitas", "relevansi")
WORST_FIRST = ("tidak_relevan", "kurang_relevan", "relevan")


@dataclass(frozen=True, slots=True)
class Lens:
    """One analysis: `verdict` code and words, `rule` the rule with its thresholds, `text` the draft, `figures` what it rests on."""

    kind: str
    title: str
    verdict: str
    words: str
    rule: str
    text: str
    figures: dict[str, str]

    @property
    def state(self) -> str:
        return STATES.get(self.verdict, "none")


@dataclass(frozen=True, slots=True)
class Picture:
    """One statistic with its analysis; `lenses` is empty where nothing can be judged."""

    told: Analysis
    lenses: tuple[Lens, ...]

    @property
    def by_kind(self) -> dict[str, Lens]:
        return {lens.kind: lens for lens in self.lenses}

    @property
    def marks(self) -> dict[str, Lens | None]:
        """Of each of the four kinds its lens, or None."""
        return dict.fromkeys(KINDS) | self.by_kind


def pictured(macro: Macro, rules: Rules) -> Picture:
    """A count is not compared with larger places: it has a movement, but no position and no relevance."""
    told = analysed(macro, rules)
    if not macro.statistic.direction or told.latest is None:
        return Picture(told, ())
    if not told.is_rate:
        return Picture(told, (_trend(told), _effect(told)))
    return Picture(told, (_position(told), _trend(told), _effect(told), _relevance(told)))


def _position(told: Analysis) -> Lens:
    macro, at = told.macro, told.position
    own, province, nation = macro.areas
    facts = {
        "name": name_of(macro), "area": own.short, "value": amount(told.latest.value, macro), "province": province.short,
        "nation": nation.short, "when": when(macro.period, told.latest.year),
        "against_province": against(at.gap_province, province, macro), "against_nation": against(at.gap_nation, nation, macro),
    }  # fmt: skip
    sentence = {("provinsi",): "hanya_nasional", ("nasional",): "hanya_provinsi"}.get(
        at.missing, at.verdict or "belum_cukup"
    )
    figures = {
        "nilai": told.latest.value, "selisih_provinsi": at.gap_province, "selisih_nasional": at.gap_nation, "tahun": told.latest.year,
    }  # fmt: skip
    return Lens(
        "posisi", "Posisi relatif", at.verdict or "belum_cukup", POSITION_WORDS.get(at.verdict, "Belum dapat dinilai"),
        "Dibandingkan pada tahun dan bulan yang sama. Nilai yang sama tidak lebih buruk.", draft("posisi", sentence, facts),
        plain(figures),
    )  # fmt: skip


def _trend(told: Analysis) -> Lens:
    macro, over, enough = told.macro, told.trend, told.rules.effect.min_points
    verdict = way_of(over, macro.statistic.direction, enough)
    facts = {"name": name_of(macro), "area": macro.areas[0].short} | _too_few(told)
    figures = {"jumlah_nilai": over.n if over else len(macro.own)}
    if over:
        facts |= {
            "moved": moved(over.delta, macro),
            "first_year": str(over.first.year),
            "pace": moved(over.slope, macro, 1),
        }
        figures |= {"perubahan": over.delta, "kemiringan": over.slope, "dari": over.first.year, "sampai": over.last.year}  # fmt: skip
    rule = f"Arah garis tren lurus. Memerlukan paling sedikit {enough} nilai; tahun kosong tidak diisi."
    return Lens(
        "perkembangan", "Perkembangan", verdict, WAYS[verdict], rule, draft("perkembangan", verdict, facts), plain(figures)
    )  # fmt: skip


def _effect(told: Analysis) -> Lens:
    macro, over, rule = told.macro, told.trend, told.rules.effect
    verdict = effectiveness(over, macro.statistic.direction, rule)
    facts = _too_few(told)
    figures = {"jumlah_nilai": over.n if over else len(macro.own)}
    if over:
        figures |= {
            "r2": over.r2,
            "membaik": over.good,
            "memburuk": over.bad,
            "konsistensi": over.consistency,
        }
        facts |= {
            "good": str(over.good),
            "steps": str(over.good + over.bad),
            "r2": f"{number(over.r2 * 100)} %",
        }
    words = (
        f"Efektif: R² mulai {share_words(rule.r2)} dan bagian tahun membaik mulai {share_words(rule.share)}. "
        f"Cukup: R² mulai {share_words(rule.fair_r2)} atau bagian mulai {share_words(rule.fair_share)}. Garis tren harus membaik."
    )
    return Lens(
        "efektivitas", "Efektivitas", verdict, EFFECT_WORDS[verdict], words, draft("efektivitas", verdict, facts), plain(figures)
    )  # fmt: skip


def _relevance(told: Analysis) -> Lens:
    """The worse of the two verdicts decides; a reference without figures says nothing."""
    macro, rule = told.macro, told.rules.relevance
    known = [(area, one) for area, one in told.relevances if one.verdict != "belum_cukup"]
    verdict = next((code for code in WORST_FIRST if code in {one.verdict for _, one in known}), "belum_cukup")
    words = (
        f"Kurang relevan bila perubahan di bawah {share_words(rule.slow)} kali pembanding, atau searah di bawah "
        f"{share_words(rule.same)} bagian tahun. Yang lebih buruk menentukan."
    )
    facts = {"area": macro.areas[0].short, "n": str(_common(macro)), "need": str(rule.min_years)}
    figures: dict = {"tahun_bersama": _common(macro)}
    for area, one in known:
        figures[f"perubahan_{area.code}"] = one.delta_reference
        figures[f"sendiri_{area.code}"] = one.delta_own
        figures[f"searah_{area.code}"] = one.same
        if one.verdict == verdict and "reference" not in facts:
            facts |= {
                "reference": area.short, "moved_own": moved(one.delta_own, macro), "moved_reference": moved(one.delta_reference, macro),
                "first_year": str(one.first), "same": str(one.same), "steps": str(one.steps),
            }  # fmt: skip
    return Lens(
        "relevansi", "Relevansi", verdict, RELEVANCE_WORDS[verdict], words, draft("relevansi", verdict, facts), plain(figures)
    )  # fmt: skip


def _common(macro: Macro) -> int:
    """Years that the regency shares with the better known of the two references."""
    return max(len(macro.own.keys() & values.keys()) for values in (macro.province, macro.nation))


def against(gap: Decimal | None, area: Area, macro: Macro) -> str:
    """'1,59 poin lebih tinggi daripada Bali'."""
    if gap is None:
        return f"belum dapat dibandingkan dengan {area.short}"
    if not gap:
        return f"sama dengan {area.short}"
    side = "tinggi" if gap > 0 else "rendah"
    return f"{amount(gap, macro, difference=True)} lebih {side} daripada {area.short}"


def _too_few(told: Analysis) -> dict[str, str]:
    period = "tahunan" if told.macro.period == "Tahun" else told.macro.period
    return {
        "n": str(len(points_of(told.macro.own))),
        "need": str(told.rules.effect.min_points),
        "period": period,
    }


def share_words(value: Decimal) -> str:
    """'0,6', '4': a threshold without needless zeros."""
    return number(value, 2).rstrip("0").rstrip(",")


def plain(figures: dict) -> dict[str, str]:
    """Figures as they are stored beside a finding: equal figures give equal text."""
    return {
        key: str(round(value, 4).normalize() if isinstance(value, Decimal) else value)
        for key, value in figures.items()
        if value is not None
    }
