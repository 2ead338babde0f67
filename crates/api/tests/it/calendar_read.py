"""Reads calendars as another program would: {"files": ["BEGIN:VCALENDAR..."]} in, a list of the events of each out."""

import json
import sys
from datetime import datetime, timezone

try:
    from icalendar import Calendar
except ImportError:
    print("there is no icalendar for this python3", file=sys.stderr)
    sys.exit(3)


def instant(value):
    """A date stays a date; a time is told in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


def event(component):
    """What a calendar program shows of an event."""
    told = {name: str(component[name]) for name in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION") if name in component}
    for name in ("DTSTART", "DTEND"):
        if name in component:
            told[name] = instant(component.decoded(name))
    return told


with open(sys.argv[1], encoding="utf-8") as asked:
    files = json.load(asked)["files"]
answer = []
for file in files:
    calendar = Calendar.from_ical(file)
    assert not calendar.errors, calendar.errors
    events = calendar.walk("VEVENT")
    assert not any(found.errors for found in events)
    answer.append({"version": str(calendar["VERSION"]), "events": [event(found) for found in events]})
json.dump(answer, sys.stdout)
