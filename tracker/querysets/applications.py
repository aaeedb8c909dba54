"""Which applications: the table's, those like another, and what was done to many of them."""

import re
from functools import reduce
from operator import and_, or_

from django.db import connections, models
from django.db.models import Case, Count, F, Q, Value, When

from tracker.application_filters import ALL, CLOSED, OPEN, SAVED
from tracker.follow_ups import MOST as MOST_FOLLOW_UPS
from tracker.stages import APPLICATION

SAID = ("company", "role", "note", "place")  # what is searched
MOST_WORDS = 100


class ListedApplications(models.QuerySet):
    """The methods of ApplicationQuerySet for the table; ``offers`` is whether the viewer may see those."""

    def matching(self, wanted, offers=True):
        """Those that have all of what is ``wanted``, a ``tracker.application_filters.Wanted``."""
        rows = self.filter(**wanted.lookups).in_stage(wanted.stage, offers)
        if wanted.quiet is not None and offers:
            rows = rows.to_ask_after(wanted.quiet)
        return rows.saying(wanted.text) if wanted.text else rows

    def to_ask_after(self, day):
        """Those quiet since this day or longer that a follow-up is suggested for, as ``tracker.follow_ups`` has it."""
        return self.filter(quiet_since__lte=day, follow_ups__lt=MOST_FOLLOW_UPS)

    def in_stage(self, stage, offers=True):
        """Those of a group of stages, or in one of them."""
        field = stage_field(offers)
        if stage == ALL:
            return self
        if stage in (OPEN, CLOSED):
            closed = Q((f"{field}__in", APPLICATION.closed))
            return self.filter(closed if stage == CLOSED else ~closed)
        return self.filter((field, stage))

    def saying(self, text):
        """Those of which company, role, note or place hold every word of the text, in capitals or not."""
        words = dict.fromkeys(text.split()[:MOST_WORDS])
        return self.filter(reduce(and_, (reduce(or_, (self._holding(field, w) for field in SAID)) for w in words), Q()))

    def _holding(self, field, word):
        if connections[self.db].vendor == "sqlite" and not word.isascii():
            return Q((f"{field}__iregex", re.escape(word)))  # its LIKE knows no capitals beyond ASCII
        return Q((f"{field}__icontains", word))

    def counts_by_group(self, offers=True):
        """How many there are of each group of stages: a dict."""
        field = stage_field(offers)
        rows = dict(self.order_by().values(field).annotate(count=Count("pk")).values_list(field, "count"))
        closed = sum(rows.get(stage, 0) for stage in APPLICATION.closed)
        return {
            OPEN: sum(rows.values()) - closed,
            SAVED: rows.get(SAVED, 0),
            CLOSED: closed,
            ALL: sum(rows.values()),
        }

    def sent(self, offers=True):
        """Those that were sent, as far as the viewer may know of it."""
        return self.filter((f"{sent_field(offers)}__isnull", False))

    def latest_sent(self, most, offers=True):
        """The latest that were sent, at most so many."""
        return self.sent(offers).order_by(f"-{sent_field(offers)}", "-id")[:most]

    def sent_by_learner(self, learners, offers=True):
        """How many of each of these learners were sent that they keep: a dict by id, without those who sent none."""
        rows = self.filter(learner__in=learners, deleted_at=None).sent(offers).order_by().values("learner")
        return dict(rows.annotate(count=Count("pk")).values_list("learner", "count"))

    def sorted_by(self, sort):
        """In the order of a ``tracker.application_filters.Sort``."""
        if sort.falling:
            return self.order_by(F(sort.field).desc(nulls_last=sort.nullable or None), "-id")
        return self.order_by(F(sort.field).asc(nulls_last=sort.nullable or None), "id")

    def after(self, sort, value, pk):
        """Those that stand below (``value``, ``pk``) in that order: keyset paging."""
        way = "lt" if sort.falling else "gt"
        if value is None:
            return self.filter((f"{sort.field}__isnull", True), (f"pk__{way}", pk))
        further = Q((f"{sort.field}__{way}", value)) | Q((sort.field, value), (f"pk__{way}", pk))
        if sort.nullable:
            return self.filter(further | Q((f"{sort.field}__isnull", True)))
        # "At most this" by itself is what an index can begin at; an "or" alone is looked for from the top.
        return self.filter(further, (f"{sort.field}__{way}e", value))

    def with_ids(self, ids):
        return self.filter(pk__in=ids)

    def words_of(self, field, most=100):
        """What the learner wrote into a field so far, each once, in order."""
        rows = self.exclude(**{field: ""}).order_by(field).values_list(field, flat=True)
        return list(rows.distinct()[:most])

    def has_word(self, field, word):
        """Whether one of them has just this in the field."""
        return "\0" not in word and self.filter((field, word)).exists()

    def like(self, keys, *, token=None, but=None, most=5):
        """At most five to the same as ``keys`` (tracker.duplicates) say: by link or number first, then by names.

        ``but`` is the one that is looked at, ``token`` that of the form that made it.
        """
        surely, perhaps = Q(), Q()
        for name in ("link_key", "requisition_key"):
            if keys[name]:
                surely |= Q((name, keys[name]))
        if keys["company_key"] and keys["role_key"]:
            perhaps = Q(company_key=keys["company_key"], role_key=keys["role_key"])
        if not (surely or perhaps):
            return self.none()
        rows = self.filter(surely | perhaps).exclude(pk=but) if but else self.filter(surely | perhaps)
        rows = rows.exclude(token=token) if token else rows
        first = Case(When(surely, then=0), default=1) if surely else Value(1)
        return rows.annotate(closeness=first).order_by("closeness", "-stage_since", "-id")[:most]


def stage_field(offers):
    return "stage" if offers else "stage_without_offers"


def sent_field(offers):
    return "applied_on" if offers else "applied_on_without_offers"


class SavedViewQuerySet(models.QuerySet):
    def ever_of(self, learner):
        return self.filter(learner=learner)

    def for_learner(self, learner):
        return self.filter(learner=learner, removed_at=None)

    def called(self, name):
        """The one of this name, or None."""
        return self.filter(name=name).first()

    def with_id(self, pk):
        """The one with this id, or None."""
        return self.filter(pk=pk).first()

    def removed_before(self, instant):
        return self.filter(removed_at__lt=instant)
