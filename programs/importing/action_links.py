"""The sources and places of rows of an action plan: links, which row history does not hold, so a list notes what it replaces."""

from collections.abc import Iterable

from django.db.models import Model

from agencies.models import Upload
from programs.models import ActionReport, ActionRow

LINKS = ("sources", "regions")


def now(row: ActionRow) -> dict[str, list[int]]:
    """The links of a row as they are, prefetched or not."""
    return {name: sorted(each.pk for each in getattr(row, name).all()) for name in LINKS}


def store(wanted: dict[ActionRow, dict[str, Iterable[Model]]]) -> None:
    """Give each row exactly these sources and places; a name that is left out stays as it is."""
    for name in LINKS:
        _replace(
            name, {row.pk: [each.pk for each in told[name]] for row, told in wanted.items() if name in told}
        )


def put_back(changed: list[ActionRow], made: list[ActionRow], upload: Upload) -> None:
    """Before an upload is undone: the links it replaced come back, those of the rows it made go."""
    before = {
        row.pk: row.links_before
        for row in changed
        if row.links_before and row.links_before["upload"] == upload.pk
    }
    for name in LINKS:
        _replace(name, {pk: links[name] for pk, links in before.items()})
    elsewhere = ActionReport.objects.exclude(source_upload=upload).values("row")
    alone = ActionRow.objects.filter(pk__in=[row.pk for row in made]).exclude(pk__in=elsewhere)
    for name in LINKS:
        _replace(name, {pk: [] for pk in alone.values_list("pk", flat=True)})


def _replace(name: str, links: dict[int, list[int]]) -> None:
    through = getattr(ActionRow, name).through
    target = ActionRow._meta.get_field(name).m2m_reverse_field_name()
    through.objects.filter(actionrow__in=links).delete()
    through.objects.bulk_create(
        [
            through(actionrow_id=row, **{f"{target}_id": pk})
            for row, targets in links.items()
            for pk in targets
        ],
        batch_size=1_000,
    )
