"""The refusals a service may raise. Their text is a sentence for the reader, already translated."""


class DomainError(Exception):
    """The world does not allow this: the sentence goes on the form or on the page."""


class NotAllowedNow(DomainError):
    """The step exists, but not from the status the thing has."""


class SomeoneWasFaster(DomainError):
    """The thing has changed since the reader looked at it."""
