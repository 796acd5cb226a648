from dataclasses import replace
from decimal import Decimal as D
from types import SimpleNamespace

import pytest

from reports.measures.conclusions import of_field, of_money, of_places, of_tree
from reports.measures.fields import FieldRow
from reports.measures.p3bm.budget import Mismatch
from reports.measures.p3bm.priority import WEIGHTS, FieldFlags
from reports.measures.places import Compared, Standpoint, Yardstick
from reports.measures.pro_poor import Purse, Share
from reports.queries.pro_poor import TaggedLine

PICTURE = SimpleNamespace(told=SimpleNamespace(macro=SimpleNamespace(latest=2024)))
BILLION = 10**9
LINE = TaggedLine(1, "Sub kegiatan", "1.06.05.2.01.0001", 1, 312 * BILLION, None, D(1), True, "", "")
X, Y = (
    Yardstick("x", "Belum terlayani", "%", "-", 1, {}),
    Yardstick("y", "Keluarga sasaran", "keluarga", "-", 0, {}),
)


def field(*flags, score, most) -> FieldRow:
    return FieldRow("kemiskinan", "Kemiskinan", PICTURE, FieldFlags(*flags), D(score), D(most))


def test_worse_in_everything_is_told_in_one_breath():
    lens = of_field(field(True, True, True, True, True, score=5, most=5), WEIGHTS)
    assert (lens.verdict, lens.state) == ("1", "bad")
    assert lens.text == (
        "Bidang Kemiskinan prioritas 1 dengan skor 5. "
        "Tandanya: lebih buruk dari provinsi dan nasional, memburuk, kurang efektif, kurang relevan."
    )
    assert lens.figures == {"skor": "5", "tertinggi": "5", "tanda": "1 1 1 1 1", "tahun": "2024"}


def test_what_may_still_change_says_so():
    lens = of_field(field(True, None, None, None, None, score=1, most=5), WEIGHTS)
    assert (lens.verdict, lens.state, lens.figures["tanda"]) == ("belum_cukup", "none", "1 - - - -")
    assert "masih dapat menjadi 5" in lens.text


def test_a_field_in_order_is_no_priority():
    lens = of_field(field(False, False, False, False, False, score=0, most=0), WEIGHTS)
    assert (lens.verdict, lens.state, lens.text) == (
        "bukan",
        "ok",
        "Bidang Kemiskinan bukan prioritas. Skornya 0.",
    )


def places(*quadrants) -> Compared:
    rows = [Standpoint(f"51.08.0{n}", f"Tempat {n}", D(1), D(1), at) for n, at in enumerate(quadrants, 1)]
    return Compared(X, Y, D(30), D(900), rows)


@pytest.mark.parametrize(
    ("quadrants", "verdict", "words"),
    [
        (
            (1, 1, 1, 1, 4),
            "1",
            "4 kecamatan lebih buruk pada keduanya, terutama Tempat 1, Tempat 2 dan Tempat 3.",
        ),
        ((1, 2), "1", "1 kecamatan lebih buruk pada keduanya, terutama Tempat 1."),
        ((2, 4), "bukan", "Tidak ada kecamatan yang lebih buruk pada keduanya."),
        ((None, None), "belum_cukup", "Angka kecamatan belum ada."),
    ],
)
def test_kecamatan_that_are_worse_by_both_measures_are_named(quadrants, verdict, words):
    lens = of_places(places(*quadrants), "average")
    assert lens.verdict == verdict
    assert lens.text == f"Ukuran pertama Belum terlayani. Ukuran kedua Keluarga sasaran. {words}"


def test_another_reference_is_another_finding():
    average, median = (of_places(places(1, 4), how) for how in ("average", "median"))
    assert average.figures != median.figures
    assert average.figures["tertinggal"] == "51.08.01"
    assert "median" in median.rule


def money(spending=2400 * BILLION, mismatches=(), shares=(), **line):
    return of_money(Purse((replace(LINE, **line),)), spending, mismatches, shares, D("0.8"))


def test_money_that_follows_its_priorities():
    lens = money(spent_amount=156 * BILLION)
    assert (lens.verdict, lens.state) == ("sejalan", "ok")
    assert lens.text == (
        "Anggaran untuk penduduk miskin Rp 312 miliar. Itu 13,0 % dari belanja daerah. "
        "Anggaran mengikuti bidang dan kecamatan prioritas. Yang sudah dibelanjakan 50,0 %."
    )
    assert lens.figures["belanja"] == str(2400 * BILLION)


def test_money_that_does_not_names_the_field_and_the_least_served():
    mismatch = ("Pendidikan", Mismatch("pendidikan", 1, D("4.2"), "ekonomi", D(60)), "Ekonomi")
    low = Share("a", "Gerokgak", 12, 20, D("0.6"), True)
    lens = money(mismatches=[mismatch], shares=[low, replace(low, name="Sawan", equity=D(1), is_low=False)])
    assert (lens.verdict, lens.state) == ("timpang", "bad")
    assert "Bidang Pendidikan prioritas 1, tetapi bagiannya hanya 4,2 %." in lens.text
    assert "1 kecamatan kurang mendapat anggaran. Yang paling kurang Gerokgak." in lens.text
    assert "Sawan" not in lens.text


def test_without_the_whole_spending_nothing_is_judged():
    lens = money(spending=None)
    assert (lens.verdict, lens.state) == ("belum_cukup", "none")
    assert "Belanja daerah belum ada" in lens.text


def test_equal_amounts_give_equal_figures():
    assert money().figures == money(weight=D("1.00")).figures


def tree(*rows):
    """(has money, worsens) of each determinant."""
    judged = [
        SimpleNamespace(
            row=SimpleNamespace(pk=n, name=f"Faktor {n}"), funded=int(paid), is_orphan=bad and not paid
        )
        for n, (paid, bad) in enumerate(rows, 1)
    ]
    main = SimpleNamespace(name="Tingkat kemiskinan (P0)")
    return SimpleNamespace(main=main, rows=judged, funded=sum(paid for paid, _ in rows))


@pytest.mark.parametrize(
    ("rows", "verdict", "words"),
    [
        ([(True, True)], "lengkap", "Tingkat kemiskinan punya 1 faktor penentu. Semuanya punya anggaran."),
        ([(True, False), (False, False)], "sebagian", "Tingkat kemiskinan punya 2 faktor penentu. 1 di antaranya punya anggaran."),
        ([(False, True)], "tanpa",
         ("Tingkat kemiskinan punya 1 faktor penentu. Belum ada yang punya anggaran. 1 faktor memburuk tanpa anggaran. "
          "Yang pertama Faktor 1.")),
    ],
)  # fmt: skip
def test_determinants_without_money_are_counted_and_the_first_that_worsens_is_named(rows, verdict, words):
    lens = of_tree(tree(*rows))
    assert (lens.verdict, lens.text) == (verdict, words)


def test_the_figures_of_determinants_name_each_that_has_money():
    assert of_tree(tree((True, False), (False, True))).figures == {
        "faktor": "1 2", "berdana": "1", "memburuk_tanpa_dana": "1",
    }  # fmt: skip
