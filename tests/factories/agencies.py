import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from agencies.models import Agency, OfficeProfile, Region, Upload, User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"pengguna{n}")
    name = factory.Sequence(lambda n: f"Pengguna {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@contoh.example")
    password = factory.django.Password("Rahasia-Sekali-99")
    password_changed_at = factory.LazyFunction(timezone.now)


class RegencyFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "35.99"
    name = "Kabupaten Tirta Kencana"
    level = Region.Level.REGENCY
    kind = Region.Kind.KABUPATEN


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    parent = factory.SubFactory(RegencyFactory)
    code = factory.Sequence(
        lambda n: f"35.99.{n % 60 + 10:02}"
    )  # below 10 and above 69 belong to tests that name a code
    name = factory.Sequence(lambda n: f"Kecamatan Contoh {n}")
    level = Region.Level.DISTRICT
    kind = Region.Kind.KECAMATAN


class VillageFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    parent = factory.SubFactory(DistrictFactory)
    code = factory.LazyAttributeSequence(lambda village, n: f"{village.parent.code}.{2000 + n % 7000}")
    name = factory.Sequence(lambda n: f"Desa Contoh {n}")
    level = Region.Level.VILLAGE
    kind = Region.Kind.DESA


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"1.06.0.00.0.00.{n % 99:02}.{n:04}")
    name = factory.Sequence(lambda n: f"Dinas Contoh {n}")


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = OfficeProfile

    region = factory.SubFactory(RegencyFactory)
    government_name = "Pemerintah Kabupaten Tirta Kencana"
    zone = OfficeProfile.Zone.WITA
    fiscal_year = 2026


class UploadFactory(DjangoModelFactory):
    class Meta:
        model = Upload

    kind = Upload.Kind.PENERIMA
    agency = factory.SubFactory(AgencyFactory)
    sender = factory.SubFactory(UserFactory)
    name = "penerima.xlsx"
    size = 1
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
