"""Writes src/calendar/data/holidays.txt: public holidays, from the PyPI package `holidays`.

Run by hand, or monthly, and never by the build:

  scripts/python scripts/gen-holidays.py

`src/calendar/national.rs` reads the file and describes its form. `scripts/check-business-days` compares what it reads
with the package.
"""

from datetime import date, timedelta
from importlib.metadata import distribution
from pathlib import Path
import re

import holidays
from holidays.calendars.chinese import _ChineseLunisolar
from dateutil.easter import EASTER_ORTHODOX, easter

YEARS = range(2020, 2036)

# Where software is made, as far as the file stays small.
COUNTRIES = """
AE AR AT AU BE BG BR CA CH CL CN CO CZ DE DK EE ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KR LT LU LV MX MY NL NO NZ
PH PL PT RO RS SA SE SG SI SK TH TR TW US VN ZA
""".split()

# Countries in which nearly everybody's holidays are those of a region. In others, such as the United States, offices
# keep the national ones.
WITH_REGIONS = ["AU", "CA", "CH", "DE", "GB"]

# Names in a second language.
NATIVE = {"JP": "ja"}

NAMES = {
    "AE": "United Arab Emirates", "AR": "Argentina", "AT": "Austria", "AU": "Australia", "BE": "Belgium",
    "BG": "Bulgaria", "BR": "Brazil", "CA": "Canada", "CH": "Switzerland", "CL": "Chile", "CN": "China",
    "CO": "Colombia", "CZ": "Czechia", "DE": "Germany", "DK": "Denmark", "EE": "Estonia", "ES": "Spain",
    "FI": "Finland", "FR": "France", "GB": "United Kingdom", "GR": "Greece", "HK": "Hong Kong", "HR": "Croatia",
    "HU": "Hungary", "ID": "Indonesia", "IE": "Ireland", "IL": "Israel", "IN": "India", "IS": "Iceland",
    "IT": "Italy", "JP": "Japan", "KR": "South Korea", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia",
    "MX": "Mexico", "MY": "Malaysia", "NL": "Netherlands", "NO": "Norway", "NZ": "New Zealand",
    "PH": "Philippines", "PL": "Poland", "PT": "Portugal", "RO": "Romania", "RS": "Serbia", "SA": "Saudi Arabia",
    "SE": "Sweden", "SG": "Singapore", "SI": "Slovenia", "SK": "Slovakia", "TH": "Thailand", "TR": "Turkey",
    "TW": "Taiwan", "US": "United States", "VN": "Vietnam", "ZA": "South Africa",
}

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def named_days(country, region, language):
    """Date to the names of its holidays."""
    found = holidays.country_holidays(country, subdiv=region, years=YEARS, language=language)
    # The days that a substitution refers to are not in the name: each would make a name of its own.
    plain = lambda name: re.sub(r" \(substituted from .*?\)", " (substituted)", name)
    return {day: [plain(name) for name in names.split("; ")] for day, names in found.items()}


def by_name(country, region=None):
    """(English name, name in the second language or nothing) to its dates."""
    english = named_days(country, region, "en_US")
    native = named_days(country, region, NATIVE[country]) if country in NATIVE else {}
    found = {}
    for day, names in english.items():
        others = native.get(day, [""] * len(names))
        assert len(others) == len(names), (country, day)
        for both in zip(names, others):
            found.setdefault(both, set()).add(day)
    return found


def feasts():
    """Name to the dates of feasts that many holidays follow, one each year."""
    chinese = _ChineseLunisolar()
    return {
        "easter": {year: easter(year) for year in YEARS},
        "pascha": {year: easter(year, EASTER_ORTHODOX) for year in YEARS},
        "spring": {year: chinese.lunar_new_year_date(year)[0] for year in YEARS},
    }


def rules(days):
    """Rules of which one may give these dates: its text, and the date it gives each year."""
    for month, first in sorted({(day.month, day.day) for day in days} - {(2, 29)}):
        yield f"{month:02}{first:02}", {year: date(year, month, first) for year in YEARS}
    for name, dates in FEASTS.items():
        for offset in sorted({(day - dates[day.year]).days for day in days}):
            if abs(offset) < 70:
                yield f"{name}{offset:+d}", {year: dates[year] + timedelta(offset) for year in YEARS}
    for start in sorted({(day - timedelta(back)).replace(year=2023) for day in days for back in range(7)
                         if (day.month, day.day) != (2, 29) and (day - timedelta(back)).strftime("%m%d") != "0229"}):
        for weekday in sorted({day.weekday() for day in days}):
            starts = {year: start.replace(year=year) for year in YEARS}
            yield f"{start:%m%d}{WEEKDAYS[weekday]}", {
                year: day + timedelta((weekday - day.weekday()) % 7) for year, day in starts.items()
            }


def in_year(days, year):
    """The dates of a year as they are written."""
    return f"{year % 100:02}:" + ",".join(f"{day:%m%d}" for day in sorted(days) if day.year == year)


def when(days):
    """The dates as they are written: each year's, or a rule and the years that differ from it; what is shorter."""
    ways = [" ".join(in_year(days, year) for year in YEARS if any(day.year == year for day in days))]
    for text, dates in rules(days):
        differ = [year for year in YEARS if {day for day in days if day.year == year} != {dates[year]}]
        ways.append(" ".join([text] + [in_year(days, year) for year in differ]))
    return min(ways, key=len)


FEASTS = feasts()


def lines(found, sign=""):
    """The lines of some holidays, in the order in which they come in a year."""
    ordered = sorted(found.items(), key=lambda entry: (min((d.month, d.day) for d in entry[1]), entry[0]))
    for (english, native), days in ordered:
        yield "|".join([sign + when(days), english] + ([native] if native else []))


def difference(these, others):
    """The dates of `these`, name by name, that are no holiday at all in `others`."""
    known = set().union(*others.values())
    left = {name: days - known for name, days in these.items()}
    return {name: days for name, days in left.items() if days}


def regions(country):
    """Code and name of each region."""
    calendar = holidays.country_holidays(country)
    names = {code: name for name, code in reversed(calendar.subdivisions_aliases.items())}
    codes = [code for code in calendar.subdivisions if len(code) <= 3]
    return sorted((code, names.get(code, code)) for code in codes)


def main():
    package = distribution("holidays")
    text = [
        f"# Public holidays from {YEARS[0]} to {YEARS[-1]}, made by scripts/gen-holidays.py; not to be edited by hand.",
        f"# Taken from the PyPI package `holidays` {package.version}; its licence (MIT) is in LICENSE-holidays.txt.",
        "# The form is described in src/calendar/national.rs.",
    ]
    for name, dates in FEASTS.items():
        text.append(f"@{name} " + " ".join(in_year([dates[year]], year) for year in YEARS))
    for country in COUNTRIES:
        national = by_name(country)
        text.append(f"={country.lower()} {NAMES[country]}")
        text.extend(lines(national))
        for code, name in regions(country) if country in WITH_REGIONS else []:
            regional = by_name(country, code)
            text.append(f"={country.lower()}-{code.lower()} {name}")
            text.extend(lines(difference(regional, national)))
            text.extend(lines(difference(national, regional), "-"))
    folder = Path(__file__).parent.parent / "src/calendar/data"
    (folder / "holidays.txt").write_text("\n".join(text) + "\n", encoding="utf-8")
    licence = next(file for file in package.files if file.name == "LICENSE")
    (folder / "LICENSE-holidays.txt").write_text(licence.read_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
