"""Parts of a page that upper floors fill: a page asks its registry, whoever knows more registers (ARCHITECTURE 4)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a page: a template and what it shows."""

    template: str
    context: dict


class Panels:
    """The panels of one kind of page, in the order in which they were registered."""

    def __init__(self):
        self._sources: list[tuple[str, Callable]] = []

    def add(self, template: str):
        """Decorate `show(viewer, subject, year) -> dict | None`; None leaves the panel out."""

        def register(show: Callable) -> Callable:
            self._sources.append((template, show))
            return show

        return register

    def shown(self, viewer, subject, year: int) -> list[Panel]:
        """The panels with something to say to this viewer."""
        found = ((template, show(viewer, subject, year)) for template, show in self._sources)
        return [Panel(template, context) for template, context in found if context is not None]


agency_panels = Panels()
region_panels = Panels()
