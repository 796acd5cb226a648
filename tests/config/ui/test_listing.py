import re

import django_filters
import pytest
from django.core.paginator import Paginator
from django.template import Context
from django.test import RequestFactory

from agencies.models import Region
from agencies.web import COUNT_LIMIT, CappedPaginator
from config.ui.listing import chips, filters, pager, sort_link


class RegionFilter(django_filters.FilterSet):
    level = django_filters.ChoiceFilter(label="Tingkat", choices=Region.Level.choices, empty_label="Semua")
    cari = django_filters.CharFilter(label="Nama", field_name="name", lookup_expr="icontains")

    class Meta:
        model = Region
        fields = []


def context(query: str = "") -> Context:
    return Context({"request": RequestFactory().get(f"/wilayah/?{query}")})


def test_pages_keep_the_filters_of_the_address():
    page = Paginator(range(46), 25).get_page(1)
    shown = pager(context("level=village&halaman=1"), page, "wilayah")
    assert "1–25 dari 46 wilayah" in shown
    assert "?level=village&amp;halaman=2" in shown
    assert "Sebelumnya" not in shown


def test_a_count_beyond_the_limit_is_not_pretended_to_be_exact():
    page = CappedPaginator(range(COUNT_LIMIT + 1), 25).get_page(1)
    assert "dari lebih dari 10.000 orang" in pager(context(), page, "orang")


def test_another_page_size_starts_at_the_first_page():
    page = Paginator(range(300), 25).get_page(3)
    assert "?per=50" in pager(context("halaman=3"), page)
    assert "halaman=3&amp;per" not in pager(context("halaman=3"), page)


@pytest.mark.parametrize(
    ("query", "num", "target", "sort"),
    [
        ("", True, "-nilai", None),
        ("", False, "nilai", None),
        ("urut=-nilai", True, "nilai", "descending"),
        ("urut=nilai", True, "-nilai", "ascending"),
        ("urut=nilai", False, "-nilai", "ascending"),
        ("urut=-nama", True, "-nilai", None),
    ],
)
def test_a_heading_sorts_largest_first_for_numbers_and_turns_when_pressed_again(query, num, target, sort):
    shown = sort_link(context(query), "nilai", "Nilai", num=num)
    assert f'href="?urut={target}"' in shown
    assert (f'aria-sort="{sort}"' in shown) if sort else ("aria-sort" not in shown)


def test_sorting_goes_back_to_the_first_page():
    assert "halaman" not in sort_link(context("halaman=4"), "nama", "Nama")


def test_the_search_stands_first_and_there_is_a_button_without_script():
    shown = filters(context(), RegionFilter({}, queryset=Region.objects.none()))
    assert shown.index('name="cari"') < shown.index('name="level"')
    assert re.search(r"<noscript>.*Terapkan.*</noscript>", shown, re.DOTALL)
    assert 'hx-target="#hasil"' in shown


def test_filtering_keeps_the_order_chosen_before():
    shown = filters(context("urut=-nilai"), RegionFilter({}, queryset=Region.objects.none()))
    assert '<input type="hidden" name="urut" value="-nilai">' in shown


def test_an_active_filter_is_a_chip_in_words_whose_cross_removes_only_it():
    query = "level=village&cari=sari&halaman=2"
    request = RequestFactory().get(f"/wilayah/?{query}")
    shown = chips(context(query), RegionFilter(request.GET, queryset=Region.objects.none()))
    assert "Desa/Kelurahan" in shown
    assert 'href="?cari=sari"' in shown
    assert 'href="?level=village"' in shown
    assert "Hapus semua" in shown


def test_without_filters_there_are_no_chips():
    assert "Disaring" not in chips(context(), RegionFilter({}, queryset=Region.objects.none()))


def test_what_was_typed_is_escaped_in_its_chip():
    request = RequestFactory().get("/wilayah/", {"cari": "<script>"})
    shown = chips(Context({"request": request}), RegionFilter(request.GET, queryset=Region.objects.none()))
    assert "<script>" not in shown
