#!/usr/bin/env python3
"""Reads every calendar file of built sites with a parser that is not ours, and holds it against the pages.

    tests/calendars.py PUBLIC…

Checks the form (CRLF, lines of at most 75 octets, unique names of events, Swedish time with its rules), and that each
event begins at the instant that its page tells machines, whatever time zone this machine is in; that a second reader,
which spreads a calendar over days as calendar programs do, finds each event at its time and nothing else. Needs
`icalendar` and `recurring_ical_events`.
"""
import datetime
import pathlib
import sys
import zoneinfo

import calendar_pages
import icalendar
import recurring_ical_events


def instant(value):
    """Returns a comparable instant of a page's or a calendar's time; a date stays a date."""
    if isinstance(value, datetime.datetime):
        assert value.tzinfo, f"{value} has no time zone"
        return value.astimezone(datetime.timezone.utc)
    return value


def moment(text):
    """Reads what a page tells machines; a year or a month stays text, which no calendar has."""
    if "T" in text:
        return datetime.datetime.fromisoformat(text)
    return datetime.date.fromisoformat(text) if text.count("-") == 2 else text


def check(file, faults):
    raw = file.read_bytes()
    if b"\n" in raw.replace(b"\r\n", b""):
        faults.append("a line does not end in CRLF")
    faults += [f"a line of {len(line)} octets" for line in raw.split(b"\r\n") if len(line) > 75]
    calendar = icalendar.Calendar.from_ical(raw)
    faults += [f"{name}: {why}" for component in calendar.walk() for name, why in component.errors]
    zones = [str(it["TZID"]) for it in calendar.walk("VTIMEZONE")]
    if zones != ["Europe/Stockholm"]:
        faults.append(f"time zones {zones}")
    events = calendar.walk("VEVENT")
    names = [str(it["UID"]) for it in events]
    if len(names) != len(set(names)):
        faults.append("two events have one name")
    for event in events:
        start, end = event.decoded("DTSTART"), event.decoded("DTEND") if "DTEND" in event else None
        if int(event["SEQUENCE"]) < 0 or event.decoded("LAST-MODIFIED") != event.decoded("DTSTAMP"):
            faults.append(f"{event['UID']}: changed {event['SEQUENCE']} times, last {event['LAST-MODIFIED']}")
        if end is not None and (type(start) is not type(end) or end < start):
            faults.append(f"{event['UID']}: ends {end}, begins {start}")
        address, _, session = str(event["URL"]).partition("#")
        page = file_of(address, file).read_text(encoding="utf-8")
        told = calendar_pages.told(page, session)
        told = datetime.datetime.fromisoformat(told) if "T" in told else datetime.date.fromisoformat(told)
        if instant(start) != instant(told):
            faults.append(f"{event['UID']}: begins {start}, the page says {told}")
    faults += spread(calendar, events)
    return len(events)


def spread(calendar, events):
    """Looks an hour round the start of each event, and over all time, for what a calendar program would show.

    Swedish clocks are compared, not instants: of the hour that they show twice, this reader knows only the first.
    """
    whole = recurring_ical_events.of(calendar)
    hour = datetime.timedelta(hours=1)
    expected = {str(it["UID"]): instant(it.decoded("DTSTART")) for it in events}
    for name, start in expected.items():
        begins = start if isinstance(start, datetime.datetime) else datetime.datetime(start.year, start.month, start.day)
        found = {str(it["UID"]): instant(it.decoded("DTSTART")) for it in whole.between(begins - hour, begins + hour)}
        if clock(found.get(name)) != clock(start):
            yield f"{name}: is found at {found.get(name)}, begins {start}"
    shown = [str(it["UID"]) for it in whole.between((1900, 1, 1), (2101, 1, 1))]
    if sorted(shown) != sorted(expected):
        yield f"{len(shown)} events are shown of {len(expected)}"


def clock(value):
    """Returns what Swedish clocks and calendars show."""
    swedish = zoneinfo.ZoneInfo("Europe/Stockholm")
    return value.astimezone(swedish).replace(tzinfo=None) if isinstance(value, datetime.datetime) else value


def file_of(url, file):
    """Finds the file of a page by its address, in the site that the calendar file is part of."""
    public = next(folder for folder in file.parents if (folder / "sitemap.xml").is_file())
    return public / url.split("/", 3)[3] / "index.html"


def main():
    files = [it for public in sys.argv[1:] for it in sorted(pathlib.Path(public).rglob("*.ics"))]
    events, wrong = 0, 0
    for file in files:
        faults = []
        events += check(file, faults)
        for fault in faults:
            print(f"{file}: {fault}")
        wrong += bool(faults)
    if not events:
        sys.exit("no event was read")
    print(f"{len(files)} calendar files with {events} events are read as they were meant, but for {wrong}")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
