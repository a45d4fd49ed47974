#!/usr/bin/env python3
"""Takes every calendar file of built sites into khal, a calendar program of Debian's, and looks at them in six places.

    tests/calendar-client.py PUBLIC…

Each place has its own clock: khal must show every event at the instant that its page tells machines, as that place's
clock and calendar have it; whole days are the same days everywhere. Needs `khal`.
"""
import datetime
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zoneinfo

import calendar_pages

PLACES = ["Europe/Stockholm", "UTC", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Pacific/Auckland"]
CONFIG = """[calendars]
[[sajten]]
path = {folder}/events
[default]
default_calendar = sajten
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {place}
default_timezone = {place}
"""


def khal(folder, place, *arguments):
    config = pathlib.Path(folder, "config")
    config.write_text(CONFIG.format(folder=folder, place=place))
    done = subprocess.run(["khal", "-c", config, *arguments], env={**os.environ, "TZ": place, "LC_ALL": "C.UTF-8"},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode or "rror" in done.stderr:
        sys.exit(f"khal {arguments[0]}: {done.stderr[-2000:]}")
    return done.stdout


def told(public):
    """Finds when each event and session begins: by the name in its calendar file, what its page tells machines."""
    starts = {}
    for file in public.rglob("evenemang.ics"):
        page = (file.parent / "index.html").read_text(encoding="utf-8")
        lines = file.read_text(encoding="utf-8").replace("\r", "").replace("\n ", "")
        for name, address in re.findall(r"^UID:(\S+)$.*?^URL:(\S+)$", lines, re.M | re.S):
            starts[name] = calendar_pages.told(page, address.partition("#")[2])
    return starts


def shown(start, place):
    """Writes a start as the clock of a place has it."""
    if "T" not in start:
        return start
    there = datetime.datetime.fromisoformat(start).astimezone(zoneinfo.ZoneInfo(place))
    return there.strftime("%Y-%m-%d %H:%M")


def check(public):
    starts = told(public)
    files = sorted(public.rglob("*.ics"))
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/events")
        # The same event lies in several files; read last, it takes its own place.
        khal(folder, "UTC", "import", "--batch", "-a", "sajten", *files)
        years = [int(start[:4]) for start in starts.values()] or [2000]
        span = f"{min(years) - 1}-12-01", f"{366 * (max(years) - min(years) + 2)}d"
        for place in PLACES:
            lines = khal(folder, place, "list", "--once", "--day-format", "", "--format", "{uid}\t{start-long}", *span)
            seen = dict(line.split("\t") for line in lines.splitlines() if "\t" in line)
            expected = {name: shown(start, place) for name, start in starts.items()}
            faults += [f"{place}: {name} is shown at {seen.get(name)}, not {when}"
                       for name, when in expected.items() if seen.get(name, "").strip() != when]
            faults += [f"{place}: {name} is shown and has no page" for name in seen.keys() - expected.keys()]
    return len(files), len(starts), faults


def main():
    total = 0
    wrong = []
    for public in map(pathlib.Path, sys.argv[1:]):
        files, events, faults = check(public)
        total += events
        wrong += faults
        print(f"{public}: khal takes {files} files and shows {events} events in {len(PLACES)} places, {len(faults)} wrong")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    if not total:
        sys.exit("no event was read")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
