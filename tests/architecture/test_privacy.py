"""Every column of every table of ours stands in exactly one privacy class."""

import pghistory
import pytest
from django.apps import apps

from tests.architecture.sources import APPS

CLASSES = ("plain", "names", "identity", "special")
TABLES = [model for app in APPS for model in apps.get_app_config(app).get_models()]
HISTORIES = [model for model in TABLES if issubclass(model, pghistory.models.Event)]
FACTS = [model for model in TABLES if model not in HISTORIES]


def classes_of(model) -> dict[str, set[str]]:
    return {name: set(getattr(model.Privacy, name, ())) for name in CLASSES}


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_the_privacy_classes_partition_the_columns(model):
    listed = [column for columns in classes_of(model).values() for column in columns]
    assert sorted(listed) == sorted({field.name for field in model._meta.concrete_fields})


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_a_table_names_its_privacy_classes_itself(model):
    assert "Privacy" in vars(model)


@pytest.mark.parametrize("model", HISTORIES, ids=lambda model: model.__name__)
def test_a_history_has_no_column_that_its_table_has_not_classified(model):
    tracked = {column for columns in classes_of(model.pgh_tracked_model).values() for column in columns}
    own = {field.name for field in model._meta.concrete_fields if not field.name.startswith("pgh_")}
    assert own <= tracked


def test_identity_numbers_are_columns_of_class_identity_only():
    """Ciphertext, blind index and tag of NIK and No. KK, wherever they occur."""
    strays = [
        f"{model.__name__}.{field.name}"
        for model in FACTS
        for field in model._meta.concrete_fields
        if field.name.startswith(("nik_", "kk_"))
        and field.name not in classes_of(model)["identity"]
        and field.get_internal_type() == "BinaryField"
    ]
    assert strays == []
