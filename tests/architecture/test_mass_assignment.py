"""What a form does not show cannot be changed by posting it (SECURITY 3.5, point 6)."""

import ast

import pytest
from django import forms
from django.urls import get_resolver

from tests.architecture.sources import APPS, python_files, short, tree

POWER = {
    "is_superuser", "is_staff", "is_active", "is_system", "password", "closed_at", "role_assignments", "granted_by", "approved_by",
    "approver", "sender", "confirmed_by", "status", "merged_at", "source_upload", "source_row", "is_demo",
}  # fmt: skip
MEANT = {("IssueForm", "status")}  # how far a problem is dealt with: words of a register that nobody approves


def model_forms() -> list[type[forms.ModelForm]]:
    """Every ModelForm of the project; the routes import them all."""
    _ = get_resolver().url_patterns
    found, waiting = [], [forms.ModelForm]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith(APPS) and one._meta.model is not None:
                found.append(one)
    return found


def test_there_are_model_forms_to_judge():
    assert len(model_forms()) >= 9


def test_every_model_form_names_its_fields_one_by_one():
    loose = [
        one.__qualname__
        for one in model_forms()
        if not isinstance(one._meta.fields, list | tuple) or one._meta.exclude
    ]
    assert loose == []


def test_no_model_form_offers_a_field_of_power():
    offered = {
        (one.__qualname__, name)
        for one in model_forms()
        for name in (*one._meta.fields, *one.base_fields)
        if name in POWER
    }
    assert offered == MEANT


@pytest.mark.parametrize("spread", ["request.POST", "request.GET", "request.body"])
def test_nothing_spreads_what_was_posted_into_a_call(spread):
    """`Model(**request.POST.dict())` and its like would let anybody name the fields."""
    found = [
        f"{short(path)}:{call.lineno}"
        for path in python_files()
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg is None and spread in ast.unparse(keyword.value)
    ]
    assert found == []
