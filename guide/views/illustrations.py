"""Stories that the sources tell."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.pages.illustrations import IllustrationPage


@require_safe
@anonymous_page
def illustration_list(request):
    page = IllustrationPage.now(for_curator=request.user.is_staff)

    return render(request, "guide/illustration/list.html", {"page": page})
