"""The curators' group has just the permissions that curating needs."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from careerguide.roles import CURATORS, prepare
from guide.models import Kind

PARTS = [
    "alias",
    "citation",
    "claim",
    "figure",
    "figurepart",
    "record",
    "relation",
    "scenariostep",
    "statement",
    "topic",
]
EDITED = [*Kind.values, *PARTS]
READ = ["contentversion", "edition", "loadeddocument", "revision", "searchdocument"]


def permissions():
    return set(Group.objects.get(name=CURATORS).permissions.values_list("content_type__app_label", "codename"))


@pytest.mark.django_db
def test_curators_may_exactly_this():
    expected = {f"{action}_{name}" for name in EDITED for action in ("add", "change", "view")}
    expected |= {f"view_{name}" for name in READ} | {"add_verification", "view_verification"}
    assert permissions() == {("guide", codename) for codename in expected}


@pytest.mark.django_db
def test_migrating_again_takes_back_what_was_given_besides():
    group = Group.objects.get(name=CURATORS)
    group.permissions.add(Permission.objects.get(codename="delete_record"))
    prepare(apps.get_app_config("guide"), using="default", verbosity=0)
    assert ("guide", "delete_record") not in permissions()
