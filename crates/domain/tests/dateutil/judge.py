"""The independent judge of recurrence: Python's dateutil and a real time zone database.

    judge.py schedules FEED NUMBER   prints so many schedules of an Open Referral feed (JSON, .gz), drawn evenly
    judge.py meetings                reads cases from standard input, prints the next meetings of each

A line is one JSON value, in and out. A case is {"schedule": {...}, "now": instant, "horizon_days": n, "limit": n} with
the schedule's fields as text or null; the answer is a list of [date, time or null, instant].

Ends with status 3 when dateutil is missing.
"""

import datetime
import gzip
import itertools
import json
import sys
import warnings

try:
    from dateutil import rrule, tz
except ImportError:
    print(
        "python-dateutil is missing. Install it with: apt-get install python3-dateutil"
        " (or: python3 -m pip install python-dateutil)",
        file=sys.stderr,
    )
    sys.exit(3)

FIELDS = (
    "freq interval byday bymonthday dtstart valid_from valid_to until count opens_at closes_at".split()
)
FREQUENCIES = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}
WEEKDAYS = {day: getattr(rrule, day) for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")}
MIDNIGHT = datetime.time()
DAY = datetime.timedelta(days=1)


def london_zones():
    """Every source of the zone there is on this machine; they have to agree."""
    zones = [tz.gettz("Europe/London")]
    try:
        from zoneinfo import ZoneInfo

        zones.append(ZoneInfo("Europe/London"))
    except Exception:  # An older Python, or a machine without a zone database: dateutil brings its own.
        pass
    return zones


ZONES = london_zones()


def instant(wall):
    """The instant at which clocks in London show that time: later by the gap, the first of two."""
    found = {
        tz.resolve_imaginary(wall.replace(tzinfo=zone, fold=0)).astimezone(datetime.timezone.utc) for zone in ZONES
    }
    if len(found) != 1:
        raise SystemExit(f"the zone databases disagree on {wall}: {found}")
    return found.pop()


def date_of(text):
    return datetime.date.fromisoformat(text) if text else None


def time_of(text):
    return datetime.time.fromisoformat(text) if text else None


def by_day(code):
    weekday = WEEKDAYS[code[-2:]]
    return weekday(int(code[:-2])) if code[:-2] else weekday


def starts_of(schedule, first, last):
    """The local starts from `first` to `last`, both dates included, by rrule."""
    opens = time_of(schedule["opens_at"]) or MIDNIGHT
    anchor = date_of(schedule["dtstart"]) or date_of(schedule["valid_from"])
    ends = [day for day in (last, date_of(schedule["until"])) if day]
    common = {
        "dtstart": datetime.datetime.combine(anchor or first, opens),
        "interval": int(schedule["interval"] or 1),
        "until": datetime.datetime.combine(min(ends), datetime.time.max),
        "bymonthday": [int(day) for day in (schedule["bymonthday"] or "").split(",") if day] or None,
    }
    if not schedule["freq"]:
        starts = [common["dtstart"]] if anchor and common["dtstart"] <= common["until"] else []
    else:
        days = [by_day(code) for code in (schedule["byday"] or "").split(",") if code]
        # dateutil wants a day to be in both when plain weekdays and ordinals are mixed; RFC 5545 has it in either.
        kinds = [[day for day in days if day.n], [day for day in days if not day.n]]
        starts = rrule.rruleset()
        for kind in [kind for kind in kinds if kind] or [None]:
            starts.rrule(rrule.rrule(FREQUENCIES[schedule["freq"].upper()], byweekday=kind, **common))
    count = int(schedule["count"]) if schedule["count"] else None
    lowest = max([day for day in (first, date_of(schedule["valid_from"])) if day])
    highest = min([day for day in (last, date_of(schedule["valid_to"])) if day])
    return [start for start in itertools.islice(starts, count) if lowest <= start.date() <= highest]


def over_at(schedule, start):
    opens, closes = time_of(schedule["opens_at"]), time_of(schedule["closes_at"])
    if closes and closes != opens:
        day = start.date() if closes > (opens or MIDNIGHT) else start.date() + DAY
        return instant(datetime.datetime.combine(day, closes))
    if opens:
        return instant(start) + datetime.timedelta(hours=2)
    return instant(datetime.datetime.combine(start.date() + DAY, MIDNIGHT))


def meetings(case):
    schedule = case["schedule"]
    now = datetime.datetime.strptime(case["now"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)
    today = now.astimezone(ZONES[0]).date()
    starts = starts_of(schedule, today - DAY, today + DAY * case["horizon_days"])
    coming = (start for start in starts if over_at(schedule, start) > now)
    return [
        [
            start.date().isoformat(),
            start.strftime("%H:%M") if schedule["opens_at"] else None,
            instant(start).strftime("%Y-%m-%dT%H:%M:%SZ"),
        ]
        for start in itertools.islice(coming, case["limit"])
    ]


def schedules_in(value):
    if isinstance(value, dict):
        yield from value.get("schedules") or []
        value = [inner for key, inner in value.items() if key != "schedules"]
    if isinstance(value, list):
        for inner in value:
            yield from schedules_in(inner)


def print_schedules(feed, number):
    with gzip.open(feed, "rt", encoding="utf-8") as file:
        found = list(schedules_in(json.load(file)))
    number = min(number, len(found))
    for place in range(number):
        schedule = found[place * len(found) // number]
        texts = {field: schedule.get(field) for field in FIELDS}
        print(json.dumps({field: None if text is None else str(text) for field, text in texts.items()}))


def main():
    # dateutil warns of `until` beside `count`, which feeds have.
    warnings.simplefilter("ignore")
    if sys.argv[1] == "schedules":
        print_schedules(sys.argv[2], int(sys.argv[3]))
    else:
        for line in sys.stdin.read().splitlines():
            print(json.dumps(meetings(json.loads(line))))


main()
