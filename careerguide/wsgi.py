"""The WSGI entry point. In production it refuses to start while a demo account still has the printed password."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
application = get_wsgi_application()

from careerguide.demo import refuse_demo_passwords  # noqa: E402  (needs the apps to be loaded)

refuse_demo_passwords()
