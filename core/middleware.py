"""What holds for every request: idle sessions end, addresses are text, nothing private stays in a cache."""

import time

from django.core.exceptions import BadRequest
from django.utils.cache import add_never_cache_headers

TOUCH_SECONDS = 60  # at most one write a minute


class IdleSessions:
    """Push the expiry of a session marked ``idle`` forward while its owner works."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session = request.session
        if session.get("idle") and time.time() - session.get("touched", 0) > TOUCH_SECONDS:
            session["touched"] = int(time.time())  # a changed session gets its whole age again
        return self.get_response(request)


class PlainAddresses:
    """Refuse a NUL in an address: no word that anybody looks for has one, and PostgreSQL would fall over it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")


class NothingKept:
    """What somebody logged in has read stays in no cache: not in the browser's, not in a proxy's.

    On a shared computer the next person presses Back, and sees nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
