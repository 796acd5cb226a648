import pickle

from agencies.importing.masters import Masters, dotted, nearest
from tests.sheets.odd import masters

PLACES = masters().index


def test_names_are_compared_without_case_blanks_marks_and_leading_words():
    for words in ("SUKAMAJU", "Suka Maju", "Ds. Sukamaju", "DESA SUKA-MAJU"):
        assert PLACES.find("desa", words, "35.99.01").place.code == "35.99.01.2001"
    assert PLACES.find("desa", "SUMBER MAMUR", "35.99.04").place.name == "Sumber Ma'mur"
    assert PLACES.find("kabupaten", "KAB. TIRTA KENCANA").place.code == "35.99"
    assert PLACES.find("kecamatan", "Kecamatan Karangrejo").place.code == "35.99.02"


def test_a_village_is_searched_inside_its_kecamatan_and_ambiguous_outside():
    assert PLACES.find("desa", "Sukamaju", "35.99.04").place.code == "35.99.04.2001"
    found = PLACES.find("desa", "Sukamaju")
    assert found.problem == "region_ambiguous"
    assert found.facts["usulan"] == ["Sukamaju, Kec. Sumberagung", "Sukamaju, Kec. Wonokerto"]


def test_a_village_with_its_kecamatan_behind_it_is_that_village():
    for within in (None, "35.99", "35.99.04"):
        assert PLACES.find("desa", "Sukamaju, Kec. Wonokerto", within).place.code == "35.99.04.2001"
    assert PLACES.find("desa", "Sukamaju, Kecamatan Sumberagung").place.code == "35.99.01.2001"
    assert PLACES.find("desa", "Sukamaju, Kec. Wonokerto", "35.99.01").problem == "region_unknown"
    assert PLACES.find("desa", "Sukamaju, Kec. Antah").problem == "region_unknown"


def test_an_unknown_name_is_proposed_but_never_taken():
    found = PLACES.find("desa", "Tj. Sari", "35.99.01")
    assert (found.place, found.problem) == (None, "region_unknown")
    assert found.facts["usulan"][0] == "Tanjung Sari"


def test_a_code_is_found_with_and_without_points():
    assert PLACES.find_code("3599012001").place == PLACES.find_code("35.99.01.2001").place
    assert PLACES.find_code(3599012001.0).place.name == "Sukamaju"
    assert PLACES.find_code("3599019999").problem == "region_unknown"
    assert dotted("3599012001") == "35.99.01.2001"


def test_kelurahan_and_desa_of_one_name_differ_by_the_leading_word():
    both = Masters(
        regions=[
            ("35.99.07", "X", "kecamatan", "35.99"),
            ("35.99.07.1001", "Baru", "kelurahan", "35.99.07"),
            ("35.99.07.2001", "Baru", "desa", "35.99.07"),
        ]
    ).index
    assert both.find("desa", "Kel. Baru").place.kind == "kelurahan"
    assert both.find("desa", "Desa Baru").place.kind == "desa"
    assert both.find("desa", "Baru").problem == "region_ambiguous"


def test_only_places_below_the_home_region_are_searched():
    lists = masters()
    lists.regions = [
        *lists.regions,
        ("35.98", "Kabupaten Lain", "kabupaten", "35"),
        ("35.98.01", "Jauh", "kecamatan", "35.98"),
    ]
    assert lists.index.find("kecamatan", "Jauh").place
    lists = Masters(regions=lists.regions, home_region="35.99")
    assert lists.index.find("kecamatan", "Jauh").problem == "region_unknown"
    assert lists.index.find("provinsi", "JAWA TIMUR").place


def test_agencies_are_found_by_name_code_or_abbreviation():
    lists = masters()
    for words in ("DINAS PERTANIAN & PANGAN", "disperta", "3.27.0.00.0.00.01.0000"):
        assert lists.find_agency(words) == ("Dinas Pertanian dan Pangan", None)
    name, facts = lists.find_agency("Dinas Pertanian")
    assert name == "Dinas Pertanian"
    assert facts["usulan"][0] == "Dinas Pertanian dan Pangan"


def test_programmes_are_found_by_any_known_name():
    lists = Masters(programmes=[("SANTUNAN", "Santunan Lansia", ["Santunan Lanjut Usia"])])
    assert lists.find_programme("santunan lanjut usia") == "SANTUNAN"
    assert lists.find_programme("Bansos PKH") == "PKH"
    assert lists.find_programme("Program Sembako") == "SEMBAKO"
    assert lists.find_programme("Bantuan Lain") is None


def test_the_lists_travel_to_another_process():
    lists = masters()
    assert lists.index
    copy = pickle.loads(pickle.dumps(lists))
    assert copy.index.find("desa", "Pule").place.code == "35.99.03.2005"


def test_without_a_region_list_nothing_is_asked():
    found = Masters().index.find("desa", "Sukamaju")
    assert (found.place, found.problem) == (None, None)


def test_far_names_are_not_proposed():
    assert nearest("Qqqq", ["Sukamaju"]) == []
