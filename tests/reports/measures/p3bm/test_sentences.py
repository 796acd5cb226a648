import re
from string import Formatter

import pytest

from reports.measures import conclusions
from reports.measures.p3bm import position, relevance, trend
from reports.measures.p3bm.sentences import SENTENCES, draft

LONGEST = 15  # words of one sentence
FACTS = {
    "name": "Rata-rata lama sekolah penduduk 15 tahun ke atas", "area": "Kota Bekasi", "value": "7,25 tahun",
    "when": "Maret 2021", "against_province": "0,52 poin lebih rendah daripada Jawa Barat",
    "against_nation": "0,23 poin lebih tinggi daripada Indonesia", "province": "Jawa Barat", "nation": "Indonesia",
    "moved": "turun 0,67 tahun", "first_year": "2015", "pace": "turun 0,102 tahun", "n": "3", "period": "Maret",
    "need": "5", "good": "6", "steps": "9", "r2": "79 %", "moved_own": "turun 0,67 poin", "reference": "Jawa Barat",
    "moved_reference": "turun 0,76 poin", "same": "4", "score": "4", "most": "5", "x": "Keluarga sasaran", "y": "Belum terlayani",
    "flags": "lebih buruk dari provinsi dan nasional, memburuk, kurang efektif, kurang relevan",
    "count": "2", "places": "Kecamatan Gerokgak", "amount": "Rp 312 miliar", "share": "13 %", "funded": "3", "of": "4",
    "field": "Infrastruktur dasar", "rank": "1", "field_share": "4,2 %", "low": "2", "absorbed": "48,9 %", "orphans": "2",
    "first": "Putus sekolah usia 13 sampai 15 tahun",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "verdict"), SENTENCES)
def test_every_finding_is_filled_and_short(kind, verdict):
    text = draft(kind, verdict, FACTS)
    asked = {name for _, name, _, _ in Formatter().parse(SENTENCES[kind, verdict]) if name}
    assert not set("{}") & set(text)
    assert all(FACTS[name] in text for name in asked)
    assert all(len(sentence.split()) <= LONGEST for sentence in re.split(r"(?<=[.]) ", text))


def test_every_verdict_has_its_sentence():
    verdicts = {
        "posisi": position.WORDS, "perkembangan": trend.WAYS, "efektivitas": trend.WORDS, "relevansi": relevance.WORDS,
    }  # fmt: skip
    verdicts |= {
        "bidang": ("1", "2", "3", "bukan", "belum_cukup"), "wilayah": conclusions.PLACE_WORDS, "anggaran": conclusions.MONEY_WORDS,
        "keterkaitan": conclusions.LINK_WORDS,
    }  # fmt: skip
    assert {(kind, verdict) for kind, words in verdicts.items() for verdict in words} <= SENTENCES.keys()


def test_buleleng_in_march_2021():
    facts = {
        "name": "Tingkat kemiskinan", "area": "Buleleng", "value": "6,12 %", "when": "Maret 2021",
        "against_province": "1,59 poin lebih tinggi daripada Bali",
    }  # fmt: skip
    assert draft("posisi", "di_bawah_provinsi", facts) == (
        "Tingkat kemiskinan Buleleng 6,12 % pada Maret 2021. Itu 1,59 poin lebih tinggi daripada Bali."
    )


def test_a_figure_that_is_missing_is_an_error_not_an_empty_word():
    with pytest.raises(KeyError):
        draft("posisi", "baik", {})
