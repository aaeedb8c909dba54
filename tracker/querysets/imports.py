"""Imports: batches, where their rows come from, and what of the rows is new. Statements over whole batches."""

from django.db import connection, models
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Sum

SLICE = 500  # ids in one statement

# Rows of one file that say the same are told apart by counting them.
NUMBER_ALIKE = """
    UPDATE tracker_importrow SET ordinal = alike.ordinal FROM (
        SELECT id, ROW_NUMBER() OVER (PARTITION BY content ORDER BY line, part) AS ordinal
        FROM tracker_importrow WHERE batch_id = %s AND content <> ''
    ) AS alike WHERE tracker_importrow.id = alike.id AND alike.ordinal > 1
"""
# What is in the log already, by whatever way it came: so many alike there, so many of the file's are known.
MARK_LOGGED = """
    UPDATE tracker_importrow SET status = 'known', code = 'logged' WHERE status = 'new' AND id IN (
        SELECT file.id FROM (
            SELECT r.id, r.day, r.seconds, r.note, r.started_at, s.activity, COALESCE(s.skill_id, 0) AS skill,
                ROW_NUMBER() OVER (
                    PARTITION BY r.day, r.seconds, r.note, r.started_at, s.activity, s.skill_id ORDER BY r.line, r.part
                ) AS ordinal
            FROM tracker_importrow r JOIN tracker_importsource s ON s.id = r.source_id
            WHERE r.batch_id = %s AND r.status IN ('new', 'known') AND s.verdict = 'take'
        ) AS file JOIN (
            SELECT day, seconds, note, started_at, activity, COALESCE(skill_id, 0) AS skill, COUNT(*) AS count
            FROM tracker_studysession WHERE learner_id = %s AND deleted_at IS NULL
            GROUP BY day, seconds, note, started_at, activity, skill_id
        ) AS log ON log.day = file.day AND log.seconds = file.seconds AND log.note = file.note
            AND log.activity = file.activity AND log.skill = file.skill AND file.ordinal <= log.count
            AND (log.started_at = file.started_at OR (log.started_at IS NULL AND file.started_at IS NULL))
    )
"""
TAKEN = "r.batch_id = %s AND s.verdict = 'take' AND (r.status = 'new' OR (r.status = 'overlap' AND %s))"
TAG = {
    vendor: f"""
        INSERT INTO tracker_studysession_tags (studysession_id, tag_id)
        SELECT n.id, t.id FROM tracker_importrow r
        JOIN tracker_importsource s ON s.id = r.source_id
        CROSS JOIN {expanded}
        JOIN tracker_tag t ON t.learner_id = %s AND t.name = e.value
        JOIN tracker_studysession n ON n.learner_id = %s AND n.token = r.token
        WHERE {TAKEN}
    """  # noqa: S608  (of constants of this module)
    for vendor, expanded in (
        ("sqlite", "json_each(s.tags) AS e"),
        ("postgresql", "LATERAL jsonb_array_elements_text(s.tags) AS e(value)"),
    )
}
REMEMBER = f"""
    INSERT INTO tracker_importedrow (learner_id, batch_id, content, ordinal, token)
    SELECT %s, r.batch_id, r.content, r.ordinal, r.token
    FROM tracker_importrow r JOIN tracker_importsource s ON s.id = r.source_id WHERE {TAKEN}
"""  # noqa: S608  (of constants of this module)
# Columns of a session that come from its row or its row's source; the others are the same for all.
FROM_ROWS = {
    **{name: f"r.{name}" for name in ("day", "zone", "started_at", "ended_at", "seconds", "note", "link", "token")},
    **{name: f"s.{name}" for name in ("activity", "skill_id", "topic_id")},
    **{name: f"r.{name}" for name in ("resource_id", "project_id", "certification_id")},
    "batch_id": "r.batch_id",
}


