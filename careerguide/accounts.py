"""How allauth makes accounts here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        """Save a new account. Of two sign-ups with one address at once, the later is led to log in to the first's."""
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit)
        except IntegrityError as error:
            messages.info(request, "Somebody has just signed up with this address. If it was you, log in.")
            raise ImmediateHttpResponse(redirect("account_login")) from error
