"""Make a copy of the database harmless for development, column by column as the Privacy classes say."""

import pghistory
from django.apps import apps
from django.db import models, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, Left, Trunc

from agencies import sql
from agencies.models import User

OURS = ("agencies", "programs", "beneficiaries", "reports")
SHORT = 12  # codes such as RT, sex, relation: not a name, and too short to take one
EMPTIED = (
    "agencies.AuditEvent", "agencies.ReadEvent", "agencies.Notice", "agencies.Job", "agencies.CellCorrection",
    "agencies.SavedMapping", "usersessions.UserSession", "mfa.Authenticator", "sessions.Session",
)  # fmt: skip


@transaction.atomic
def scrub() -> dict[str, int]:
    """Replace names, drop identity and special data, empty histories, staging and trail; rows per table."""
    done = {}
    for model in _facts():
        changes = _changes(model)
        if changes:
            done[model.__name__] = model.objects.update(**changes)
    User.objects.update(username=_numbered("pengguna", 150), password="!", email="", nip="", phone="")  # noqa: S106
    done |= {model.__name__: _empty(model) for model in _emptied()}
    return done


def _facts():
    emptied = set(_emptied())
    return [
        model
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if model not in emptied and model is not User and hasattr(model, "Privacy")
    ] + [User]


def _emptied() -> list[type[models.Model]]:
    """Trails, histories and what is staged: nobody develops on these."""
    own = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    derived = [m for m in own if issubclass(m, pghistory.models.Event) or m.__name__.startswith("Staged")]
    return [apps.get_model(label) for label in EMPTIED] + derived


def _changes(model) -> dict:
    names = {name: _named(model._meta.get_field(name)) for name in getattr(model.Privacy, "names", ())}
    gone = set(getattr(model.Privacy, "identity", ())) | set(getattr(model.Privacy, "special", ()))
    changes = names | {name: _nothing(model._meta.get_field(name)) for name in gone}
    return {name: value for name, value in changes.items() if value is not _KEPT}


_KEPT = object()


def _named(field):
    """What stands in for a name; numbers and codes of a few values stay, they are what one develops with."""
    if isinstance(field, models.DateField):
        return Trunc(F(field.name), "year", output_field=models.DateField())
    if isinstance(field, models.CharField | models.TextField):
        if field.choices or (field.max_length or SHORT + 1) <= SHORT:
            return _KEPT
        return _numbered(field.verbose_name, field.max_length or 200)
    if isinstance(field, models.JSONField) or field.null and not isinstance(field, models.IntegerField):
        return _nothing(field)
    return _KEPT


def _nothing(field):
    if field.null:
        return None
    return field.get_default() if field.has_default() else field.value_from_object(field.model()) or ""


def _numbered(word: str, longest: int):
    return Left(Concat(Value(f"{word} "), Cast("pk", CharField()), output_field=CharField()), longest)


def _empty(model) -> int:
    """TRUNCATE, because the trail's triggers refuse DELETE, as they should."""
    rows = model.objects.count()
    sql.execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')
    return rows
