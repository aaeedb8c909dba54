"""Who may see and who may change: the decorators themselves, whatever address they stand at."""

import pytest
from django.http import Http404, HttpResponse

from tracker.access import changes
from tracker.tests.factories import make_mentorship


def test_what_changes_admits_nobody_but_the_owner(rf, learner, mentor):
    make_mentorship(learner, mentor)
    view = changes(lambda request, access: HttpResponse("changed"))
    request = rf.post("/")
    request.user, request.htmx = learner.user, False
    assert view(request).content == b"changed"
    request.user = mentor
    with pytest.raises(Http404):
        view(request, handle=learner.user.handle)
