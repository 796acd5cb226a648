import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.importing.reference_tables import TABLES, stored
from programs.models import NodeMapping, NomenclatureEdition
from tests.factories import NodeFactory, OfficeFactory, ProgramFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "050-5889/2021", "900.1.15.5-1317/2023"
LIST, STRAY = reverse("programs:nomenclature-list"), reverse("programs:nomenclature-stray")


@pytest.fixture(autouse=True)
def editions():
    OfficeFactory(fiscal_year=2026)
    NomenclatureEdition.objects.create(
        name=OLD, first_year=2022, last_year=2023, regulation="Kepmendagri lama"
    )
    return NomenclatureEdition.objects.create(name=NEW, first_year=2024, regulation="Kepmendagri baru")


@pytest.fixture
def old():
    return NodeFactory(code="1.06.05.2.02.01", edition=OLD, name="Pendataan Fakir Miskin")


@pytest.fixture
def new():
    return NodeFactory(code="1.06.05.2.02.0001", edition=NEW, name="Pendataan Fakir Miskin Daerah")


def page_of(node):
    return reverse("programs:nomenclature-node", args=[node.pk])


def test_editions_stand_with_their_years_and_codes_are_found(sign_in, old, new):
    client = sign_in(Role.OPERATOR, agency=ProgramFactory().agency)
    page = client.get(LIST, {"cari": "fakir 1.06", "edisi": OLD})
    for words in ("2022–2023", "2024–sekarang", "Kepmendagri baru", "Berlaku", "1.06.05.2.02.01"):
        assertContains(page, words)
    assertNotContains(page, new.code)
    assertContains(client.get(LIST, {"cari": "tidak ada"}), "Tidak ada kode di saringan ini.")


def test_a_programme_on_an_old_code_shows_its_successor(sign_in, old, new):
    program = ProgramYearFactory(program=ProgramFactory(node=old), year=2026).program
    client = sign_in(Role.LEADER)
    assertContains(client.get(LIST), "1 program tahun 2026 memakai kode yang tidak dikenal")
    assertContains(client.get(STRAY), "Usulan")
    NodeMapping.objects.create(old=old, new=new)
    assertContains(client.get(STRAY), "Pengganti</")
    page = client.get(reverse("programs:program-detail", args=[program.pk]))
    assertContains(page, "Penggantinya 1.06.05.2.02.0001")


def test_without_strays_the_page_says_so(sign_in, new):
    ProgramYearFactory(program=ProgramFactory(node=new), year=2026)
    assertContains(sign_in(Role.LEADER).get(STRAY), "Semua program memakai kode edisi yang berlaku.")


def test_the_secretariat_names_a_successor_and_takes_it_back(sign_in, old, new, editions):
    client = sign_in(Role.SECRETARIAT)
    data = {"new_edition": editions.pk, "new_code": "1.06.05.02.02.0001", "note": "digabung"}
    assert client.post(page_of(old), data).status_code == 302
    mapping = NodeMapping.objects.get()
    assert (mapping.old, mapping.new, mapping.note) == (old, new, "digabung")
    assertContains(client.post(page_of(old), data), "Padanan ini sudah ada.", status_code=422)
    assertContains(client.get(page_of(new)), "Menggantikan")
    client.post(reverse("programs:nomenclature-part", args=[old.pk]), {"padanan": mapping.pk})
    assert not NodeMapping.objects.exists()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1.06.05.2.02.0002", "Mungkin 1.06.05.2.02.0001."),
        ("1.06.05", "Tingkatnya berbeda"),
    ],
)
def test_a_code_that_cannot_be_a_successor_is_refused_with_what_may_be_meant(
    sign_in, old, new, editions, code, words
):
    NodeFactory(code="1.06.05", edition=NEW, level="program")
    page = sign_in(Role.SECRETARIAT).post(page_of(old), {"new_edition": editions.pk, "new_code": code})
    assertContains(page, words, status_code=422)
    assert not NodeMapping.objects.exists()


def test_an_older_edition_takes_nobodys_place(sign_in, old, new):
    data = {"new_edition": NomenclatureEdition.objects.get(name=OLD).pk, "new_code": old.code}
    assertContains(sign_in(Role.SECRETARIAT).post(page_of(new), data), "lebih tua", status_code=422)


def test_readers_may_not_write(sign_in, old):
    client = sign_in(Role.PLANNER)
    assert client.get(page_of(old)).status_code == 200
    assert client.post(page_of(old), {"new_code": "x"}).status_code == 403
    assert client.post(reverse("programs:nomenclature-part", args=[old.pk])).status_code == 403


def test_a_list_of_successors_is_uploaded(old, new):
    headings = ["edisi_lama", "kode_lama", "edisi_baru", "kode_baru", "catatan"]
    rows = [[OLD, "1.06.05.02.02.01", NEW, new.code, "digabung"], [OLD, "9.99", NEW, new.code, ""]]
    trial = stored(TABLES["padanan-kode"], {"first": 2, "headings": headings, "rows": rows})
    assert [(number, words) for number, _, words in trial.problems] == [(3, "nomenklatur 9.99 tidak ada.")]
    trial = stored(TABLES["padanan-kode"], {"first": 2, "headings": headings, "rows": rows[:1]})
    assert (trial.new, NodeMapping.objects.get().old) == (1, old)


def test_an_edition_never_ends_before_it_begins(sign_in, editions):
    url = reverse("programs:reference-edit", args=["edisi-nomenklatur", editions.pk])
    data = {"name": NEW, "first_year": 2024, "last_year": 2020, "regulation": "x"}
    assertContains(
        sign_in(Role.SECRETARIAT).post(url, data), "Tahun akhir tidak boleh sebelum", status_code=422
    )


def test_the_queries_do_not_grow(sign_in, queries_of, old):
    client = sign_in(Role.SECRETARIAT)
    for page in (LIST, STRAY):
        ProgramYearFactory(program=ProgramFactory(node=old), year=2026)
        before = queries_of(client, page)
        for _ in range(8):
            ProgramYearFactory(program=ProgramFactory(node=NodeFactory(edition=OLD)), year=2026)
        assert queries_of(client, page) == before
