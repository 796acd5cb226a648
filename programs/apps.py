from importlib import import_module

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self):
        for name in ("panels", "search"):  # what programmes add to pages and to the search box below
            import_module(f"programs.queries.{name}")
        import_module("programs.queries.found")  # what the search box finds here
