from decimal import Decimal as D

from reports.measures.p3bm.linkage import Driver, coverage, orphans, strength

LINE = [(D(n), D(2 * n + 1)) for n in range(8)]


def test_a_perfect_line_is_as_strong_as_can_be():
    assert strength(LINE).r == 1


def test_few_pairs_are_only_indicative():
    assert strength(LINE[:7]).indicative
    assert not strength(LINE).indicative


def test_something_that_never_varies_explains_nothing():
    assert strength([(D(n), D(4)) for n in range(9)]).r is None


def test_three_of_four_determinants_have_money():
    drivers = [Driver(str(n), funded=n < 3) for n in range(4)]
    assert coverage(drivers) == (3, 4, 75)
    assert coverage([]) == (0, 0, None)


def test_what_worsens_without_money_is_an_orphan():
    drivers = [
        Driver("putus sekolah", funded=False, worsening=True), Driver("pengangguran", funded=True, worsening=True),
        Driver("sanitasi", funded=False, worsening=None),
    ]  # fmt: skip
    assert [one.name for one in orphans(drivers)] == ["putus sekolah"]
