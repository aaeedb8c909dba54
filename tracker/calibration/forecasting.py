"""The model of the learner's page, asked as the scoring asks."""

import datetime

from tracker.calibration.scoring import Band
from tracker.days import DAY
from tracker.forecast import Dating, Outlook, merged
from tracker.weeks import WholeWeek

TODAY = datetime.date(2027, 1, 4)


def forecast(asked):
    """Bands in days, by the code that dates a learner's marks."""
    count = len(asked.hours)
    weeks = [
        WholeWeek(TODAY - (count - number) * 7 * DAY, round(hours * 3600), None)
        for number, hours in enumerate(asked.hours)
    ]
    outlook = Outlook.of(weeks, None)
    if not outlook.pace.seconds:
        return [Band(None, None)] * len(asked.needs)
    # The first week to come begins on the day after asking.
    resting = [TODAY + (7 * week + 1) * DAY for week, rests in enumerate(asked.rests) if rests]
    dating = Dating(outlook, outlook.pace, TODAY, merged([(day, day + 6 * DAY) for day in resting], TODAY))
    bands = [dating.mark("low", need, need).band for need in asked.needs]
    return [Band(_days(band.early), _days(band.late)) for band in bands]


def _days(day):
    return None if day is None else (day - TODAY).days
