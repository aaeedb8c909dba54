from django.apps import AppConfig
from django.core.validators import MaxLengthValidator
from django.db.models.signals import post_migrate

TOO_LONG = "This is too long: at most %(limit_value)d characters, and it has %(show_value)d."


class CareerguideConfig(AppConfig):
    name = "careerguide"

    def ready(self):
        from careerguide import checks  # noqa: F401  (registers the system checks)
        from careerguide.roles import prepare

        MaxLengthValidator.message = TOO_LONG  # in every form that has a longest text, in our words
        post_migrate.connect(prepare, dispatch_uid="careerguide.roles.prepare")
