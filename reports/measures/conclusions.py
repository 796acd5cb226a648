"""The drafts for what is no lens of one statistic: a field, the kecamatan, the money, and what drives a statistic."""

from collections.abc import Sequence
from dataclasses import astuple
from decimal import Decimal

from reports.measures.fields import FieldRow
from reports.measures.lenses import Lens, plain, share_words
from reports.measures.linkage import Tree
from reports.measures.p3bm import budget
from reports.measures.p3bm.sentences import draft
from reports.measures.places import Compared
from reports.measures.pro_poor import Purse, Share
from reports.measures.words import number, per_cent, rupiah

FIRST = 3  # names in a sentence
PLACE_WORDS = {
    "1": "Ada yang tertinggal",
    "bukan": "Tidak ada yang tertinggal",
    "belum_cukup": "Data belum cukup",
}
MONEY_WORDS = {
    "sejalan": "Sejalan",
    "timpang": "Belum sejalan",
    "belum_cukup": "Data belum cukup",
}
LINK_WORDS = {"lengkap": "Semua berdana", "sebagian": "Sebagian berdana", "tanpa": "Belum berdana"}


def of_field(row: FieldRow, weights: Sequence[Decimal]) -> Lens:
    """Only where the field's main statistic is known."""
    held = [words for words, flag in row.marks if flag]
    verdict = "belum_cukup" if row.words == "Data belum cukup" else str(row.priority or "bukan")
    facts = {
        "name": row.label, "score": share_words(row.score), "most": share_words(row.most), "flags": _flags(held) or "tidak ada",
    }  # fmt: skip
    flags = ["-" if flag is None else str(int(flag)) for flag in astuple(row.flags)]
    figures = {
        "skor": row.score,
        "tertinggi": row.most,
        "tanda": " ".join(flags),
        "tahun": row.picture.told.macro.latest,
    }
    rule = (
        f"Bobot tanda: {' · '.join(share_words(weight) for weight in weights)}. "
        "Skor 4 ke atas prioritas 1, skor 3 prioritas 2, skor 2 prioritas 3."
    )
    return Lens(
        "bidang",
        "Prioritas bidang",
        verdict,
        row.words,
        rule,
        draft("bidang", verdict, facts),
        plain(figures),
    )


def of_places(told: Compared, how: str) -> Lens:
    """The kecamatan that are worse by both measures; `how` is the reference: average or median."""
    worst = [row for row in told.rows if row.quadrant == 1]
    known = [row for row in told.rows if row.quadrant]
    verdict = "1" if worst else "bukan" if known else "belum_cukup"
    facts = {
        "count": number(len(worst)), "places": _listed([row.name for row in worst]), "x": told.x.name, "y": told.y.name,
    }  # fmt: skip
    figures = {
        "x": told.x.code, "y": told.y.code, "acuan": how, "acuan_x": told.ref_x, "acuan_y": told.ref_y,
        "tertinggal": " ".join(sorted(row.code for row in worst)), "dinilai": len(known),
    }  # fmt: skip
    rule = f"Dibandingkan dengan {'median' if how == 'median' else 'rata-rata'} kecamatan. Nilai yang sama tidak lebih buruk."
    return Lens(
        "wilayah", "Prioritas wilayah", verdict, PLACE_WORDS[verdict], rule, draft("wilayah", verdict, facts), plain(figures)
    )  # fmt: skip


def of_money(
    now: Purse, spending: int | None, mismatches: Sequence[tuple], shares: Sequence[Share], low: Decimal
) -> Lens:
    """Whether the money goes to the fields and kecamatan that come first; the first mismatch and the least served are named."""
    poorly = [share for share in shares if share.is_low]
    part = budget.per_cent_of(now.tagged, spending)
    absorbed = budget.absorption(now.spent, now.ceiling)
    verdict = "belum_cukup" if part is None else "timpang" if mismatches or poorly else "sejalan"
    facts = {
        "amount": rupiah(int(now.tagged)),
        "share": per_cent(part),
        "absorbed": per_cent(absorbed),
        "low": number(len(poorly)),
        "places": _listed([share.name for share in poorly[:1]]),
    }
    sentences = [draft("anggaran", verdict, facts)]
    if mismatches:
        field, one, _ = mismatches[0]
        facts |= {"field": field, "rank": str(one.rank), "field_share": per_cent(one.share)}
        sentences.append(draft("anggaran", "bagian_kecil", facts))
    if poorly:
        sentences.append(draft("anggaran", "kurang_wilayah", facts))
    if absorbed is not None:
        sentences.append(draft("anggaran", "serapan", facts))
    figures = {
        "bertanda": now.tagged, "pagu": now.ceiling, "realisasi": now.spent, "belanja": spending,
        "bidang": " ".join(one.field for _, one, _ in mismatches), "kecamatan": " ".join(share.code for share in poorly),
    }  # fmt: skip
    rule = f"Bidang prioritas tidak mendapat bagian lebih kecil, dan perbandingan bagian kecamatan tidak di bawah {share_words(low)}."
    return Lens(
        "anggaran", "Anggaran", verdict, MONEY_WORDS[verdict], rule, " ".join(sentences), plain(figures)
    )  # fmt: skip


def of_tree(tree: Tree) -> Lens:
    """How many of a statistic's determinants have money, and which of those that worsen have none."""
    orphans = [row.row.name for row in tree.rows if row.is_orphan]
    verdict = "lengkap" if tree.funded == len(tree.rows) else "sebagian" if tree.funded else "tanpa"
    facts = {
        "name": tree.main.name.partition(" (")[0], "funded": number(tree.funded), "of": number(len(tree.rows)),
        "orphans": number(len(orphans)), "first": orphans[0] if orphans else "",
    }  # fmt: skip
    sentences = [draft("keterkaitan", verdict, facts)]
    if orphans:
        sentences.append(draft("keterkaitan", "tanpa_anggaran", facts))
    figures = {
        "faktor": " ".join(str(row.row.pk) for row in sorted(tree.rows, key=lambda one: one.row.pk)),
        "berdana": " ".join(str(row.row.pk) for row in sorted(tree.rows, key=lambda one: one.row.pk) if row.funded),
        "memburuk_tanpa_dana": len(orphans),
    }  # fmt: skip
    rule = "Faktor berdana bila paling sedikit satu sub kegiatannya punya pagu tahun itu."
    return Lens(
        "keterkaitan", "Keterkaitan", verdict, LINK_WORDS[verdict], rule, " ".join(sentences), plain(figures)
    )  # fmt: skip


def _listed(names: Sequence[str]) -> str:
    """'A, B dan C'; of more than three the first three."""
    first = list(names[:FIRST])
    return " dan ".join([", ".join(first[:-1]), first[-1]]) if len(first) > 1 else "".join(first)


def _flags(held: Sequence[str]) -> str:
    """The signs in words; worse than both references is said once."""
    words = list(held)
    if len(words) > 1 and words[0].startswith("lebih buruk") and words[1].startswith("lebih buruk"):
        words[:2] = ["lebih buruk dari provinsi dan nasional"]
    return ", ".join(words)
