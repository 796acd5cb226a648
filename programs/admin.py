"""Reference tables for the administrator of the server; Bappeda keeps them on its own pages."""

from django.contrib import admin
from import_export.admin import ImportExportModelAdmin

from programs.importing import resources
from programs.models import FundingSource, Nomenclature, PairRule, ProgramAlias, Unit


class ReferenceAdmin(ImportExportModelAdmin):
    """Lists the columns of the resource; rows in use are protected by the database."""

    def get_resource_classes(self, request, **kwargs):
        return [RESOURCES[self.model]]


RESOURCES = {
    FundingSource: resources.FundingSourceResource,
    Unit: resources.UnitResource,
    ProgramAlias: resources.ProgramAliasResource,
    PairRule: resources.PairRuleResource,
    Nomenclature: resources.NomenclatureResource,
}
for model in RESOURCES:
    admin.site.register(model, ReferenceAdmin)
