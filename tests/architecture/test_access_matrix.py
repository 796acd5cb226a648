"""The independent truth about who may do what: `tests/access_matrix.csv`, every route, every role.

The file is judged by people; nothing here computes what it ought to say. A method without a line must be
refused to everybody (405, or the sign-in page).
"""

import pytest
from django.test import TestCase

from agencies.access.roles import Role
from tests.architecture.matrix import METHODS, ROLES, Asker, Question, judged, line, relations
from tests.architecture.routes import own_routes
from tests.architecture.world import CANARIES, build

# Who reaches some rows and not others; the other roles see all of a kind or none.
LIMITED = (Role.OPERATOR, Role.AGENCY_HEAD, Role.PLANNER, Role.REGISTER_OFFICE, Role.VILLAGE)
REFUSED = {302, 405}
NOT_FOUND = 404


class TestEveryRouteAndEveryRole(TestCase):
    """One walk over the whole site; the world is built once."""

    @classmethod
    def setUpTestData(cls):
        cls.asker = Asker(build())
        cls.expected = judged()
        cls.routes = own_routes()

    def test_answers_are_those_of_the_matrix(self):
        wrong, missing, leaks = [], [], []
        for route in self.routes:
            for method in METHODS:
                for relation in relations(route):
                    question = Question(route.name, method, relation)
                    answers = {role: self.asker.ask(route, method, relation, role) for role in ROLES}
                    seen = {role: answer.status for role, answer in answers.items()}
                    wrong += self._differences(question, seen)
                    if question not in self.expected and not set(seen.values()) <= REFUSED:
                        missing.append(line(question, seen))
                    leaks += self._leaks(question, answers)
        told = "\n".join([*wrong, "lines to be judged and added:", *missing, "leaks:", *leaks])
        assert [*wrong, *missing, *leaks] == [], told

    def test_no_line_speaks_of_a_route_that_does_not_exist(self):
        known = {
            Question(route.name, method, relation)
            for route in self.routes
            for method in METHODS
            for relation in relations(route)
        }
        assert set(self.expected) - known == set()

    def test_what_is_foreign_looks_exactly_like_what_does_not_exist(self):
        different = []
        for route in self.routes:
            if len(relations(route)) == 1:
                continue
            for role in LIMITED:
                foreign = self.asker.ask(route, "GET", "foreign", role)
                if foreign.status != NOT_FOUND:
                    continue
                absent = self.asker.ask(route, "GET", "missing", role)
                if (absent.status, absent.steady) != (foreign.status, foreign.steady):
                    different.append(f"{route.name} for {role}")
        assert different == []

    def test_ids_and_codes_in_the_query_string_open_nothing(self):
        world = self.asker.world
        query = "?" + "&".join(
            f"{name}={value}"
            for names, value in (
                (("opd", "agency", "perangkat_daerah"), world.foreign["agency"].pk),
                (("kecamatan",), world.foreign["village"].parent.code),
                (("desa", "village"), world.foreign["village"].code),
                (("program",), world.foreign["program"].pk),
                (("unggahan", "upload"), world.foreign["upload"].pk),
                (("orang", "person", "keluarga"), world.foreign["person"].pk),
                (("cari", "nama"), "KENARI"),
            )
            for name in names
        )
        leaks = []
        for route in self.routes:
            if route.arguments:
                continue
            for role in LIMITED:
                answer = self.asker.ask(route, "GET", "-", role, query)
                leaks += [f"{route.name} for {role}: {c}" for c in answer.leaks if role not in CANARIES[c]]
        assert leaks == []

    def _differences(self, question: Question, seen: dict[str, int]) -> list[str]:
        expected = self.expected.get(question, {})
        return [
            f"{question.route} {question.method} {question.relation} {role}: {status}, to be {expected[role]}"
            for role, status in seen.items()
            if role in expected and status != expected[role]
        ]

    def _leaks(self, question: Question, answers) -> list[str]:
        return [
            f"{question.route} {question.method} {question.relation} shows {canary} to {role}"
            for role, answer in answers.items()
            for canary in answer.leaks
            if role not in CANARIES[canary]
        ]


@pytest.mark.django_db
def test_the_admin_sends_every_role_to_the_sign_in_page(sign_in):
    for role in ROLES[1:]:
        assert sign_in(role).get("/admin/").status_code == 302
