from allauth.account import forms

from agencies.actions.letters import ask_for_letter


class ResetPasswordForm(forms.ResetPasswordForm):
    """The letter is written by a job: the answer takes as long for an unknown address, and no mail server delays it."""

    def save(self, request, **kwargs):
        ask_for_letter(self.users[0] if self.users else None, site=request.build_absolute_uri("/"))
        return self.cleaned_data["email"]
