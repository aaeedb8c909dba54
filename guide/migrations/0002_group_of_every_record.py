"""The heading under which a list gathers its records becomes a field of every record, and a tool needs no table.

Documents kept of tools (revisions, and the digests of what was loaded last) take the new form with it, so that an old
revision can be restored and the next load does not take the change of form for a curator's.
"""

import hashlib
import json

from django.db import migrations, models


def digest(document):
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def in_new_form(document):
    fields = dict(document.get("fields", {}))
    group = fields.pop("group", "")
    rest = {name: value for name, value in document.items() if name != "fields"}
    return {**rest, **({"group": group} if group else {}), **({"fields": fields} if fields else {})}


def in_old_form(document):
    rest = {name: value for name, value in document.items() if name != "group"}
    group = document.get("group")
    return {**rest, "fields": {**document.get("fields", {}), "group": group}} if group else rest


def carry_over(apps, schema_editor, form):
    """Bring the documents of tools into the form, and the digests of those that were loaded as they stand."""
    database = schema_editor.connection.alias
    loaded = {row.slug: row for row in apps.get_model("guide", "LoadedDocument").objects.using(database).filter(kind="tool")}
    revisions = apps.get_model("guide", "Revision").objects.using(database)
    for revision in revisions.filter(record__kind="tool").select_related("record").order_by("number"):
        before, after = digest(revision.document), form(revision.document)
        row = loaded.get(revision.record.slug)
        for name in ("digest", "row_digest"):
            if row and getattr(row, name) == before:
                setattr(row, name, digest(after))
                row.save()
        revision.document = after
        revision.save()


def keep_groups(apps, schema_editor):
    records = apps.get_model("guide", "Record").objects.using(schema_editor.connection.alias)
    for tool in apps.get_model("guide", "Tool").objects.using(schema_editor.connection.alias).all():
        records.filter(pk=tool.pk).update(group=tool.tool_group)
    carry_over(apps, schema_editor, in_new_form)


def give_groups_back(apps, schema_editor):
    Tool = apps.get_model("guide", "Tool")
    for record in apps.get_model("guide", "Record").objects.using(schema_editor.connection.alias).filter(kind="tool"):
        tool = Tool(record_id=record.pk, tool_group=record.group)
        tool.__dict__.update({field.attname: getattr(record, field.attname) for field in record._meta.fields})
        tool.save(using=schema_editor.connection.alias)
    carry_over(apps, schema_editor, in_old_form)


class Migration(migrations.Migration):
    dependencies = [("guide", "0001_initial")]

    operations = [
        migrations.RenameField("tool", "group", "tool_group"),
        migrations.AddField(
            "record",
            "group",
            models.CharField(
                blank=True, default="", help_text="The heading under which a list gathers its records.", max_length=60
            ),
            preserve_default=False,
        ),
        migrations.RunPython(keep_groups, give_groups_back),
        migrations.DeleteModel("Tool"),
    ]
