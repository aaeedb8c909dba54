"""Accounts: sign-up, confirmation, log-in, log-out, reset, and what a wrong password meets."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction

from careerguide.models import User

PHRASE = "a long enough phrase 7"
NEW = {"name": "Wanda", "email": "Wanda@Example.com", "password1": PHRASE}

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    user = User.objects.create_user("member@example.com", PHRASE, name="Member")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_without_a_mail_server_an_account_works_at_once_and_the_mail_is_written(client):
    response = client.post("/accounts/signup/", NEW)
    assert response.url == "/tracker/"
    user = User.objects.get()
    assert (user.email, user.name) == ("wanda@example.com", "Wanda")
    assert client.get("/tracker/").url == "/tracker/start/"
    assert "confirm" in mail.outbox[0].body.lower()


def test_with_a_mail_server_the_address_is_confirmed_first(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    client.post("/accounts/signup/", NEW)
    assert client.get("/tracker/").url.startswith("/accounts/login/")
    link = re.search(r"/accounts/confirm-email/\S+", mail.outbox[0].body)[0]
    page = client.get(link)
    assert page.status_code == 200
    assert not EmailAddress.objects.get().verified, "GET writes nothing"
    client.post(link)
    assert EmailAddress.objects.get().verified
    assert client.get("/tracker/").url == "/tracker/start/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody"},
        {"email": ""},
        {"email": "x" * 10_000 + "@example.com"},
        {"email": "a\x00@example.com"},
        {"password1": "1234"},
        {"password1": ""},
        {"password1": "a\x00bcdefghijkl"},
        {"name": "n" * 10_000},
        {"name": "n\x00"},
    ],
)
def test_sign_up_refuses_bad_input_and_keeps_what_was_typed(client, wrong):
    response = client.post("/accounts/signup/", {**NEW, **wrong})
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.text
    if "name" not in wrong:
        assert 'value="Wanda"' in response.text
    assert not User.objects.exists()


def test_an_address_belongs_to_one_person_whatever_its_case(member):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="MEMBER@example.com")])


def test_log_in_and_out(client, member):
    response = client.post("/accounts/login/", {"login": "Member@Example.com", "password": PHRASE})
    assert response.url == "/tracker/"
    assert client.post("/accounts/logout/").url == "/"
    assert client.get("/tracker/").url.startswith("/accounts/login/")


def test_log_in_leads_nowhere_else(client, member):
    data = {"login": member.email, "password": PHRASE, "next": "https://evil.example/"}
    assert client.post("/accounts/login/", data).url == "/tracker/"


def test_wrong_passwords_are_limited(client, member):
    wrong = {"login": member.email, "password": "no"}
    for _ in range(12):
        response = client.post("/accounts/login/", wrong)
    assert "too many" in response.text.lower()
    right = client.post("/accounts/login/", {"login": member.email, "password": PHRASE})
    assert right.status_code != 302


def test_the_admin_logs_in_through_the_same_door(client, superuser):
    assert client.get("/admin/login/?next=/admin/").url.startswith("/accounts/login/")


def test_a_forgotten_password_is_set_anew_by_mail(client, member):
    client.post("/accounts/password/reset/", {"email": member.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[0].body)[0]
    form = client.get(link, follow=True)
    url = form.redirect_chain[-1][0]
    client.post(url, {"password1": "another long phrase 8", "password2": "another long phrase 8"})
    member.refresh_from_db()
    assert member.check_password("another long phrase 8")


def test_a_reset_does_not_say_whether_an_address_is_known(client, member):
    known = client.post("/accounts/password/reset/", {"email": member.email})
    unknown = client.post("/accounts/password/reset/", {"email": "stranger@example.com"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_of_two_sign_ups_at_once_the_later_is_led_to_log_in(client, member, monkeypatch):
    # As if the address were still free when the form was checked.
    monkeypatch.setattr("allauth.account.forms.BaseSignupForm.clean_email", lambda form: form.cleaned_data["email"])
    monkeypatch.setattr("allauth.account.forms.BaseSignupForm.validate_unique_email", lambda form, value: value)
    response = client.post("/accounts/signup/", {**NEW, "email": member.email}, follow=True)
    assert response.redirect_chain == [("/accounts/login/", 302)]
    assert "If it was you, log in." in response.text
    assert User.objects.count() == 1
