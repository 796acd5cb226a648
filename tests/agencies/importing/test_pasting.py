import csv
import io

import pytest
from hypothesis import given, strategies as st

from agencies.importing.pasting import as_csv
from agencies.importing.reader import read


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("NIK\tNama\r\n1\tSITI\r\n", [["NIK", "Nama"], ["1", "SITI"]]),
        ('A\t5" pipa\tB', [["A", '5" pipa', "B"]]),
        ('"baris satu\nbaris dua"\tB', [["baris satu\nbaris dua", "B"]]),
        ('A\t"kata ""asli""\nlagi"\nC\tD', [["A", 'kata "asli"\nlagi'], ["C", "D"]]),
        ('"Siti"\tB', [['"Siti"', "B"]]),
        ("A, B; C\t\t=1+1", [["A, B; C", "", "=1+1"]]),
        ("\n\nA\tB\n\n", [["A", "B"]]),
        ("\ue0009\ue000\tB", [["9", "B"]]),
    ],
)
def test_what_was_copied_comes_out_cell_by_cell(text, cells):
    assert rows(as_csv(text)) == cells


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters='\t\n\r"\x00\ue000', codec="utf-8"), max_size=8),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_plain_cells_are_never_changed(table):
    text = "\n".join("\t".join(line) for line in table)

    assert rows(as_csv(text)) == [line.split("\t") for line in text.strip("\n").split("\n")]


def test_the_reader_takes_it_as_any_other_csv(tmp_path):
    path = tmp_path / "tempelan.csv"
    path.write_bytes(as_csv("NIK\tNama\tAlamat\n0012\tSITI\tJl. Melati, 3\n0013\tBUDI\tJl. Mawar\n"))
    (sheet,) = read(path).sheets

    assert sheet.rows[1] == ["0012", "SITI", "Jl. Melati, 3"]
