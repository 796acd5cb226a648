"""What every list has: filters in the address, sorting by headings, pages."""

from django.core.paginator import Page
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agencies.web import COUNT_LIMIT, PAGE_SIZES
from config.ui.fields import dressed
from config.ui.formats import angka
from config.ui.icons import icon

SEARCH = "cari"
SHOWN = 6


def pager(context, page: Page, noun: str = "baris") -> SafeString:
    """Which rows of how many, and the neighbouring pages. {% pager page "keluarga" %}

    Above COUNT_LIMIT nobody has counted on: `lebih dari 10.000`.
    """
    capped = getattr(page.paginator, "is_capped", False)
    words = f"lebih dari {angka(COUNT_LIMIT)}" if capped else angka(page.paginator.count)
    query = _query(context)
    return render_to_string(
        "components/pager.html",
        {
            "page": page,
            "words": words,
            "noun": noun,
            "sizes": [
                (
                    size,
                    _with(query, per=size, halaman=None),
                    size == page.paginator.per_page,
                )
                for size in PAGE_SIZES
            ],
            "many": page.paginator.count > PAGE_SIZES[0],
            "previous": _with(query, halaman=page.number - 1) if page.has_previous() else "",
            "next": _with(query, halaman=page.number + 1) if page.has_next() else "",
        },
    )


def sort_link(context, key: str, label: str, num: bool = False) -> SafeString:
    """A whole <th> that sorts by ?urut=key; numbers start with the largest (`-key`). {% sort_link "nilai" "Nilai" num=True %}"""
    query = _query(context)
    now = query.get("urut", "")
    down = f"-{key}"
    first, second = (down, key) if num else (key, down)
    target = second if now == first else first
    sort = {key: "ascending", down: "descending"}.get(now, "")
    arrow = icon("arrow-down" if now == down else "arrow-up", "icon-s") if sort else ""
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="{}"{}>{}{}</a></th>',
        format_html(' class="{}"', "num") if num else "", format_html(' aria-sort="{}"', sort) if sort else "",
        _with(query, urut=target, halaman=None), format_html(' aria-current="{}"', "true") if sort else "", label, arrow,
    )  # fmt: skip


def filters(context, filterset, target: str = "#hasil", action: str = "") -> SafeString:
    """The row of filters of a django-filter FilterSet: search (`cari`) first, six in sight, the rest folded.

    Changes replace `target` at once (htmx, the address follows); without script there is a button.
    """
    filterset.form.auto_id = "saring_%s"  # a form on the same page may have fields of the same names
    bound = sorted(filterset.form.visible_fields(), key=lambda one: one.name != SEARCH)
    shown = [{"field": one, "widget": dressed(one), "grow": one.name == SEARCH} for one in bound]
    active = sum(1 for one in bound if one.name != SEARCH and _chosen(one))
    return render_to_string(
        "components/filters.html",
        {
            "shown": shown[:SHOWN],
            "folded": shown[SHOWN:],
            "active": active,
            "target": target,
            "action": action or _path(context),
            "kept": _query(context).get("urut", ""),
        },
    )


def chips(context, filterset, words: str = "") -> SafeString:
    """The active filters, each with a cross, and on the right what they leave (`words`, a {% part %} or text).

    Stands inside the live part of the page, so that it follows every change.
    """
    query = _query(context)
    active = [
        {
            "words": _words(one),
            "url": _with(query, **{one.name: None}, halaman=None),
            "label": one.label,
        }
        for one in filterset.form.visible_fields()
        if _chosen(one)
    ]
    names = {one.name: None for one in filterset.form.visible_fields()}
    return render_to_string(
        "components/chips.html",
        {"active": active, "words": words, "none": _with(query, **names, halaman=None)},
    )


def _chosen(bound) -> bool:
    value = bound.value()
    return value not in (None, "", [], False) and bound.value() != bound.field.initial


def _words(bound) -> str:
    """The chosen option in the words of the list, or what was typed."""
    values = bound.value() if isinstance(bound.value(), list) else [bound.value()]
    choices = {str(key): str(word) for key, word in getattr(bound.field, "choices", [])}
    return ", ".join(choices.get(str(value), str(value)) for value in values)


def _with(query: QueryDict, **changes) -> str:
    """The address of this page with some parameters changed, or removed by None."""
    changed = query.copy()
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = str(value)
    return f"?{changed.urlencode()}"


def _query(context) -> QueryDict:
    request = context.get("request")
    return request.GET if request else QueryDict()


def _path(context) -> str:
    request = context.get("request")
    return request.path if request else ""
