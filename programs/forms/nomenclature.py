from django import forms

from programs.importing.plan_masters import clean_code
from programs.models import NodeMapping, Nomenclature, NomenclatureEdition
from programs.queries.nomenclature import proposed


class NodeMappingForm(forms.ModelForm):
    """Which code takes the place of an older one; both are written as codes, with their editions."""

    old_edition = forms.ModelChoiceField(NomenclatureEdition.objects.none(), label="Edisi lama")
    old_code = forms.CharField(label="Kode lama", max_length=20)
    new_edition = forms.ModelChoiceField(NomenclatureEdition.objects.none(), label="Edisi baru")
    new_code = forms.CharField(
        label="Kode baru",
        max_length=20,
        help_text="Kode lama yang dipecah boleh punya beberapa kode baru. Simpan satu per satu.",
    )

    class Meta:
        model = NodeMapping
        fields = ["note"]

    field_order = ("old_edition", "old_code", "new_edition", "new_code", "note")

    def __init__(self, *args, old: Nomenclature | None = None, **options):
        super().__init__(*args, **options)
        self.old = old
        editions = NomenclatureEdition.objects.order_by("-first_year", "-pk")
        for name in ("old_edition", "new_edition"):
            self.fields[name].queryset = editions
        if old is not None:
            del self.fields["old_edition"], self.fields["old_code"]
        for side in ("old", "new") if self.instance.pk else ():
            node = getattr(self.instance, side)
            self.initial[f"{side}_edition"] = editions.filter(name=node.edition).first()
            self.initial[f"{side}_code"] = node.code

    def clean(self):
        cleaned = super().clean()
        old = self.old or self._node("old")
        new = self._node("new")
        if old is None or new is None:
            return cleaned
        if sentence := self._refused(old, new):
            self.add_error("new_code", sentence)
        self.instance.old, self.instance.new = old, new
        return cleaned

    def _node(self, side: str) -> Nomenclature | None:
        edition, code = (
            self.cleaned_data.get(f"{side}_edition"),
            clean_code(self.cleaned_data.get(f"{side}_code")),
        )
        if edition is None or not code:
            return None
        node = Nomenclature.objects.filter(edition=edition.name, code=code).first()
        if node is None:
            words = self.old.name if self.old else ""
            meant = ", ".join(one.code for one in proposed(code, words, edition.name))
            more = f" Mungkin {meant}." if meant else ""
            self.add_error(f"{side}_code", f"Kode {code} tidak dikenal pada edisi {edition}.{more}")
        return node

    def _refused(self, old: Nomenclature, new: Nomenclature) -> str:
        """Why these two do not go together; empty when they do."""
        if old.pk == new.pk:
            return "Pilih kode lain daripada kode lamanya."
        if old.level != new.level:
            return f"Tingkatnya berbeda: {old.get_level_display()} dan {new.get_level_display()}."
        first = dict(NomenclatureEdition.objects.values_list("name", "first_year"))
        if first.get(new.edition, 0) < first.get(old.edition, 0):
            return "Edisi baru lebih tua daripada edisi lama. Tukar keduanya."
        known = NodeMapping.objects.filter(old=old, new=new).exclude(pk=self.instance.pk)
        return "Padanan ini sudah ada." if known.exists() else ""
