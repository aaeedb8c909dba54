from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from careerguide import views
from guide.views.home import home
from guide.views.sitemap import sitemap
from tracker.views.digests import digest_off, digest_resume
from tracker.views.evidence_sharing import evidence_shared
from tracker.views.feeds import calendar_feed

admin.autodiscover()
# The admin logs in through allauth, so that its limit on failed attempts holds there too.
admin.site.login = secure_admin_login(admin.site.login)

handler500 = "careerguide.views.fault"

urlpatterns = [
    path("", home, name="home"),
    path("guide/", include("guide.urls")),
    path("tracker/", include("tracker.urls")),
    # Outside the log-in: whoever has the secret of the address.
    path("calendar/<str:key>.ics", calendar_feed, name="calendar-feed"),
    path("evidence/<str:key>/", evidence_shared, name="evidence-shared"),
    path("digest/off/<str:token>/", digest_off, name="digest-off"),
    path("digest/off/<str:token>/resume/", digest_resume, name="digest-resume"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("theme/", views.theme_choice, name="theme"),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain"), name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("healthz", views.healthz, name="healthz"),
]
