from django import forms

from programs.models import EvaluationNote

QUARTERS = ((1, "Triwulan I"), (2, "Triwulan II"), (3, "Triwulan III"), (4, "Triwulan IV"), (0, "Setahun"))


class NoteForm(forms.ModelForm):
    """The words below one evaluation table; which table, agency and year is settled by the address."""

    class Meta:
        model = EvaluationNote
        fields = ["driving", "hindering", "next_quarter", "next_plan"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in fields}

    def __init__(self, *args, document: str, **options):
        super().__init__(*args, **options)
        self.fields["next_plan"].label = f"Tindak lanjut {document} berikutnya"
        self.fields["driving"].help_text = "Apa yang membantu target tercapai?"
        self.fields["hindering"].help_text = "Apa yang menghambat?"
