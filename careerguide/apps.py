from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CareerguideConfig(AppConfig):
    name = "careerguide"

    def ready(self):
        from careerguide import checks  # noqa: F401  (registers the system checks)
        from careerguide.roles import prepare

        post_migrate.connect(prepare, dispatch_uid="careerguide.roles.prepare")
