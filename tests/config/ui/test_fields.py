import re

from django import forms

from config.ui.fields import field, form_errors, form_fields


class Shown(forms.Form):
    nama = forms.CharField(
        label="Nama", help_text="Seperti di KTP.", widget=forms.TextInput(attrs={"placeholder": "x"})
    )
    catatan = forms.CharField(label="Catatan", required=False)
    bentuk = forms.ChoiceField(label="Bentuk", choices=[("uang", "Uang"), ("barang", "Barang")])
    desa = forms.ChoiceField(label="Desa", choices=[(str(n), f"Desa {n}") for n in range(6)])
    setuju = forms.BooleanField(label="Setuju", required=False)
    kunci = forms.CharField(widget=forms.HiddenInput, initial="k")


def test_an_error_is_tied_to_its_field_for_screen_readers():
    form = Shown({"bentuk": "uang", "desa": "1", "kunci": "k"})
    shown = field(form["nama"])
    assert 'aria-describedby="id_nama_helptext id_nama_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert re.search(r'id="id_nama_error".*tidak boleh kosong', shown, re.DOTALL)


def test_only_fields_that_may_stay_empty_are_marked():
    form = Shown()
    assert "boleh dikosongkan" in field(form["catatan"])
    assert "boleh dikosongkan" not in field(form["nama"])


def test_up_to_five_choices_are_radio_buttons_and_more_are_a_list():
    form = Shown({"bentuk": "barang"})
    few, many = field(form["bentuk"]), field(form["desa"])
    assert few.count('type="radio"') == 2
    assert re.search(r'value="barang"[^>]* checked', few)
    assert "<fieldset" in few
    assert "<select" in many


def test_what_was_typed_is_kept_and_a_placeholder_is_left_out():
    shown = field(Shown({"nama": "Sari <b>"})["nama"])
    assert 'value="Sari &lt;b&gt;"' in shown
    assert "placeholder" not in shown


def test_label_and_hint_can_be_said_better_than_the_form_says_them():
    shown = field(Shown()["nama"], hint="", label="Nama lengkap")
    assert "Nama lengkap" in shown
    assert "Seperti di KTP" not in shown
    assert "aria-describedby" not in shown


def test_the_summary_links_to_every_wrong_field():
    form = Shown({"kunci": "k"})
    shown = form_errors(form)
    assert "3 isian perlu diperbaiki" in shown
    assert 'href="#id_nama"' in shown
    assert 'id="id_bentuk"' in field(form["bentuk"])
    assert 'href="#id_bentuk"' in shown


def test_a_form_without_errors_has_no_summary():
    assert "data-form-errors" not in form_fields(Shown())


def test_a_whole_form_shows_every_field_once():
    shown = form_fields(Shown())
    for name in ("nama", "catatan", "desa", "setuju", "kunci"):
        assert shown.count(f'name="{name}"') == 1
