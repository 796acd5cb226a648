"""Pairs of persons who may be one, side by side, with the reasons in words."""

from dataclasses import dataclass

from agencies.access.viewer import Viewer
from beneficiaries.models import Assistance, MatchCandidate, Membership, Person

REASONS = {
    "same_nik": "NIK sama",
    "same_name": "nama sama",
    "near_name": "nama mirip",
    "same_birth_date": "tanggal lahir sama",
    "same_family": "keluarga sama",
    "same_village": "desa sama",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two persons: what the officer compares."""

    person: Person
    family: Membership | None
    programs: list[str]


@dataclass(frozen=True, slots=True)
class Pair:
    candidate: MatchCandidate
    first: Side
    second: Side
    reasons: list[str]
    differs: set[str]  # names of the fields in which the two differ

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.first, self.second


def pairs(viewer: Viewer, candidates: list[MatchCandidate]) -> list[Pair]:
    ids = [pk for one in candidates for pk in (one.first_id, one.second_id)]
    persons = {
        person.pk: person for person in Person.objects.visible_to(viewer).filter(pk__in=ids).for_listing()
    }
    homes = {
        stay.person_id: stay
        for stay in Membership.objects.filter(person__in=ids, valid_to=None).select_related("family")
    }
    programs: dict[int, list[str]] = {}
    aid = Assistance.objects.filter(person__in=ids).values_list("person", "program__name", "year")
    for person, name, year in aid.order_by("-year", "program__sort_key").distinct():
        programs.setdefault(person, []).append(f"{name} {year}")

    def side(pk: int) -> Side:
        return Side(persons[pk], homes.get(pk), programs.get(pk, []))

    return [
        Pair(
            one,
            side(one.first_id),
            side(one.second_id),
            _words(one),
            _differing(persons[one.first_id], persons[one.second_id]),
        )
        for one in candidates
        if one.first_id in persons and one.second_id in persons
    ]


def _words(candidate: MatchCandidate) -> list[str]:
    return [REASONS.get(code, code) for code in candidate.reasons]


def _differing(first: Person, second: Person) -> set[str]:
    fields = ("nik_bi", "name_key", "birth_date", "sex", "address", "village_id")
    return {
        name.removesuffix("_bi").removesuffix("_key").removesuffix("_id")
        for name in fields
        if _plain(getattr(first, name)) != _plain(getattr(second, name))
    }


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value
