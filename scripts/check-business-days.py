"""Asks the program for business days and compares its answers with numpy's, on the holidays of the package `holidays`.

Run by scripts/check-business-days. The questions are always the same: the seed is fixed.
"""

from datetime import date, timedelta
from pathlib import Path
import json
import random
import re
import subprocess
import sys

import holidays
import numpy

CASES = 3000
FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
# So far ahead that the answer is before the last day whose holidays are known.
LATEST = LAST - timedelta(days=300)
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DATA = Path(__file__).parent.parent / "src/calendar/data/holidays.txt"


def national(code):
    """The holidays of a region, from the package and not from our data."""
    country, _, region = code.upper().partition("-")
    return set(holidays.country_holidays(country, subdiv=region or None, years=range(FIRST.year, LAST.year + 1)))


def questions():
    chance = random.Random(20261120)
    regions = re.findall(r"^=(\S+)", DATA.read_text(encoding="utf-8"), re.MULTILINE)
    known = {code: national(code) for code in regions}
    days = (LATEST - FIRST).days
    for region in regions:
        # Through all years, on every day of the week: whatever holiday is missing or too many shows.
        count = (LAST - FIRST).days + 1 - len([day for day in known[region] if FIRST <= day <= LAST])
        before = FIRST - timedelta(days=1)
        question = {"from": before, "count": count, "working_days": WEEK, "region": region, "holidays": []}
        yield question, known[region]
    for number in range(CASES):
        # Every region has its turn, more often than not with the usual week.
        region = regions[number % len(regions)] if chance.random() < 0.8 else None
        usual = chance.random() < 0.6
        working = WEEK[:5] if usual else chance.sample(WEEK, chance.randint(1, 7))
        own = [FIRST + timedelta(days=chance.randrange(days)) for _ in range(chance.randrange(40))]
        question = {
            "from": FIRST + timedelta(days=chance.randrange(days)),
            "count": chance.randint(1, 30),
            "working_days": working,
            "region": region,
            "holidays": own,
        }
        yield question, known.get(region, set()) | set(own)


def expected(question, days_off):
    week = [day in question["working_days"] for day in WEEK]
    offsets = numpy.arange(1, question["count"] + 1)
    found = numpy.busday_offset(
        question["from"], offsets, roll="backward", weekmask=week, holidays=sorted(days_off)
    )
    return [str(day) for day in found]


def main():
    asked = list(questions())
    lines = "".join(json.dumps(question, default=str) + "\n" for question, _ in asked)
    answered = subprocess.run(sys.argv[1:], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(answered) == len(asked), f"{len(asked)} questions, {len(answered)} answers"
    wrong = 0
    for (question, days_off), answer in zip(asked, answered):
        ours, numpys = json.loads(answer), expected(question, days_off)
        if ours != numpys:
            wrong += 1
            print(json.dumps(question, default=str), file=sys.stderr)
            print("  only ours count: ", sorted(set(ours) - set(numpys)), file=sys.stderr)
            print("  only numpy's do: ", sorted(set(numpys) - set(ours)), file=sys.stderr)
    print(f"{len(asked)} cases compared with numpy {numpy.__version__}, {wrong} differ")
    sys.exit(wrong > 0)


main()
