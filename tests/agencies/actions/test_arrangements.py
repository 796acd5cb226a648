import pytest

from agencies.access.roles import Role
from agencies.actions import arrangements as actions
from agencies.models import MappingShare, SavedMapping
from agencies.queries.arrangements import in_use, versions
from tests.factories import AgencyFactory, UploadFactory

pytestmark = pytest.mark.django_db
LIST = "f" * 64


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def operator(holder, agency):
    return holder(Role.OPERATOR, agency=agency)


def remember(agency, by, values=None, **mapping):
    wanted = actions.Arrangement(LIST, mapping or {"nik": "nik"}, values or {}, [["nik", "N I K"]])
    return actions.remember(wanted, agency=agency, kind="penerima", by=by)


def test_only_a_difference_makes_a_new_version(agency, operator):
    remember(agency, operator)
    remember(agency, operator)
    assert remember(agency, operator, nik="no_kk").version == 2
    assert SavedMapping.objects.count() == 2


def test_what_is_filled_from_above_is_a_difference_and_stays_when_a_word_is_learnt_or_forgotten(
    agency, operator
):
    words = {"desa": {"Suka Majoe": "Sukamaju"}}
    wanted = actions.Arrangement(LIST, {"nik": "nik"}, words, fill=["nik"])
    plain = remember(agency, operator, words)
    saved = actions.remember(wanted, agency=agency, kind="penerima", by=operator)
    assert (plain.version, saved.version) == (1, 2)

    forgotten = actions.unlearn(saved, field="desa", text="Suka Majoe", by=operator)
    assert (forgotten.values, forgotten.fill) == ({}, ["nik"])


def test_an_older_version_counts_again_as_the_newest(agency, operator):
    first = remember(agency, operator)
    remember(agency, operator, nik="no_kk")
    actions.go_back(first, by=operator)

    assert in_use(agency, "penerima")[LIST].mapping == {"nik": "nik"}
    assert [row.version for row in versions(first)] == [3, 2, 1]


def test_what_is_forgotten_is_not_used_until_it_is_brought_back(agency, operator):
    saved = remember(agency, operator)
    actions.forget(saved, by=operator)
    assert in_use(agency, "penerima") == {}

    actions.bring_back(saved, by=operator)
    assert in_use(agency, "penerima") == {LIST: saved}


def test_remembering_again_uses_a_forgotten_list_again(agency, operator):
    saved = remember(agency, operator)
    actions.forget(saved, by=operator)
    remember(agency, operator)

    assert in_use(agency, "penerima") == {LIST: saved}


def test_a_word_is_learnt_and_can_be_unlearnt(agency, operator):
    remember(agency, operator)
    upload = UploadFactory(agency=agency)
    actions.learn(upload, [LIST, "x" * 64], field="jenis_kelamin", text="LK", meaning="L", by=operator)
    newest = in_use(agency, "penerima")[LIST]
    assert (newest.version, newest.values) == (2, {"jenis_kelamin": {"LK": "L"}})

    assert actions.unlearn(newest, field="jenis_kelamin", text="LK", by=operator).values == {}


def test_a_list_is_shared_with_one_agency_or_with_all(agency, operator):
    saved, friend, stranger = remember(agency, operator), AgencyFactory(), AgencyFactory()
    share = actions.share(saved, shared_with=friend, by=operator)
    actions.share(saved, shared_with=friend, by=operator)
    assert MappingShare.objects.count() == 1
    assert in_use(friend, "penerima") == {LIST: saved}
    assert in_use(stranger, "penerima") == {}

    actions.share(saved, shared_with=None, by=operator)
    assert in_use(stranger, "penerima") == {LIST: saved}
    actions.unshare(saved, share=share.pk, by=operator)
    assert MappingShare.objects.count() == 1


def test_an_arrangement_of_ones_own_goes_before_a_shared_one(agency, operator):
    saved, friend = remember(agency, operator), AgencyFactory()
    actions.share(saved, shared_with=None, by=operator)
    own = remember(friend, operator, nik="no_kk")

    assert in_use(friend, "penerima") == {LIST: own}


def test_bappeda_hears_once_of_an_agency_s_own_name_for_a_programme(agency, operator, holder):
    secretary = holder(Role.SECRETARIAT)
    remember(agency, operator, {"program": {"Bantuan Harapan": "PKH"}})
    remember(agency, operator, {"program": {"Bantuan Harapan": "PKH"}, "desa": {"X": "Y"}})

    assert [notice.text for notice in secretary.notices.all()] == [
        f"{agency} memakai nama program lain: Bantuan Harapan"
    ]
