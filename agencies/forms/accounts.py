from datetime import date

from django import forms
from django.utils import timezone

from agencies.access.delegation import grantable_roles, keeps_all_accounts, own_agencies
from agencies.access.roles import Role
from agencies.models import Agency, Region, RoleAssignment, User
from agencies.queries.office import fiscal_year


class AccountForm(forms.ModelForm):
    """Who the person is. The user name is what they sign in with."""

    class Meta:
        model = User
        fields = ["name", "username", "email", "nip", "position", "phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = "Huruf kecil dan angka, misalnya kadek.yuliani."
        self.fields["email"].required = False
        self.fields["email"].label = "Surel"

    def clean_nip(self):
        nip = self.cleaned_data["nip"].replace(" ", "")
        if nip and not (nip.isdecimal() and len(nip) == 18):
            raise forms.ValidationError("NIP berisi 18 angka. Kosongkan bila bukan ASN.")
        return nip

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email and User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Surel ini sudah dipakai akun lain.")
        return email


class GrantForm(forms.Form):
    """A role, over what, and until when; only what the person asking may hand out can be chosen."""

    role = forms.ChoiceField(label="Peran")
    agency = forms.ModelChoiceField(
        label="Perangkat daerah", queryset=None, required=False, empty_label="Tidak diisi"
    )
    region = forms.CharField(
        label="Kode wilayah",
        max_length=13,
        required=False,
        help_text="Hanya untuk camat dan desa, misalnya 51.08.04.",
    )
    valid_to = forms.DateField(
        label="Berlaku sampai", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Paling lama sampai akhir tahun anggaran berikutnya.",
    )  # fmt: skip
    acting = forms.BooleanField(
        label="Sebagai pelaksana (Plt./Plh.)", required=False, help_text="Bertindak untuk pejabat lain."
    )

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        roles = grantable_roles(viewer)
        self.fields["role"].choices = [("", "Pilih peran")] + [
            (role.value, role.label) for role in Role if role in roles
        ]
        agencies = Agency.objects.visible_to(viewer).current(timezone.localdate()).order_by("sort_key")
        if not keeps_all_accounts(viewer):
            agencies = agencies.filter(pk__in=own_agencies(viewer))
            del self.fields["region"]
        self.fields["agency"].queryset = agencies
        self.fields["valid_to"].initial = date(fiscal_year(), 12, 31)
        self._regions = Region.objects.visible_to(viewer)

    def clean_region(self):
        code = self.cleaned_data["region"].strip()
        if not code:
            return None
        region = self._regions.filter(code=code).first()
        if region is None:
            raise forms.ValidationError("Kode wilayah tidak dikenal. Contoh kecamatan: 51.08.04.")
        return region

    def grant(self) -> dict:
        """The keywords of `actions.accounts.grant`."""
        return {"region": None} | self.cleaned_data


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Alasan", max_length=300, help_text="Tercatat dalam jejak.")


class HandoverForm(forms.Form):
    """To whom and since when."""

    new = forms.ModelChoiceField(label="Kepada", queryset=None, empty_label="Pilih pengganti")
    day = forms.DateField(
        label="Tanggal serah terima", initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new"].queryset = people

    def clean_day(self):
        if self.cleaned_data["day"] > timezone.localdate():
            raise forms.ValidationError("Serah terima dicatat pada harinya, tidak sebelumnya.")
        return self.cleaned_data["day"]


def words(assignment: RoleAssignment) -> str:
    """'Camat, Kec. Banjar': a grant in one line."""
    place = assignment.agency or assignment.region
    return f"{assignment.get_role_display()}, {place}" if place else assignment.get_role_display()
