"""Random plans, decorated as offices decorate them: every line is found, and the money is counted once."""

from hypothesis import given, settings, strategies as st

from tests.sheets.odd import only, read, sheet

SUBS = st.lists(st.integers(0, 10**9), min_size=1, max_size=4)
ACTIVITIES = st.lists(SUBS, min_size=1, max_size=3)
PROGRAMS = st.lists(ACTIVITIES, min_size=1, max_size=3)


def lines_of(programs) -> list[list]:
    """Code, words and amount of every line, parents with the sums of what stands below them."""
    lines = []
    for number, activities in enumerate(programs, 1):
        program = f"1.06.{number:02}"
        lines.append([program, f"PROGRAM {number}", sum(map(sum, activities))])
        for place, subs in enumerate(activities, 1):
            activity = f"{program}.2.{place:02}"
            lines.append([activity, f"Kegiatan {place}", sum(subs)])
            lines += [[f"{activity}.{each:04}", f"Sub {each}", amount] for each, amount in enumerate(subs, 1)]
    return lines


@settings(max_examples=25, deadline=None)
@given(
    programs=PROGRAMS,
    titles=st.lists(
        st.sampled_from(["LAPORAN REALISASI", "TAHUN ANGGARAN 2025", "(dalam rupiah)"]), max_size=3
    ),
    numbering=st.booleans(),
    total=st.booleans(),
    signed=st.booleans(),
    typed=st.booleans(),
)
def test_every_line_is_found_and_the_money_counted_once(programs, titles, numbering, total, signed, typed):
    lines = lines_of(programs)
    amount = sum(sum(map(sum, activities)) for activities in programs)
    body = [
        [code, words, f"Rp {money:,}".replace(",", ".") if typed else float(money)]
        for code, words, money in lines
    ]
    rows = [[title] for title in titles] + [["Kode", "Uraian", "Pagu"]]
    rows += [["(1)", "(2)", "(3)"]] if numbering else []
    first = len(rows) + 1
    rows += body
    rows += [[None, "JUMLAH", float(amount)]] if total else []
    rows += (
        [[None], [None, None, "Singaraja, 2 Januari 2026"], [None, None, "Kepala Dinas"]] if signed else []
    )

    found = only(read("anggaran", sheet(*rows)))

    assert found.table.rows == list(range(first, first + len(lines)))
    assert found.table.columns["kode"] == [code for code, _, _ in lines]
    assert found.totals == {"pagu": amount}
    assert not found.remarks
    assert not found.held
