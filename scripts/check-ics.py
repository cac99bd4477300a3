"""Reads invitations with the Python package `icalendar` and compares them with what they must say.

Run by scripts/check-ics, which names the folder.
"""

from pathlib import Path
import json
import sys

from icalendar import Calendar


def time(value):
    return value.dt.strftime("%Y-%m-%dT%H:%M:%SZ") if value.dt.utcoffset() is not None else str(value.dt)


def person(value):
    return {"name": str(value.params["CN"]), "address": str(value)}


def event(of):
    attendees = of.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    return {
        "uid": str(of["UID"]),
        "sequence": int(of["SEQUENCE"]),
        "starts": time(of["DTSTART"]),
        "ends": time(of["DTEND"]),
        "stamp": time(of["DTSTAMP"]),
        "summary": str(of["SUMMARY"]),
        "description": str(of["DESCRIPTION"]),
        "url": str(of["URL"]) if "URL" in of else None,
        "organizer": person(of["ORGANIZER"]),
        "attendees": [person(each) for each in attendees],
        "status": str(of["STATUS"]),
    }


def main():
    failed = checked = 0
    for path in sorted(Path(sys.argv[1]).glob("*.ics")):
        calendar = Calendar.from_ical(path.read_bytes())
        assert not calendar.errors, (path.name, calendar.errors)
        read = {
            "method": str(calendar["METHOD"]),
            "name": str(calendar["X-WR-CALNAME"]) if "X-WR-CALNAME" in calendar else None,
            "events": [event(each) for each in calendar.walk("VEVENT")],
        }
        right = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        checked += 1
        if read != right:
            failed += 1
            print(f"{path.name}: icalendar reads\n{json.dumps(read, ensure_ascii=False, indent=1)}", file=sys.stderr)
    print(f"icalendar (Python): {checked} files read, {failed} wrongly")
    sys.exit(failed > 0 or checked == 0)


main()
