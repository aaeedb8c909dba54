"""Paths: the ways in."""

from django.db import models

from guide.models.records import NOT_STATED, Kind, Record


class IncludesSearch(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_STATED = "not_stated", "Not stated"


class Path(Record):
    """A way to become a machine-learning engineer, from where somebody stands to the first role."""

    KIND = Kind.PATH

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_path")

    IncludesSearch = IncludesSearch

    class Reader(models.TextChoices):
        SCHOOL = "school", "Finishing school"
        SOFTWARE = "software", "Changing from software"
        ELSEWHERE = "elsewhere", "Coming from elsewhere"

    starts_from = models.CharField(max_length=120, default=NOT_STATED)
    for_readers = models.JSONField(default=list, blank=True, help_text="Whom it suits: school, software, elsewhere.")
    includes_search = models.CharField(
        max_length=12,
        choices=IncludesSearch,
        default=IncludesSearch.NOT_STATED,
        help_text="Whether its figure counts the search for a job.",
    )
    total_figure = models.ForeignKey(
        "guide.Figure",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="total_of_paths",
        help_text="The figure that stands for the whole path.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(includes_search__in=IncludesSearch.values), name="path_includes_search_known"
            ),
        ]
