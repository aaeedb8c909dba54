"""The real fixtures: they load, load again without a change, and read back as they were written."""

from django.conf import settings

from guide.documents import name_of, read_fixtures, to_documents
from guide.loading import load
from guide.models import ContentVersion, Revision

DIRECTORY = settings.BASE_DIR / "fixtures" / "guide"


def test_the_guide_loads_twice_with_the_same_result(whole_guide):
    documents = read_fixtures(DIRECTORY)
    assert {name_of(row): row for row in to_documents().values()} == {name_of(each): each for each in documents}
    before = Revision.objects.count(), ContentVersion.objects.number()
    comparisons = load(documents=documents)
    assert not any(comparison.applied for comparison in comparisons)
    assert (Revision.objects.count(), ContentVersion.objects.number()) == before
