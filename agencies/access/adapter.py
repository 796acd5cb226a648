from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.dispatch import Signal

# Sent with `request` when somebody is refused because of too many wrong attempts.
locked_out = Signal()


class Adapter(DefaultAccountAdapter):
    """Accounts are made by administrators, never by visitors."""

    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            locked_out.send(type(self), request=request)
            raise


def shown_name(user) -> str:
    return str(user)
