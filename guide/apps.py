from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "guide"

    def ready(self):
        from guide import checks  # noqa: F401  (registers the system checks)
