"""Compares the rulebook's calendar with the Python package chinesecalendar, day by day.

usage: pip install chinesecalendar==1.11.0
       Tests/calendar/check.py            compares the data file and the committed fixture with the package
       Tests/calendar/check.py --record   writes the fixture that the Swift tests read

The fixture has a line for each month: a letter a day, w for a day that is worked and f for one that is free.
"""

import datetime
import pathlib
import sys

import chinese_calendar

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "Sources/Rulebook/Data/calendar.txt"
FIXTURE = ROOT / "Tests/RulebookTests/Fixtures/chinesecalendar.txt"
YEARS = range(2019, 2027)


def days():
    day = datetime.date(YEARS.start, 1, 1)
    while day.year < YEARS.stop:
        yield day
        day += datetime.timedelta(days=1)


def drawn(is_worked):
    months = {}
    for day in days():
        months.setdefault(f"{day:%Y-%m}", []).append("w" if is_worked(day) else "f")
    return "".join(f"{month} {''.join(letters)}\n" for month, letters in months.items())


def announced():
    """Whether a day is worked, by our own data file."""
    free, worked = set(), set()
    for line in DATA.read_text().splitlines():
        parts = line.split()
        if parts[:1] == ["rest"]:
            first, last = map(datetime.date.fromisoformat, parts[1:3])
            free |= {first + datetime.timedelta(days=n) for n in range((last - first).days + 1)}
        if parts[:1] == ["work"]:
            worked.add(datetime.date.fromisoformat(parts[1]))
    return lambda day: day in worked or (day.weekday() < 5 and day not in free)


def main():
    theirs, ours = drawn(chinese_calendar.is_workday), drawn(announced())
    if "--record" in sys.argv:
        FIXTURE.write_text(theirs)
    wrong = [a[:7] for a, b in zip(theirs.splitlines(), ours.splitlines(), strict=True) if a != b]
    if wrong:
        sys.exit(f"the data file differs from chinesecalendar in {', '.join(wrong)}")
    if FIXTURE.read_text() != theirs:
        sys.exit("the fixture is not what chinesecalendar says: run with --record")
    print(f"{sum(1 for _ in days())} days agree")


main()
