from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from core.triggers import install


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("core")

    def ready(self):
        post_migrate.connect(install, dispatch_uid="core.triggers")
