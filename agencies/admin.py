"""Reference tables for the administrator of the server; Bappeda keeps them on its own pages."""

from django.contrib import admin
from import_export.admin import ImportExportModelAdmin

from agencies.importing.resources import AgencyResource
from agencies.models import Agency, Region


@admin.register(Agency)
class AgencyAdmin(ImportExportModelAdmin):
    resource_classes = (AgencyResource,)
    list_display = ("code", "name", "short_name", "kind", "valid_to")
    list_filter = ("kind",)
    search_fields = ("code", "name", "short_name")
    raw_id_fields = ("region",)


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    """Read and correct single places; lists are loaded by `manage.py load_regions`."""

    list_display = ("code", "name", "kind", "valid_to")
    list_filter = ("level",)
    search_fields = ("code", "name")
    raw_id_fields = ("parent", "successor")

    def has_delete_permission(self, request, obj=None):
        return False  # facts keep the code of their time
