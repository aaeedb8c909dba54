"""Sessions, hours from before, and the kept sums."""

import re
from functools import reduce
from itertools import islice
from operator import or_

from django.db import connections, models
from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth, TruncWeek

from tracker.days import DAY, local_day


class StudySessionQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def kept(self):
        return self.filter(deleted_at=None)

    def binned(self):
        return self.filter(deleted_at__isnull=False)

    def binned_before(self, instant):
        return self.filter(deleted_at__lt=instant)

    def of_skill(self, skill):
        return self.filter(skill=skill)

    def with_ids(self, ids):
        return self.filter(pk__in=ids)

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)

    def matching(self, wanted):
        """Those that have all of what is ``wanted``, a ``tracker.study_filters.Wanted``."""
        rows = self.filter(**wanted.lookups)
        if wanted.tag is not None:
            # A list of keys is looked up while the rows are read in order; a join would have them all sorted.
            tagged = self.model.tags.through.objects.filter(tag=wanted.tag)
            rows = rows.filter(pk__in=tagged.values("studysession"))
        return rows.saying(wanted.text) if wanted.text else rows

    def saying(self, text):
        """Those whose note holds every word of the text, wherever, in capitals or not; ß is ss."""
        rows = self
        for word in dict.fromkeys(text.split()):
            spellings = {word, word.replace("ß", "ss"), re.sub("ss", "ß", word, flags=re.IGNORECASE)}
            rows = rows.filter(reduce(or_, map(self._holding, sorted(spellings))))
        return rows

    def _holding(self, word):
        if connections[self.db].vendor == "sqlite" and not word.isascii():
            return Q(note__iregex=re.escape(word))  # its LIKE knows no capitals beyond ASCII
        return Q(note__icontains=word)

    def since(self, day):
        return self.filter(day__gte=day)

    def before(self, day, pk):
        """Those that stand below the given one in the list: keyset paging by (day, id)."""
        # "On that day or before" by itself is what an index can begin at; an "or" alone is looked for from the top.
        return self.filter(Q(day__lt=day) | Q(pk__lt=pk), day__lte=day)

    def latest_first(self):
        return self.order_by("-day", "-id")

    def gone_first(self):
        """Those in the bin, the last deleted first."""
        return self.order_by("-deleted_at", "-id")

    def gone_before(self, instant, pk):
        """Those that stand below the given one in the bin: keyset paging by (deleted at, id)."""
        return self.filter(Q(deleted_at__lt=instant) | Q(pk__lt=pk), deleted_at__lte=instant)

    def running_between(self, start, end, zone):
        """Those that say from when to when and hold time between the two instants, the latest last."""
        days = self.between(local_day(start, zone) - DAY, local_day(end, zone) + DAY)  # which the index has
        return days.filter(started_at__lt=end, ended_at__gt=start).order_by("started_at")

    def first_day(self):
        """The earliest day with a session, or None."""
        return self.order_by("day").values_list("day", flat=True).first()

    def as_values(self):
        """Rows of what a session says, without its tags: a fraction of what instances cost, by the same names."""
        names = ("pk", "token", "day", "zone", "started_at", "ended_at", "seconds", "activity", "skill_id", "topic_id",
                 "counts", "note", "resource_id", "link", "origin", "project_id", "certification_id")  # fmt: skip
        return self.values_list(*names, named=True)

    def with_token(self, token):
        """The session that the form with this token made, or None."""
        return self.filter(token=token).first()

    def of_batch(self, batch):
        """Those that an import made."""
        return self.filter(batch=batch)

    def erase(self):
        """Delete them for good, however many: two statements, where ``delete`` would fetch them all."""
        self.model.tags.through.objects.filter(studysession__in=self.order_by().values("pk")).delete()
        self.order_by()._raw_delete(self.db)

    def changed_since(self):
        """Those that somebody changed after they were made, or took out of the bin."""
        return self.filter(deleted_at=None, updated_at__gt=F("created_at"))

    def timed(self, first, last):
        """Pairs of (start, end) of those with some time between the two instants, in the order of time."""
        rows = self.filter(started_at__lt=last, ended_at__gt=first).order_by("started_at")
        return rows.values_list("started_at", "ended_at")

    def in_words(self, *lookups):
        """Pairs of (values of the lookups, names of the tags), the earliest first, fetched bit by bit."""
        rows = self.order_by("day", "pk").values_list("pk", *lookups).iterator(chunk_size=1000)
        tags = self.model.tags.through.objects.order_by("tag__name")
        while batch := list(islice(rows, 1000)):
            names = {}
            for pk, name in tags.filter(studysession__in=[pk for pk, *_ in batch]).values_list(
                "studysession", "tag__name"
            ):
                names.setdefault(pk, []).append(name)
            yield from ((values, names.get(pk, ())) for pk, *values in batch)

    def sums(self):
        """Count and seconds, all and those that count to the total: a dict by the names of Learner's rollups."""
        return self.aggregate(
            sessions=Count("pk"),
            logged_seconds=Coalesce(Sum("seconds"), 0),
            counted_seconds=Coalesce(Sum("seconds", filter=Q(counts=True)), 0),
        )

    def sums_by_skill(self):
        """Rows of (skill id, seconds, sessions)."""
        named = self.exclude(skill=None).order_by().values("skill")
        return named.annotate(seconds=Sum("seconds"), count=Count("pk")).values_list("skill", "seconds", "count")

    def amounts(self):
        """Rows of (skill id or None, seconds, those of them that count to the total)."""
        sums = {"all": Sum("seconds"), "counted": Coalesce(Sum("seconds", filter=Q(counts=True)), 0)}
        return self.order_by().values("skill").annotate(**sums).values_list("skill", "all", "counted")

    def beside_the_total(self):
        """Those that do not count to the recommended total."""
        return self.filter(counts=False)

    def time_by_project(self, projects):
        """(seconds, sessions) of what is tied to each of these projects, by its id: read off an index."""
        tied = self.filter(project__in=projects, deleted_at=None).order_by().values("project")
        rows = tied.annotate(sum=Sum("seconds"), count=Count("pk")).values_list("project", "sum", "count")
        return {project: (seconds, sessions) for project, seconds, sessions in rows}

    def time_for(self, certification):
        """(seconds, sessions) of what is tied to a certification: read off an index."""
        tied = self.filter(certification=certification).order_by()
        return tuple(tied.aggregate(sum=Coalesce(Sum("seconds"), 0), count=Count("pk")).values())

    def sums_by_what(self):
        """Rows of (skill id or None, activity, whether it counts, seconds, sessions)."""
        what = self.order_by().values("skill", "activity", "counts").annotate(sum=Sum("seconds"), count=Count("pk"))
        return what.values_list("skill", "activity", "counts", "sum", "count")

    def sums_without_skill(self):
        """Rows of (activity, seconds) of the sessions that name no skill."""
        unnamed = self.filter(skill=None).order_by().values("activity")
        return unnamed.annotate(sum=Sum("seconds")).values_list("activity", "sum")

    def longest_days(self):
        """Rows of (day, seconds, zones) of the days with more than 23 hours: they may be longer than the day was."""
        long = self.order_by().values("day").annotate(sum=Sum("seconds")).filter(sum__gt=23 * 3600)
        for day, seconds in long.values_list("day", "sum"):
            yield day, seconds, self.filter(day=day).order_by().values_list("zone", flat=True).distinct()

    def time_by_skill(self):
        """Rows of (skill id or None, whether it counts to the total, seconds)."""
        grouped = self.order_by().values("skill", "counts").annotate(sum=Sum("seconds"))
        return list(grouped.values_list("skill", "counts", "sum"))

    def sums_by_day(self):
        """Rows of (day, seconds)."""
        return self.order_by().values("day").annotate(sum=Sum("seconds")).values_list("day", "sum")

    def sums_by_topic(self):
        """Rows of (topic id or None, seconds, sessions)."""
        rows = self.order_by().values("topic").annotate(sum=Sum("seconds"), count=Count("pk"))
        return rows.values_list("topic", "sum", "count")

    def last_days(self, practice):
        """The latest day of project work, and that of interview practice: by its kind, or on the skill ``practice``."""
        project = Q(activity="project") | Q(project__isnull=False)
        interview = Q(activity="interview") | Q(skill=practice)
        days = self.aggregate(project=Max("day", filter=project), interview=Max("day", filter=interview))
        return days["project"], days["interview"]

    def first_and_last(self):
        """The earliest day and the latest with a session, or None for both."""
        days = self.order_by("day").values_list("day", flat=True)
        return days.first(), days.last()


class TagQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def named(self, learner, names):
        """The learner's tags of these names (lower case), those that are new among them made. A list."""
        names = set(names)
        if not names:
            return []
        self.bulk_create([self.model(learner=learner, name=name) for name in sorted(names)], ignore_conflicts=True)
        return list(self.filter(learner=learner, name__in=names))

    def names_by_session(self, ids):
        """Lists of names in order, by the id of the session, of those among ``ids``."""
        links = self.model.sessions.through.objects.filter(studysession__in=ids).order_by("tag__name")
        names = {}
        for session, name in links.values_list("studysession", "tag__name"):
            names.setdefault(session, []).append(name)
        return names

    def with_names(self, names):
        return self.filter(name__in=names)

    def called(self, name):
        """The one with this name, or None."""
        return self.filter(name=name).first()


class PriorHoursQuerySet(models.QuerySet):
    def latest_by_skill(self, learner):
        """Seconds before joining, by skill id: the latest row of each skill holds."""
        return dict(self.filter(learner=learner).order_by("id").values_list("skill", "seconds"))


class SkillTotalQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def with_names(self):
        return self.select_related("skill").order_by("skill__position", "skill__title")

    def of_skill(self, skill):
        """(logged seconds, prior seconds, sessions) of one skill."""
        return self.filter(skill=skill).by_skill().get(skill.pk, (0, 0, 0))

    def had_before(self):
        """Skills with hours before joining."""
        return self.filter(prior_seconds__gt=0)

    def by_skill(self):
        """(logged seconds, prior seconds, sessions) by skill id."""
        rows = self.values_list("skill", "logged_seconds", "prior_seconds", "sessions")
        return {skill: tuple(sums) for skill, *sums in rows}


class DayTotalQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def sums_by_month_and_week(self):
        """Rows of (month, week, seconds) by their first days, in order; a week of two months has a row in each.

        Few rows, however many days there are.
        """
        rows = self.order_by().annotate(month=TruncMonth("day"), week=TruncWeek("day")).values("month", "week")
        return rows.annotate(sum=Sum("seconds")).order_by("month", "week").values_list("month", "week", "sum")

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)

    def of_days(self, days):
        return self.filter(day__in=days)

    def seconds_by_day(self):
        return dict(self.values_list("day", "seconds"))

    def seconds(self):
        """All of them together."""
        return self.aggregate(sum=Coalesce(Sum("seconds"), 0))["sum"]

    def first_day(self):
        """The earliest day with time on it, or None."""
        return self.filter(seconds__gt=0).order_by("day").values_list("day", flat=True).first()
