import django_filters
from django import forms
from django.core.validators import RegexValidator

from agencies.models import Region
from agencies.queries.regions import at_home, narrowed

IN_FORCE = [("", "Yang berlaku sekarang"), ("semua", "Termasuk yang sudah diganti")]


class RegionFilter(django_filters.FilterSet):
    """The filters of the list of places; what they mean is in agencies.queries.regions.narrowed."""

    cari = django_filters.CharFilter(label="Nama atau kode", widget=forms.TextInput(attrs={"type": "search"}))
    kecamatan = django_filters.ModelChoiceFilter(
        label="Kecamatan", queryset=Region.objects.none(), to_field_name="code", empty_label="Semua"
    )
    jenis = django_filters.ChoiceFilter(
        label="Jenis", choices=[one for one in Region.Kind.choices if one[0] not in ("provinsi", "kabupaten", "kota")],
        empty_label="Semua",
    )  # fmt: skip
    berlaku = django_filters.ChoiceFilter(label="Keadaan", choices=IN_FORCE, empty_label=None)

    class Meta:
        model = Region
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, *, viewer):
        super().__init__(data, queryset)
        districts = at_home(Region.objects.visible_to(viewer)).districts()
        self.filters["kecamatan"].queryset = districts.order_by("sort_key", "code")

    def filter_queryset(self, queryset):
        return narrowed(queryset, self.data)


class RecodeForm(forms.Form):
    """The new code of a place whose status or number changed."""

    code = forms.CharField(
        label="Kode baru", max_length=13,
        validators=[RegexValidator(r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$", "Tulis kode bertitik, misalnya 51.08.01.1001.")],
    )  # fmt: skip
    name = forms.CharField(label="Nama", max_length=100)
    kind = forms.ChoiceField(label="Jenis", choices=Region.Kind.choices)
    start = forms.DateField(label="Berlaku mulai", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, region: Region, **options):
        super().__init__(*args, initial={"name": region.name, "kind": region.kind}, **options)
        self.region = region
        of_level = {
            Region.Level.VILLAGE: ("desa", "kelurahan", "desa_adat"),
            Region.Level.DISTRICT: ("kecamatan",),
            Region.Level.REGENCY: ("kabupaten", "kota"),
        }
        kinds = of_level.get(region.level, ("provinsi",))
        self.fields["kind"].choices = [one for one in Region.Kind.choices if one[0] in kinds]

    def clean_code(self):
        code = self.cleaned_data["code"]
        above = self.region.parent.code if self.region.parent else ""
        if code.rpartition(".")[0] != above:
            raise forms.ValidationError(f"Kode harus diawali {above}.")
        if Region.objects.filter(code=code).exists():
            raise forms.ValidationError("Kode ini sudah dipakai wilayah lain.")
        return code
