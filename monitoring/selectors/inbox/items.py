from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

# Our own default: whoever receives something has three days; no regulation sets this.
DAYS_TO_ACT = 3


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One thing that waits: for this reader (``mine``), or for somebody else whom the reader watches."""

    label: str  # the words of the pill
    tone: str  # draft, wait, back, run, ok
    title: str
    detail: str
    url: str
    since: datetime | None = None
    due_on: date | None = None
    mine: bool = True
    progress: int | None = None  # per cent, for running jobs
    days_late: int = 0

    def seen_on(self, today):
        """The same item with the days by which it is late."""
        late = (today - self.due_on).days if self.mine and self.due_on else 0
        return replace(self, days_late=max(0, late))


def item(row, *, title, detail, label=None, tone=None, url=None, due_on=None, mine=True):
    """An item about one row with a status: its own words and tone, due three days after it last moved."""
    moved = timezone.localtime(row.updated_at)
    return InboxItem(
        label=label or row.get_status_display(),
        tone=tone or row.status_tone,
        title=title,
        detail=detail,
        url=url or row.get_absolute_url(),
        since=moved,
        due_on=due_on or (moved.date() + timedelta(days=DAYS_TO_ACT) if mine else None),
        mine=mine,
    )
