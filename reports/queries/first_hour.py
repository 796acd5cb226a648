"""What a new installation needs first, in this order, until the first list is stored (UX 3, `/`)."""

from dataclasses import dataclass

from agencies.access.permissions import Permission as P
from agencies.access.viewer import Viewer
from agencies.models import Agency, Upload, User


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `url_name` is the page where it is done."""

    words: str
    url_name: str
    permission: P
    done: bool


def first_steps(viewer: Viewer) -> list[Step]:
    """The steps this person may take; none once a list is stored."""
    if Upload.objects.visible_to(viewer).filter(status=Upload.Status.MERGED).exists():
        return []
    agencies, people = Agency.objects.visible_to(viewer), User.objects.visible_to(viewer).for_listing()
    steps = (
        Step("Muat perangkat daerah", "agencies:agency-list", P.MANAGE_REFERENCE, agencies.count() > 1),
        Step(
            "Undang pengguna", "agencies:user-list", P.MANAGE_USERS, people.count() > 2
        ),  # beyond the two of `prepare`
        Step("Unggah daftar pertama", "agencies:upload-new", P.SEND_UPLOADS, done=False),
    )
    return [step for step in steps if viewer.may(step.permission)]
