from tests.sheets.odd import KKS, NAMES, NIKS, SEXES, only, read, sheet

WOMEN = [nik for nik, sex in zip(NIKS, SEXES, strict=True) if sex == "P"]


def test_exchanged_numbers_are_asked_about():
    rows = [[KKS[i // 3], NIKS[i], NAMES[i]] for i in range(9)]
    found = only(read("penerima", sheet(["NIK", "No KK", "Nama"], *rows)))
    assert [reading.sure for reading in found.readings] == [False, False, True]


def test_a_mother_is_the_person_only_where_every_number_is_a_womans():
    rows = [[nik, "SITI", "BUDI", kk] for nik, kk in zip(WOMEN, KKS, strict=False)]
    found = only(read("individu", sheet(["NIK", "Nama Ibu", "Nama Suami", "No KK"], *rows)))
    assert found.mapping == {"A": "nik", "B": "nama", "D": "no_kk"}
    assert [reading.sure for reading in found.readings][1] is False
    refused = read(
        "individu", sheet(["NIK", "Nama Ibu", "No KK"], *[[NIKS[i], "SITI", KKS[i]] for i in range(6)])
    )
    assert refused.file_error["code"] == "required_column_missing"


def test_the_number_of_a_mother_is_hers_only_beside_her_own_name():
    rows = [[nik, "SITI", "BUDI"] for nik in WOMEN]
    mothers = only(read("individu", sheet(["NIK Ibu", "Nama Ibu Hamil", "Nama Suami"], *rows)))
    assert mothers.mapping == {"A": "nik", "B": "nama"}
    children = read("individu", sheet(["NIK Ibu", "Nama Anak", "Nama Ayah"], *rows))
    assert children.file_error["fields"] == ["nik"]


def test_the_leader_stands_for_a_group_where_nobody_else_is_named():
    rows = [[f"KUBE {i}", NAMES[i], NIKS[i]] for i in range(3)]
    found = only(read("penerima", sheet(["Nama Kelompok", "Nama Ketua", "NIK Ketua"], *rows)))
    assert found.mapping == {"B": "nama", "C": "nik"}
    rows = [[NAMES[0], NAMES[i], NIKS[i]] for i in range(3)]
    found = only(read("penerima", sheet(["Nama Ketua", "Nama", "NIK"], *rows)))
    assert found.mapping == {"B": "nama", "C": "nik"}


def test_codes_of_another_office_are_left_out_and_the_names_count():
    rows = [[NIKS[i], NAMES[i], "3599010", "SUMBERAGUNG", "SUKAMAJU"] for i in range(4)]
    found = only(read("individu", sheet(["NIK", "Nama", "Kode Kecamatan", "Kecamatan", "Desa"], *rows)))
    assert found.mapping == {"A": "nik", "B": "nama", "D": "kecamatan", "E": "desa"}
    assert found.problems == []
    named = only(read("individu", sheet(["NIK", "Nama", "Kode Kemendagri", "Kecamatan", "Desa"], *rows)))
    assert named.mapping["C"] == "kode_wilayah"
    assert {problem.code for problem in named.problems} == {"region_unknown"}
