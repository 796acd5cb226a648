"""Icons as inline SVG, read once per process from the Tabler package that npm installed."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(settings.BASE_DIR) / "static" / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BLANK = (
    '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'  # Tabler draws the empty square into every icon
)


class UnknownIcon(LookupError):
    """A template asks for an icon that Tabler does not have: a mistake of ours, never of the officer's."""


@cache
def icon(name: str, extra: str = "") -> SafeString:
    """The icon as SVG that takes the colour of its text; hidden from screen readers, a word stands beside it.

    `extra` is a class, mostly `icon-s` for the small size.
    """
    classes = f"icon {extra}".strip()
    drawing = (
        f'<svg class="{classes}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{_shapes(name)}</svg>'
    )
    return mark_safe(drawing)  # noqa: S308 - package files and class names out of our own templates


@cache
def _shapes(name: str) -> str:
    try:
        text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UnknownIcon(name) from None
    found = SHAPES.search(text)
    if found is None:
        raise UnknownIcon(name)
    return re.sub(r"\s*\n\s*", "", found[1].replace(BLANK, ""))
