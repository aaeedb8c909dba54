"""Where the sources disagree."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page, kept_if
from guide.companion import beside_record, beside_records
from guide.models import Question
from guide.pages.questions import QuestionList, QuestionPage


@require_safe
@anonymous_page(parameters=("why", "source"))
def question_list(request):
    page = QuestionList.now(asked=request.GET, for_curator=request.user.is_staff)

    context = {"page": page, "beside": beside_records(request, page.records)}
    return kept_if(page.narrowed.recognises(request.GET), render(request, "guide/question/list.html", context))


@require_safe
@anonymous_page
def question_detail(request, slug):
    question = get_object_or_404(Question.objects.readable().with_contents().with_claims(), slug=slug)

    page = QuestionPage.of(question, for_curator=request.user.is_staff)

    return render(request, "guide/question/detail.html", {"page": page, "beside": beside_record(request, page.record)})
