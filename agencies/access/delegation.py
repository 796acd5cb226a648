"""Who may hand out which role: Bappeda and the administrator every one, an agency's head two in the own agency."""

from agencies.access.permissions import Permission
from agencies.access.roles import OVER_AGENCY, OVER_REGION, Role
from agencies.access.viewer import Viewer

HEAD_MAY_GRANT = frozenset({Role.OPERATOR, Role.AGENCY_HEAD})


def keeps_all_accounts(viewer: Viewer) -> bool:
    return viewer.reaches_everything(Permission.MANAGE_USERS)


def own_agencies(viewer: Viewer) -> frozenset[int]:
    """The agencies whose accounts this person keeps as their head."""
    grants = viewer.grants_for(Permission.MANAGE_USERS)
    return frozenset(
        grant.agency_id for grant in grants if grant.agency_id is not None and grant.region_code is None
    )


def grantable_roles(viewer: Viewer) -> frozenset[str]:
    if keeps_all_accounts(viewer):
        return frozenset(Role)
    return HEAD_MAY_GRANT if own_agencies(viewer) else frozenset()


def may_grant(viewer: Viewer, role: str, agency_id: int | None) -> bool:
    if keeps_all_accounts(viewer):
        return True
    return role in HEAD_MAY_GRANT and agency_id in own_agencies(viewer)


def reach_problem(role: str, agency, region) -> str:
    """The sentence that says what is wrong with a role's reach; empty when agency and region suit the role."""
    if role in OVER_AGENCY:
        return "" if agency and not region else "Pilih perangkat daerah, tanpa wilayah."
    if role in OVER_REGION:
        return "" if region and not agency else "Pilih wilayah, tanpa perangkat daerah."
    return (
        "Peran ini berlaku untuk seluruh daerah. Kosongkan perangkat daerah dan wilayah."
        if agency or region
        else ""
    )
