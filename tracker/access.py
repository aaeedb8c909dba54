"""Who may see and who may change whose record: the one place.

A view of a record takes an ``Access``. ``@reads`` resolves it under both prefixes, one's own (``/tracker/…``) and a
mentee's (``/tracker/of/<handle>/…``); ``@changes`` is built on it and admits the owner alone. Whoever may not see a
thing gets 404, never 403: an answer must not say that there is something.
"""

from dataclasses import dataclass
from functools import cached_property, wraps

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from careerguide.htmx import login_required
from guide.catalogue import catalogue
from tracker.days import local_day
from tracker.models import Learner, Mentorship, Section, Share
from tracker.tied import ties_of
from tracker.timer_strip import TimerStrip

# Any one of these gives the mistake watch something to tell; its other rules read more than one section.
WATCHED = frozenset({Section.HOURS, Section.PROJECTS, Section.APPLICATIONS})

# The pages of a record in the order of the navigation: label, URL name, sections that it needs; of a set any one.
PAGES = (
    ("Today", "today"),
    ("Plan", "plan-detail", Section.PLAN),
    ("Hours", "study-list", Section.HOURS),
    ("Forecast", "forecast", Section.HOURS, Section.PLAN),
    ("Pictures", "picture-list", Section.HOURS),
    ("Projects", "project-list", Section.PROJECTS),
    ("Certifications", "certification-list", Section.CERTIFICATIONS),
    ("Applications", "application-list", Section.APPLICATIONS),
    ("Evidence", "evidence-list", Section.PLAN),
    ("Funnel", "funnel", Section.APPLICATIONS),
    ("Mistake watch", "watch-list", WATCHED),
)


@dataclass(frozen=True)
class Access:
    """One look at a record: whose it is, who looks, and which sections they may see."""

    learner: Learner
    viewer: object
    sections: frozenset

    @property
    def own(self):
        return self.learner.pk == self.viewer.pk

    @cached_property
    def now(self):
        """The instant of this look."""
        return timezone.now()

    @cached_property
    def today(self):
        """The learner's day, now."""
        return local_day(self.now, self.learner.zone)

    @cached_property
    def timer(self):
        """The learner's timer as a page shows it, None for anybody else. No query: it came with the learner's row."""
        return TimerStrip.of(self, timezone.now()) if self.own else None

    @cached_property
    def ties(self):
        """What sessions can be for, as far as it may be seen: rows by id, by what they are. Two queries."""
        return ties_of(self.learner, self.sections)

    @cached_property
    def guide(self):
        """The guide's catalogue, as it was when this look began."""
        return catalogue()

    def shows(self, *sections):
        return self.sections.issuperset(sections)

    def kept_as(self, *names):
        """The key under which what this look shows may be kept: another once the record, the guide or the day is."""
        sections = ",".join(sorted(self.sections))
        parts = (*names, self.learner.pk, self.learner.version, self.guide.version, self.today, self.own, sections)
        return ":".join(map(str, parts))

    def url(self, name, *args):
        """The address of a page of this record, under the prefix by which the viewer reached it."""
        if self.own:
            return reverse(f"tracker:{name}", args=args)
        return reverse(f"tracker:of-{name}", args=[self.learner.user.handle, *args])

    @property
    def shared_pages(self):
        """The pages that this viewer may see: (label, address) of each."""
        return [(label, self.url(name)) for label, name, *needed in PAGES if all(map(self._shows_some, needed))]

    def _shows_some(self, needed):
        """Whether a section is shown, or one of a set of them."""
        return bool(self.sections & needed) if isinstance(needed, frozenset) else self.shows(needed)


def shared_sections(mentorship):
    """The sections that are shared now: the latest row of each holds."""
    return Share.objects.granted([mentorship]).get(mentorship.pk, frozenset())


def own_access(user):
    """Access to one's own record, every section of it. Raises Learner.DoesNotExist before onboarding."""
    learner = Learner.objects.with_timer().get(pk=user.pk)
    learner.user = user  # both ways: the navigation asks the user whether there is a record
    return full_access(learner)


def full_access(learner):
    """The learner's own access, of one who is at hand with their user."""
    return Access(learner, learner.user, frozenset(Section.values))


def mentor_access(user, handle):
    """A mentor's access to the record of the person with this handle. Raises Http404 without an open mentorship."""
    mentorship = (
        Mentorship.objects.open()
        .of_mentor(user)
        .filter(learner__user__handle=handle, learner__user__is_active=True)
        .select_related("learner__user")
        .first()
    )
    if mentorship is None:
        raise Http404
    return Access(mentorship.learner, user, shared_sections(mentorship))


def first_page(user):
    """Where somebody without a record of their own begins: with their mentees, in the admin, or with onboarding."""
    if user.is_mentor:
        return "tracker:mentee-list"
    return "admin:index" if user.is_staff else "tracker:start"


def reads(*sections):
    """A view that shows a record: ``view(request, access, …)``. All the named sections are needed to see it."""

    def decorate(view):
        @wraps(view)
        @login_required
        def guarded(request, *args, handle=None, **kwargs):
            if handle is None:
                try:
                    access = own_access(request.user)
                except Learner.DoesNotExist:
                    return redirect(first_page(request.user))
            else:
                access = mentor_access(request.user, handle)
            if not access.shows(*sections):
                raise Http404
            return view(request, access, *args, **kwargs)

        return guarded

    return decorate


def changes(view):
    """A view that changes a record: ``view(request, access, …)``, for its owner alone."""

    @wraps(view)
    def owned(request, access, *args, **kwargs):
        if not access.own:
            raise Http404
        return view(request, access, *args, **kwargs)

    return reads()(owned)
