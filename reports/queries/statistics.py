"""The macro figures as they are kept: every series with its extent, every value with where it comes from."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Count, F, Max, Min, Q

from agencies.access.scoping import within_region
from agencies.access.viewer import Viewer
from agencies.models import Region
from agencies.models.sorting import sort_key
from programs.models import Statistic, StatisticValue
from programs.models.sources import Field
from programs.models.statistics import StatisticQuerySet

NATION = ("00", "Indonesia")


def series(viewer: Viewer, params: Mapping[str, str]) -> StatisticQuerySet:
    """Statistics with `many` values of `places` areas from `first` to `last` year; ?cari= words of the name, ?bidang= a field."""
    rows = Statistic.objects.visible_to(viewer).annotate(
        many=Count("values"), places=Count("values__area", distinct=True), first=Min("values__year"), last=Max("values__year"),
    )  # fmt: skip
    for word in params.get("cari", "").split():
        rows = rows.filter(Q(sort_key__contains=sort_key(word)) | Q(code__contains=word.upper()))
    if params.get("bidang", "") in Field.values:
        rows = rows.filter(field=params["bidang"])
    return rows.order_by("sort_key", "pk")


def values_of(viewer: Viewer, statistic: Statistic, params: Mapping[str, str]) -> StatisticQuerySet:
    """The values of a series by area, newest first; ?wilayah= a code, ?periode= one kind of period."""
    rows = StatisticValue.objects.visible_to(viewer).filter(statistic=statistic)
    if params.get("wilayah"):
        rows = rows.filter(area=params["wilayah"])
    if params.get("periode"):
        rows = rows.filter(period=params["periode"])
    return rows.select_related("entered_by", "source_upload").order_by(
        "area", F("year").desc(), "period", "pk"
    )


def areas_with_values(viewer: Viewer, statistic: Statistic) -> list[tuple[str, str]]:
    """(code, name) of every area that has a value of the series."""
    rows = StatisticValue.objects.visible_to(viewer).filter(statistic=statistic).order_by("area", "-year")
    names: dict[str, str] = {}
    for code, name in rows.values_list("area", "area_name"):
        names.setdefault(code, name)
    return list(names.items())


def periods_with_values(viewer: Viewer, statistic: Statistic) -> list[str]:
    rows = StatisticValue.objects.visible_to(viewer).filter(statistic=statistic)
    return list(rows.order_by("period").values_list("period", flat=True).distinct())


def areas_to_choose(viewer: Viewer, home: Region | None) -> list[tuple[str, str]]:
    """(code, name): the nation, the provinces and regencies that are loaded, the kecamatan of the regency."""
    if home is None:
        return [NATION]
    levels = Region.Level
    wanted = Q(level__in=(levels.PROVINCE, levels.REGENCY)) | Q(level=levels.DISTRICT) & within_region(
        "code", home.code
    )
    rows = Region.objects.visible_to(viewer).filter(wanted, valid_to=None).order_by("code")
    return [NATION, *((region.code, region.full_name) for region in rows)]


def beside(value: StatisticValue) -> tuple[dict[str, Decimal], Decimal | None]:
    """Other statistics of the same area, year and period by code, and the value of the year before."""
    rows = StatisticValue.objects.filter(area=value.area, period=value.period)
    same = rows.filter(year=value.year).exclude(statistic=value.statistic_id)
    before = (
        rows.filter(year=value.year - 1, statistic=value.statistic_id).values_list("value", flat=True).first()
    )
    return dict(same.values_list("statistic__code", "value")), before
