"""Reading `tests/access_matrix.csv` and asking the site the same questions."""

import csv
import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from agencies.access.roles import Role
from reports.definitions.listings import LISTINGS
from tests.architecture.routes import Route
from tests.architecture.sources import ROOT
from tests.architecture.world import CANARIES, MISSING, World

FILE = ROOT / "tests" / "access_matrix.csv"
ROLES = ("anonymous", *(role.value for role in Role))
METHODS = ("GET", "POST")
RELATIONS = ("own", "foreign")
SHARED = "-"  # the route has no object, or one that everybody shares
# Arguments that are no object of anybody.
FIXED = {
    "year": 2026, "quarter": 1, "semester": 1, "source": "PAD", "key": "coverage_deciles", "slug": "mulai", "uidb36": "1",
    "kind": "penerima", "level": "village", "scope": "rkpd",
}  # fmt: skip
FIXED_OF_ROUTE = {
    ("account_reset_password_from_key", "key"): "set-password",
    ("reports:report-build", "slug"): "koordinasi",
    ("agencies:dialect-shipped", "name"): "siks_ng",
    ("reports:poverty-statistic", "indicator"): "P0",
    ("reports:finding-edit", "indicator"): "P0",
    ("reports:finding-edit", "kind"): "posisi",
    ("reports:finding-write", "kind"): "wilayah",
    ("reports:statistic-values", "indicator"): "P0",
    ("reports:statistic-edit", "indicator"): "P0",
    ("reports:statistic-remove", "indicator"): "P0",
    ("reports:value-add", "indicator"): "P0",
}
# Routes that are several doors: each list has a permission of its own and a line of its own.
DOORS = {"reports:export-list": ("key", tuple(LISTINGS))}
SHARED_SUBJECTS = {
    "signatory",
    "agency",
    "region",
    "reference",
    "dialect",
    "schedule",
    "nomenclature",
}  # who may read one may read all
# What differs between two answers to the same question: the form's token and the clock.
CHANGING = re.compile(r'(csrfmiddlewaretoken" value=")[^"]+|\d\d\.\d\d (WIB|WITA|WIT)')


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """May a role ask this route by this method, for an object in this relation?"""

    route: str
    method: str
    relation: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    @property
    def leaks(self) -> set[str]:
        """Canaries in the answer."""
        return {canary for canary in CANARIES if canary.encode() in self.body}

    @property
    def steady(self) -> str:
        """The body without what changes with each request."""
        return CHANGING.sub(r"\1", self.body.decode(errors="replace"))


def judged() -> dict[Question, dict[str, int]]:
    """The file: what each role is to be answered."""
    with FILE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        Question(row["route"], row["method"], row["relation"]): {role: int(row[role]) for role in ROLES}
        for row in rows
    }


def line(question: Question, answers: dict[str, int]) -> str:
    return ",".join([question.route, question.method, question.relation, *(str(answers[r]) for r in ROLES)])


def relations(route: Route) -> tuple[str, ...]:
    if route.name in DOORS:
        return DOORS[route.name][1]
    has_object = bool({"pk", "code"} & set(route.arguments)) and subject(route) not in SHARED_SUBJECTS
    return RELATIONS if has_object else (SHARED,)


def subject(route: Route) -> str:
    return route.name.rpartition(":")[2].partition("-")[0]


class Asker:
    """Asks as each role; nothing that a request changes survives it."""

    def __init__(self, world: World):
        self.world = world
        self._headers = {role: {"cookie": _signed_in(user)} for role, user in world.people.items()}
        # Not Client.get: it copies the context of every template it renders, half of the time of the walk.
        self._handler, self._factory = ClientHandler(enforce_csrf_checks=False), RequestFactory()

    def ask(self, route: Route, method: str, relation: str, role: str, query: str = "") -> Answer:
        address = self.address(route, relation, role) + query
        form = "application/x-www-form-urlencoded"
        request = self._factory.generic(
            method, address, content_type=form, headers=self._headers.get(role, {})
        )
        with transaction.atomic():
            response = self._handler(request.environ)
            body = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        return Answer(response.status_code, body)

    def address(self, route: Route, relation: str, role: str) -> str:
        values = {name: self._value(route, name, relation, role) for name in route.arguments}
        return reverse(route.name, kwargs=values)

    def _value(self, route: Route, argument: str, relation: str, role: str):
        if route.name in DOORS and argument == DOORS[route.name][0]:
            return relation
        if subject(route) == "reference" and argument == "key":
            return "satuan"
        if (fixed := FIXED_OF_ROUTE.get((route.name, argument), FIXED.get(argument))) is not None:
            return fixed
        if relation == "missing":
            return MISSING if argument == "pk" else "35.99.98.2999"
        row = self._row(route, relation, role)
        return row.pk if argument == "pk" else row.code

    def _row(self, route: Route, relation: str, role: str):
        name = subject(route)
        alone = self.world.of_role.get(role, {})
        if relation == "own" and name in alone:
            return alone[name]
        things = self.world.foreign if relation == "foreign" else self.world.own
        assert name in things, f"{route.name}: tests/architecture/world.py has no {name} to ask about"
        return things[name]


def _signed_in(user) -> str:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["second_factor"] = True
    session.save()
    client.get(reverse("agencies:account"))  # the session is noted
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
