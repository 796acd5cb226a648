"""The pages of the menu, for the search box: only those whose door is open to the person asking."""

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.queries.search import Found, source
from config.ui import menu

PAGES = {
    item.url_name: item
    for groups in menu.MENU.values()
    for _, items in groups
    for item in items
}  # fmt: skip


@source("Halaman", Permission.USE_SITE)
def pages(viewer: Viewer, text: str) -> list[Found]:
    typed = text.lower()
    return [
        Found(item.label, item.url_name)
        for item in PAGES.values()
        if typed in item.label.lower() and viewer.may(item.permission)
    ]
