from tests.factories.agencies import (
    AgencyFactory,
    DistrictFactory,
    OfficeFactory,
    RegencyFactory,
    UploadFactory,
    UserFactory,
    VillageFactory,
)
from tests.factories.beneficiaries import (
    AssistanceFactory,
    FamilyFactory,
    MembershipFactory,
    PersonFactory,
    RegisterFactory,
)
from tests.factories.programs import (
    BudgetFactory,
    IndicatorFactory,
    ProgramFactory,
    RealizationFactory,
    TargetFactory,
)

__all__ = [
    "AgencyFactory",
    "AssistanceFactory",
    "BudgetFactory",
    "DistrictFactory",
    "FamilyFactory",
    "IndicatorFactory",
    "MembershipFactory",
    "OfficeFactory",
    "PersonFactory",
    "ProgramFactory",
    "RealizationFactory",
    "RegencyFactory",
    "RegisterFactory",
    "TargetFactory",
    "UploadFactory",
    "UserFactory",
    "VillageFactory",
]
