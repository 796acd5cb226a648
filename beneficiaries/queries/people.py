"""Finding people and families, by the beginning of words of a name or by a whole number."""

import re
from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery

from agencies import identity
from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.queries.search import SHOWN, Found, source
from beneficiaries.models import Family, Membership, Person

SHORTEST = 3  # letters of a name (DECISIONS 1.7)
NUMBER = re.compile(r"^\d{16}$")
BETWEEN = re.compile(r"[\s.\-]")
WORD = re.compile(r"[A-Z0-9]+")


@source("Orang dan keluarga", Permission.VIEW_PEOPLE)
def find(viewer: Viewer, text: str) -> list[Found]:
    """The first persons by name, or the person or family of a whole number. Numbers reach the database as blind index only."""
    digits = BETWEEN.sub("", text)
    if NUMBER.match(digits):
        return _by_number(viewer, identity.blind_index(digits))
    persons = named(Person.objects.visible_to(viewer).living(), text)
    return [_person(person) for person in persons.for_listing()[:SHOWN]] if prefixes(text) else []


def named(persons, text: str):
    """The persons with words beginning so in their name; nobody when the words are too short."""
    terms = prefixes(text)
    return (
        persons.filter(search=SearchQuery(terms, search_type="raw", config="simple"))
        if terms
        else persons.none()
    )


def families_named(families, text: str):
    """The families with such a member."""
    members = Membership.objects.filter(person__in=named(Person.objects.all(), text), valid_to=None)
    return families.filter(pk__in=members.values("family"))


def prefixes(text: str) -> str:
    """'siti les' -> 'siti:* & les:*'; empty when no word has three letters."""
    words = WORD.findall(text.upper())
    return (
        " & ".join(f"{word.lower()}:*" for word in words)
        if any(len(word) >= SHORTEST for word in words)
        else ""
    )


def _by_number(viewer: Viewer, index: bytes) -> list[Found]:
    persons = Person.objects.visible_to(viewer).living().filter(nik_bi=index).for_listing()[:SHOWN]
    families: Iterable[Family] = Family.objects.visible_to(viewer).filter(kk_bi=index).for_listing()[:SHOWN]
    return [_person(person) for person in persons] + [
        Found(f"Keluarga {family.head_name}", "beneficiaries:family-detail", (family.pk,), _place(family))
        for family in families
    ]


def _person(person: Person) -> Found:
    about = ", ".join(part for part in (identity.mask(person.nik_tag), _place(person)) if part)
    return Found(person.name, "beneficiaries:person-detail", (person.pk,), about)


def _place(row: Person | Family) -> str:
    return f"{row.village}, {row.village.parent}" if row.village else ""
