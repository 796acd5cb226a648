import gzip
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agencies.actions.regions import SHIPPED, BadList, Loaded, load_regions, only, read_regions, recode
from agencies.models import Boundary, Region
from tests.factories import DistrictFactory, UserFactory, VillageFactory

INDONESIAN = "kode,tingkat,nama,induk\n35,provinsi,Jawa Timur,\n35.99,kabupaten,Kabupaten Tirta Kencana,35\n"
ENGLISH = (
    'code,name,level,parent_code\n35,Jawa Timur,provinsi,\n35.99,"Kabupaten Tirta Kencana",kabupaten,35\n'
)


@pytest.fixture
def written(tmp_path):
    def written(text, name="wilayah.csv"):
        path = tmp_path / name
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        return path

    return written


@pytest.mark.parametrize(
    ("text", "name"),
    [(INDONESIAN, "a.csv"), (ENGLISH, "a.csv"), (ENGLISH, "a.csv.gz"), ("\ufeff" + INDONESIAN, "a.csv")],
)
def test_both_headings_are_read_packed_or_not(written, text, name):
    assert [(line.code, line.name, line.kind, line.depth) for line in read_regions(written(text, name))] == [
        ("35", "Jawa Timur", "provinsi", 0), ("35.99", "Kabupaten Tirta Kencana", "kabupaten", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "baris judul"),
        ("kode,tingkat,nama,induk\n35,provinsi,\n", "baris 2"),
        ("kode,tingkat,nama,induk\n3599,kabupaten,Tirta,35\n", "bukan kode wilayah"),
        ("kode,tingkat,nama,induk\n35,negara,Tirta,\n", "tidak dikenal"),
    ],
)
def test_a_wrong_list_names_its_line(written, text, words):
    with pytest.raises(BadList, match=words):
        read_regions(written(text))


def test_the_shipped_list_holds_all_of_indonesia():
    lines = read_regions(SHIPPED)
    counts = [sum(line.depth == depth for line in lines) for depth in range(4)]
    assert counts == [38, 514, 7285, 83762]


def test_a_regency_is_taken_with_its_province_and_siblings():
    lines = only(read_regions(SHIPPED), "51.08")
    assert sum(line.depth == 3 for line in lines) == 148
    assert {line.code for line in lines if line.depth == 1} >= {"51.08", "51.01", "51.71"}
    assert {line.code[:2] for line in lines} == {"51"}


@pytest.mark.django_db
def test_loading_again_changes_only_what_differs(written):
    lines = read_regions(written(INDONESIAN))
    assert load_regions(lines) == Loaded(2, 0, 0)
    assert load_regions(lines) == Loaded(0, 0, 2)
    renamed = read_regions(written(INDONESIAN.replace("Tirta Kencana", "Tirta Baru")))
    assert load_regions(renamed) == Loaded(0, 1, 1)
    row = Region.objects.get(code="35.99")
    assert (row.name, row.sort_key, row.parent.code) == ("Kabupaten Tirta Baru", "KABUPATEN TIRTA BARU", "35")


@pytest.mark.django_db
def test_a_place_without_its_parent_is_refused_and_nothing_is_stored(written):
    with pytest.raises(BadList, match=r"induk 35\.99 tidak ada"):
        load_regions(read_regions(written("kode,tingkat,nama,induk\n35.99.01,kecamatan,Sumberagung,35.99\n")))
    assert not Region.objects.exists()


@pytest.mark.django_db
def test_a_new_code_keeps_the_old_row_and_takes_the_outline_along():
    village = VillageFactory(parent=DistrictFactory(code="35.99.01"), code="35.99.01.2001")
    Boundary.objects.create(region=village, geometry={}, source="contoh")

    new = recode(
        village,
        code="35.99.01.1001",
        name="Sukamaju",
        kind="kelurahan",
        start=date(2026, 7, 1),
        by=UserFactory(),
    )

    village.refresh_from_db()
    assert (village.successor, village.valid_to) == (new, date(2026, 6, 30))
    assert (new.parent, new.valid_from, new.boundary.source) == (village.parent, date(2026, 7, 1), "contoh")


@pytest.mark.django_db
def test_a_place_with_places_below_it_is_not_recoded_alone():
    village = VillageFactory()
    with pytest.raises(ValidationError):
        recode(
            village.parent,
            code="35.99.98",
            name="Baru",
            kind="kecamatan",
            start=date(2026, 7, 1),
            by=UserFactory(),
        )
