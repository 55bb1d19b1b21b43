"""What the drawing room receives: the frozen facts with the number and date that came at issue."""


def printed(document):
    """The full context of a paper's template, plain JSON values only."""
    return document.snapshot | {
        "title": document.title,
        "reference": document.reference,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
    }
