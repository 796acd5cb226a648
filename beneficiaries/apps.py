from importlib import import_module

from django.apps import AppConfig


class BeneficiariesConfig(AppConfig):
    name = "beneficiaries"

    def ready(self):
        import_module("beneficiaries.importing.people")  # tells the pipeline what lists of people look like
        import_module("beneficiaries.tasks")
        import_module("beneficiaries.queries.aided")  # what pages of programmes and plans tell of recipients
