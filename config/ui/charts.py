"""Bars drawn into the page as SVG (lengths are attributes, so the content policy has nothing to forbid), and charts."""

from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.ui.formats import angka

GAP = 0.35  # per cent of the width: the hairline that keeps two parts apart in grey and in print


def bar(parts, state: str = "act", mark=None, size: str = "", label: str = "", total=None) -> SafeString:
    """A bar of one per cent value, or of parts [(kind, number), ...] with kind ok, warn, bad, none, act, act-2, skip.

    `total` is what the full length stands for (default: the sum of the parts); `mark` a black line at a per
    cent value, e.g. the time elapsed; `size` s or l; `label` what is read aloud before the numbers.
    """
    if not isinstance(parts, (list, tuple)):
        spoken = f"{angka(parts, 1)} persen"
        parts, total = [(state, parts or 0)], 100
    else:
        spoken = ", ".join(angka(number) for _, number in parts)
    shapes = format_html_join(
        "",
        '<rect class="f-{}" x="{}" width="{}" height="8"/>',
        _rectangles(parts, total),
    )
    line = (
        format_html('<rect class="f-mark" x="{}" width="0.7" height="8"/>', _length(mark))
        if mark is not None
        else ""
    )
    return format_html(
        '<svg class="bar{}" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">{}{}</svg>',
        f" bar-{size}" if size else "", f"{label}: {spoken}" if label else spoken, shapes, line,
    )  # fmt: skip


def chart(
    ident: str,
    spec: dict,
    title: str,
    source: str = "",
    height: int = 240,
    ratio=None,
    scroll: bool = False,
):
    """A Vega-Lite definition as a figure with reserved height, drawn by js/charts.js; its table stands beside it.

    `ratio` (width / height) keeps the shape of a map; `scroll` lets it scroll sideways on a phone.
    The height is rounded up to the next 20 pixels between 120 and 480, for which there are classes.
    """
    reserved = min(480, max(120, -(-int(height) // 20) * 20))
    return render_to_string(
        "components/chart.html",
        {"ident": ident, "spec": spec, "title": title, "source": source, "height": reserved, "ratio": ratio,
         "scroll": scroll},
    )  # fmt: skip


def _rectangles(parts, total):
    """(kind, x, width) of every part that is not empty, with a hairline between neighbours."""
    shown = [(kind, float(number)) for kind, number in parts if number]
    whole = float(total or sum(number for _, number in shown) or 1)
    start = 0.0
    for place, (kind, number) in enumerate(shown):
        width = min(100 * number / whole, 100 - start)
        drawn = width - GAP if place < len(shown) - 1 and width > 2 * GAP else width
        yield kind, f"{start:.2f}", f"{max(drawn, 0):.2f}"
        start += width


def _length(value) -> str:
    return f"{min(max(Decimal(str(value)), Decimal(0)), Decimal('99.3')):.2f}"
