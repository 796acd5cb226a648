from beneficiaries.models.assistance import Assistance
from beneficiaries.models.families import Family, Membership
from beneficiaries.models.groups import Group, GroupMember
from beneficiaries.models.overlaps import MatchCandidate
from beneficiaries.models.people import Person
from beneficiaries.models.registers import Register, RegisterEntry
from beneficiaries.models.resolution import RegisterChange, Resolution, ResolvedAid, ResolvedLine
from beneficiaries.models.staging import StagedAid, StagedEnd, StagedPerson

__all__ = [
    "Assistance",
    "Family",
    "Group",
    "GroupMember",
    "MatchCandidate",
    "Membership",
    "Person",
    "Register",
    "RegisterChange",
    "RegisterEntry",
    "Resolution",
    "ResolvedAid",
    "ResolvedLine",
    "StagedAid",
    "StagedEnd",
    "StagedPerson",
]
