"""Revisions, and what is kept to know what changed."""

from django.db import connections, models
from django.db.models.fields.json import KT


class RevisionQuerySet(models.QuerySet):
    def with_author(self):
        """Newest first, each with its author and ``is_newest``."""
        newer = self.model.objects.filter(record=models.OuterRef("record"), number__gt=models.OuterRef("number"))
        return self.select_related("author").annotate(is_newest=~models.Exists(newer)).order_by("-number")

    def before(self, revision):
        """The revision just before this one, or None."""
        return self.filter(number__lt=revision.number).order_by("-number").first()

    def newest(self):
        """The newest revision, with its author, or None; of one record's."""
        return self.select_related("author").order_by("-number").first()

    def numbered(self, number):
        return self.filter(number=number).first()

    def last_of(self, keys):
        """The newest revision of each record, given by primary key."""
        newest = self.filter(record=models.OuterRef("record")).order_by("-number").values("number")[:1]
        return self.filter(record__in=list(keys), number=models.Subquery(newest))

    def last_numbers(self, keys):
        """The newest revision's number by the primary key of its record: a dict."""
        return dict(self.last_of(keys).values_list("record_id", "number"))

    def public(self):
        """Of records that readers may open, what was not a draft at the time."""
        published = models.Q(document__state__isnull=True)  # the normal form leaves out what is usual
        return self.exclude(record__state="draft").filter(published | models.Q(document__state="retired"))

    def days(self):
        """The days (UTC, at midnight) on which something was saved, newest first."""
        return self.datetimes("created_at", "day", order="DESC")

    def between(self, start, end):
        """In their order, without documents: each with ``state`` and ``before``, the primary key of the one before."""
        older = self.model.objects.filter(record=models.OuterRef("record"), number__lt=models.OuterRef("number"))
        return (
            self.filter(created_at__gte=start, created_at__lt=end)
            .select_related("record")
            .defer("document", "record__summary", "record__body")
            .annotate(state=KT("document__state"), before=models.Subquery(older.order_by("-number").values("pk")[:1]))
            .order_by("record", "number")
        )

    def documents(self, keys):
        """Documents by the primary key of their revision: a dict."""
        return dict(self.filter(pk__in=list(keys)).values_list("pk", "document"))

    def documents_at(self, places):
        """Documents by pairs of a record's primary key and a revision's number: a dict."""
        places = set(places)
        rows = self.filter(record__in={pk for pk, _ in places}, number__in={number for _, number in places})
        found = rows.values_list("record_id", "number", "document")
        return {(pk, number): document for pk, number, document in found if (pk, number) in places}

    def last_documents(self, keys):
        """The newest revision's document by the primary key of its record: a dict."""
        return dict(self.last_of(keys).values_list("record_id", "document"))


class ContentVersionQuerySet(models.QuerySet):
    def number(self):
        """The version of the content now; 0 before the first change.

        Every request asks it, so it is plain SQL: compiling the query costs several times what the query does.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT number FROM guide_contentversion")
            row = cursor.fetchone()
        return row[0] if row else 0

    def grow(self):
        """The content changed: whoever keeps something of it has to look again."""
        if not self.update(number=models.F("number") + 1):
            self.create(pk=1, number=1)


class LoadedDocumentQuerySet(models.QuerySet):
    def digests(self):
        """``(digest, row_digest)`` by ``(kind, slug)``: a dict."""
        rows = self.values_list("kind", "slug", "digest", "row_digest")
        return {(kind, slug): (digest, row_digest) for kind, slug, digest, row_digest in rows}

    def note(self, name, **digests):
        """What was loaded last under this ``(kind, slug)``."""
        kind, slug = name
        self.update_or_create(kind=kind, slug=slug, defaults=digests)
