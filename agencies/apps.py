from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AgenciesConfig(AppConfig):
    name = "agencies"

    def ready(self):
        import_module("agencies.actions.session")  # listens to sign-ins
        autodiscover_modules("tasks")  # where every app registers its work, its layouts and its words
