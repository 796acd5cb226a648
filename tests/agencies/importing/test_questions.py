from tests.sheets.odd import NAMES, NIKS, read, sheet


def asked(kind, headings, *rows, context=None):
    return [
        (question["code"], question["sheet"], question.get("column"))
        for question in read(kind, sheet(headings, *rows), context=context).questions
    ]


def test_a_list_of_aid_without_programme_and_period_is_asked_for_both():
    rows = [[NIKS[0], NAMES[0]], [NIKS[1], NAMES[1]]]
    assert asked("penerima", ["NIK", "Nama"], *rows) == [
        ("program_missing", "Lembar1", None), ("period_missing", "Lembar1", None),
    ]  # fmt: skip
    assert asked("individu", ["NIK", "Nama"], *rows) == []


def test_numbers_under_the_same_heading_that_are_not_the_same_are_asked_about():
    rows = [[NIKS[0], NAMES[0], NIKS[2]], [NIKS[1], NAMES[1], NIKS[3]]]
    assert asked("individu", ["NIK", "Nama", "NIK"], *rows) == [("column_repeated", "Lembar1", "C")]
    same = [[NIKS[0], NAMES[0], NIKS[0]], [NIKS[1], NAMES[1], NIKS[1]]]
    assert asked("individu", ["NIK", "Nama", "NIK"], *same) == []


def test_programmes_nobody_knows_are_told_with_their_number_of_lines():
    rows = [[NIKS[0], NAMES[0], "Rantang"], [NIKS[1], NAMES[1], "Rantang"], [NIKS[2], NAMES[2], "PKH"]]
    preview = read("penerima", sheet(["NIK", "Nama", "Program"], *rows), context={"tahun": 2025})
    assert preview.questions == [{"code": "program_unknown", "sheet": "Lembar1", "values": {"Rantang": 2}}]
