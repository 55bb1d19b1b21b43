"""What every page may read about this installation."""

from django.conf import settings


def installation(request):
    return {"demo": settings.DEMO}
