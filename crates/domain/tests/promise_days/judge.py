"""The independent judge of promised days: bank holidays by rule, and a count of days that shares no code with ours.

    judge.py holidays FIRST LAST   prints the bank holidays of those years, both included: division and date
    judge.py promises NUMBER       reads sendings from standard input, prints for each the instant in UTC and the day of
                                   a promise of 1, 2, … NUMBER working days

A sending is a line of nation, date, the time at which the team closes on that date (or "-" when it does not open on
such a weekday) and the time of sending, both as London's clocks show them. Lines are words parted by one space, in and
out.

The rules are those of the Banking and Financial Dealings Act 1971, its yearly proclamations and the Saint Andrew's Day
Act 2007. No table of dates is read. What the Crown did once, which no rule gives, is typed in by hand below.

Ends with status 3 when dateutil is missing.
"""

import bisect
import datetime
import functools
import sys

try:
    from dateutil import easter, tz
    from dateutil.relativedelta import MO, relativedelta
except ImportError:
    print(
        "python-dateutil is missing. Install it with: apt-get install python3-dateutil"
        " (or: python3 -m pip install python-dateutil)",
        file=sys.stderr,
    )
    sys.exit(3)

DAY = datetime.timedelta(days=1)
SATURDAY, SUNDAY = 5, 6

ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND = DIVISIONS = ("england-and-wales", "scotland", "northern-ireland")
DIVISION_OF = {
    "england": ENGLAND_AND_WALES,
    "wales": ENGLAND_AND_WALES,
    "scotland": SCOTLAND,
    "northern-ireland": NORTHERN_IRELAND,
}

# Royal proclamations that follow no rule. Early May and spring were moved, the others came on top.
EARLY_MAY_MOVED = {2020: datetime.date(2020, 5, 8)}  # Victory in Europe, 75 years on
SPRING_MOVED = {2022: datetime.date(2022, 6, 2)}  # platinum jubilee
ONCE = {
    datetime.date(2022, 6, 3): DIVISIONS,  # platinum jubilee
    datetime.date(2022, 9, 19): DIVISIONS,  # funeral of Elizabeth II
    datetime.date(2023, 5, 8): DIVISIONS,  # coronation of Charles III
    datetime.date(2026, 6, 15): (SCOTLAND,),  # the men's World Cup
}


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


@functools.lru_cache(maxsize=None)
def instant(wall):
    """The instant at which clocks in London show that time."""
    found = {wall.replace(tzinfo=zone).astimezone(datetime.timezone.utc) for zone in ZONES}
    if len(found) != 1:
        raise SystemExit(f"the zone databases disagree on {wall}: {found}")
    return found.pop()


def easter_sunday(year):
    """The anonymous Gregorian algorithm (Meeus, Jones, Butcher); dateutil has to agree."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    sunday = datetime.date(year, month, day + 1)
    if sunday != easter.easter(year):
        raise SystemExit(f"two ways to Easter {year}: {sunday} and {easter.easter(year)}")
    return sunday


def monday(year, month, which):
    """The first Monday of a month for 1, the last for -1."""
    return datetime.date(year, month, 1) + relativedelta(day=1 if which > 0 else 31, weekday=MO(which))


def one_day(day):
    """The day off for one day: itself, or the Monday after its weekend."""
    return {day + {SATURDAY: 2, SUNDAY: 1}.get(day.weekday(), 0) * DAY}


def two_days(first):
    """The two days off for two days in a row, by the weekday of the first."""
    friday = SATURDAY - 1
    from_first = {friday: (0, 3), SATURDAY: (2, 3), SUNDAY: (1, 2)}.get(first.weekday(), (0, 1))
    return {first + number * DAY for number in from_first}


def holidays(division, year):
    new_year, sunday = datetime.date(year, 1, 1), easter_sunday(year)
    days = {
        sunday - 2 * DAY,
        EARLY_MAY_MOVED.get(year) or monday(year, 5, 1),
        SPRING_MOVED.get(year) or monday(year, 5, -1),
    }
    days |= two_days(datetime.date(year, 12, 25))
    days |= {day for day, divisions in ONCE.items() if day.year == year and division in divisions}
    if division == SCOTLAND:
        days |= two_days(new_year) | {monday(year, 8, 1)} | one_day(datetime.date(year, 11, 30))
    else:
        days |= one_day(new_year) | {sunday + DAY, monday(year, 8, -1)}
    if division == NORTHERN_IRELAND:
        days |= one_day(datetime.date(year, 3, 17)) | one_day(datetime.date(year, 7, 12))
    return days


def working_days(division, first, last):
    """Every working day of those years, in order."""
    off = set().union(*(holidays(division, year) for year in range(first, last + 1)))
    start = datetime.date(first, 1, 1)
    days = (start + number * DAY for number in range((datetime.date(last, 12, 31) - start).days + 1))
    return [day for day in days if day.weekday() < SATURDAY and day not in off]


def print_promises(number, sendings):
    sendings = [line.split(" ") for line in sendings]
    years = [int(date[:4]) for _, date, _, _ in sendings]
    worked = {division: working_days(division, min(years), max(years) + 1) for division in DIVISIONS}
    for nation, date, closes, time in sendings:
        day, time = datetime.date.fromisoformat(date), datetime.time.fromisoformat(time)
        days = worked[DIVISION_OF[nation]]
        # Where day 0 is in the list: the day itself or, when it is none or too late, the next one.
        zero = bisect.bisect_left(days, day)
        is_in_time = days[zero] == day and closes != "-" and time < datetime.time.fromisoformat(closes)
        if days[zero] == day and not is_in_time:
            zero += 1
        sent = instant(datetime.datetime.combine(day, time)).strftime("%Y-%m-%dT%H:%M:%SZ")
        print(sent, *(promised.isoformat() for promised in days[zero + 1 : zero + 1 + number]))


def main():
    if sys.argv[1] == "holidays":
        for division in DIVISIONS:
            for year in range(int(sys.argv[2]), int(sys.argv[3]) + 1):
                for day in sorted(holidays(division, year)):
                    print(division, day.isoformat())
    else:
        print_promises(int(sys.argv[2]), sys.stdin.read().splitlines())


main()