def execute(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


class ImportBatchQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def with_id(self, pk):
        return self.filter(pk=pk)

    def with_token(self, token):
        """The batch that the form with this token made, or None."""
        return self.filter(token=token).first()

    def open(self):
        return self.filter(state__in=self.model.OPEN)

    def latest_first(self):
        return self.order_by("-id")

    def locked(self, batch):
        return self.select_for_update().get(pk=batch.pk)

    def left(self, before):
        """Those that nobody has imported since they came: they will not be."""
        return self.filter(state__in=[*self.model.OPEN, "dropped"], created_at__lt=before)

    def done(self, before):
        """Those that were imported, and whose rows are of no more use."""
        return self.filter(state__in=["committed", "undone"], committed_at__lt=before)

    def with_remains(self):
        """Those of which the file is still there: it begins with its first chunk."""
        return self.filter(chunks__number=0)


class NameMappingQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def by_name(self):
        """Mappings by (kind, folded name)."""
        return {(mapping.kind, mapping.folded): mapping for mapping in self}

    def with_names(self):
        return self.select_related("skill", "topic")

    def with_id(self, pk):
        return self.filter(pk=pk)

    def save_all(self, mappings):
        """Keep the mappings, in place of those of the same names."""
        changing = ["verdict", "activity", "skill", "topic", "name", "updated_at"]
        self.bulk_create(
            mappings, update_conflicts=True, update_fields=changing, unique_fields=["learner", "kind", "folded"]
        )


class ImportSourceQuerySet(models.QuerySet):
    def of(self, batch):
        return self.filter(batch=batch)

    def by_key(self, keys):
        return {source.key: source for source in self.filter(key__in=keys)}

    def named(self):
        """Those of which names say what they are."""
        return self.filter(named=True)

    def mean(self, ids, meaning):
        """Say what these are logged as, by the fields of ``Meaning``."""
        for at in range(0, len(ids), SLICE):
            self.filter(pk__in=ids[at : at + SLICE]).update(**meaning)

    def tag_names(self):
        """All tags of those that are logged."""
        tags = self.filter(verdict="take").exclude(tags=[]).values_list("tags", flat=True)
        return {name for names in tags.iterator(chunk_size=2000) for name in names}

    def with_sums(self):
        """Rows of (source, project, folded, tags, verdict, number of rows not refused, their seconds)."""
        of = Q(staged__isnull=False) & ~Q(staged__status="refused")
        summed = self.annotate(count=Count("staged", filter=of), sum=Sum("staged__seconds", filter=of, default=0))
        return summed.order_by("id").values_list("pk", "project", "folded", "tags", "verdict", "count", "sum")


class ImportRowQuerySet(models.QuerySet):
    def of(self, batch):
        return self.filter(batch=batch)

    def in_order(self):
        return self.select_related("source__skill", "source__topic").order_by("line", "part")

    # --- looking at them beside the log ---

    def known(self):
        return self.filter(status="known")

    def overlapping(self):
        return self.filter(status="overlap")

    def refused(self):
        return self.filter(status="refused")

    def early(self):
        """Those of days before the learner's start."""
        return self.filter(status="refused", code="before")

    def waiting(self):
        """New ones of which nobody has said what they are."""
        return self.filter(status="new", source__verdict="open")

    def left_out(self):
        return self.filter(status="new", source__verdict="leave")

    def read_only(self):
        """As reading left them: what was judged beside the log is to be judged anew."""
        return self.exclude(code="").update(status="new", code="", reason="")

    def refuse(self, code, reason, **where):
        return self.filter(status="new", **where).update(status="refused", code=code, reason=reason)

    def number_alike(self, batch):
        execute(NUMBER_ALIKE, [batch.pk])

    def mark_known(self, learner):
        """Those that were imported before, from whatever file, are sessions of the log, or stand in the file twice."""
        from tracker.models import ImportedRow, StudySession

        same = ImportedRow.objects.filter(learner=learner, content=OuterRef("content"), ordinal=OuterRef("ordinal"))
        itself = StudySession.objects.filter(learner=learner, token=OuterRef("token"))
        twice = Q(identified=True, ordinal__gt=1)
        known = self.filter(twice | Exists(same) | Exists(itself), status="new").update(status="known", code="known")
        # One of this site's own that was split: where the log has it, it has the time of all its parts.
        whole = self.model.objects.filter(Exists(itself), batch=OuterRef("batch"), line=OuterRef("line"), part=0)
        parts = self.filter(Exists(whole), status="new", identified=True, part__gt=0)
        return known + parts.update(status="known", code="known")

    def mark_logged(self, batch, learner):
        """Those of which the log has one alike, however it got there."""
        return execute(MARK_LOGGED, [batch.pk, learner.pk])

    def to_be_logged(self):
        """New ones whose source says what they are."""
        return self.filter(status="new", source__verdict="take")

    def timed(self):
        """Rows of (id, start, end) in the order of time."""
        rows = self.filter(started_at__isnull=False).order_by("started_at", "line", "part")
        return rows.values_list("pk", "started_at", "ended_at")

    def span(self):
        """(first start, last end), or (None, None)."""
        return tuple(self.aggregate(a=Min("started_at"), b=Max("ended_at")).values())

    def by_day(self):
        """Rows of (day, seconds)."""
        return self.order_by().values_list("day").annotate(sum=Sum("seconds"))

    def on_days(self, days):
        """Rows of (id, day, seconds, zone) on these days, in the file's order."""
        for at in range(0, len(days), SLICE):
            rows = self.filter(day__in=days[at : at + SLICE]).order_by("day", "line", "part")
            yield from rows.values_list("pk", "day", "seconds", "zone")

    def mark(self, ids, **values):
        for at in range(0, len(ids), SLICE):
            self.filter(pk__in=ids[at : at + SLICE]).update(**values)

    def counts(self):
        """Rows of (status, the source's verdict, number, seconds)."""
        grouped = self.order_by().values_list("status", "source__verdict")
        return grouped.annotate(count=Count("pk"), sum=Sum("seconds"))

    def cut_and_split(self):
        """(how many have a note of which only the beginning is kept, how many rows of the file cross midnight)."""
        cut = Count("pk", filter=Q(cut=True) & ~Q(status="refused"))
        return tuple(self.aggregate(cut=cut, split=Count("pk", filter=Q(part=1))).values())

    # --- importing them ---

    def left_over(self, overlaps):
        """How many would not be imported now, by why: known, left, overlap, open (names are), refused."""
        found = dict.fromkeys(("known", "left", "overlap", "open", "refused"), 0)
        for status, verdict, count, _ in self.counts():
            if status == "new":
                found["left" if verdict == "leave" else "open"] += count if verdict != "take" else 0
            elif status != "overlap" or verdict != "take" or not overlaps:
                found[status] += count
        return found

    def taken(self, overlaps):
        """Those that would be imported now; ``overlaps``: with those that lie at the same time as others."""
        wanted = ["new", "overlap"] if overlaps else ["new"]
        return self.filter(status__in=wanted, source__verdict="take")

    def sums(self):
        """(number, seconds)."""
        return tuple(self.aggregate(n=Count("pk"), s=Sum("seconds", default=0)).values())

    def sums_by_meaning(self):
        """Rows of (source, skill, topic, activity, number, seconds, sum of ids), in order: what they would come to."""
        meaning = ("source", "source__skill", "source__topic", "source__activity")
        grouped = self.order_by().values(*meaning).annotate(n=Count("pk"), s=Sum("seconds"), i=Sum("pk"))
        return grouped.order_by("source").values_list(*meaning, "n", "s", "i")

    def become_sessions(self, batch, *, overlaps, **same):
        """Insert a session for each taken row; ``same``: what holds for all, by the session's fields."""
        from tracker.models import StudySession

        columns, expressions, values = [], [], []
        for field in StudySession._meta.concrete_fields:
            if field.primary_key:
                continue
            columns.append(connection.ops.quote_name(field.column))
            if field.column in FROM_ROWS:
                expressions.append(FROM_ROWS[field.column])
            elif field.name == "counts":
                expressions.append("COALESCE(k.counts_to_total, %s)")
                values.append(False)
            else:
                value = same[field.name] if field.name in same else field.get_default()
                expressions.append("%s")
                values.append(field.get_db_prep_save(getattr(value, "pk", value), connection))
        sql = f"""
            INSERT INTO tracker_studysession ({", ".join(columns)})
            SELECT {", ".join(expressions)} FROM tracker_importrow r
            JOIN tracker_importsource s ON s.id = r.source_id
            LEFT JOIN guide_skill k ON k.record_id = s.skill_id
            WHERE {TAKEN} ORDER BY r.line, r.part
        """  # noqa: S608  (of constants and names of columns)
        return execute(sql, [*values, batch.pk, overlaps])

    def remember(self, batch, learner, *, overlaps):
        """Keep that the taken rows were imported."""
        return execute(REMEMBER, [learner.pk, batch.pk, overlaps])

    def become_tagged(self, batch, learner, *, overlaps):
        """Give the new sessions the tags of their rows' sources, which the learner has by now."""
        return execute(TAG[connection.vendor], [learner.pk, learner.pk, batch.pk, overlaps])


class ImportedRowQuerySet(models.QuerySet):
    def of(self, batch):
        return self.filter(batch=batch)

    def without_session(self, learner):
        """Those whose session is gone."""
        from tracker.models import StudySession

        return self.exclude(Exists(StudySession.objects.filter(learner=learner, token=OuterRef("token"))))
