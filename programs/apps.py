from importlib import import_module

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self):
        import_module("programs.queries.panels")  # fills its part of the pages of agencies
        import_module("programs.queries.found")  # what the search box finds here
