"""The permanent address of a figure."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.models import Figure
from guide.pages.figures import FigurePage


@require_safe
@anonymous_page
def figure_detail(request, key):
    figure = get_object_or_404(Figure.objects.with_history(), key=key)

    return render(request, "guide/figure/detail.html", {"page": FigurePage.of(figure)})
