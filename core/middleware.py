"""On a shared computer the session ends after a while without a touch, not at the end of the day."""

import time

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
