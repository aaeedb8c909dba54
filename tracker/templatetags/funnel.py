"""A funnel in words and on a scale from 0 to 100 per cent. Pure display."""

from django import template

from guide.pictures import percent
from tracker.funnel_page import ENDING_NAMES
from tracker.models import Application

register = template.Library()

STAGES = dict(Application.Stage.choices)
CHANNELS = dict(Application.Channel.choices)
NOT_STATED = "not stated"


@register.filter
def stage_name(stage):
    """A stage to "On-site"."""
    return STAGES[stage]


@register.filter
def ending_name(ending):
    """What became of it, to "no reply"."""
    return ENDING_NAMES[ending]


@register.filter
def channel_name(channel):
    """A channel to "job board"."""
    return CHANNELS[channel].lower()


@register.filter
def group_name(group, by):
    """How a group of the funnel is called; what says nothing is said to."""
    if group.joined:
        return f"{group.joined:,} smaller ones together"
    return CHANNELS[group.name] if by == "channel" else group.name or NOT_STATED


def _whole(share):
    return round(100 * share)


@register.filter
def per_cent(rate):
    """A rate to "39%"; "no case yet" without any."""
    return "no case yet" if rate.share is None else f"{_whole(rate.share)}%"


@register.filter
def plausibly(rate):
    """What the rate may be: "22 to 59%"."""
    return f"{_whole(rate.low)} to {_whole(rate.high)}%"


@register.filter
def place(share):
    """A share of 1 as a place on the scale."""
    return percent(share)


@register.filter
def in_days(days):
    """Whole days to "1 day", "12 days"."""
    return f"{days} day" if days == 1 else f"{days:,} days"


@register.filter
def stay(stage):
    """How long a stage takes and who is in it: "9 days, 3 open"; without days where half have not left it."""
    if stage.stage == Application.Stage.ACCEPTED:
        return ""
    still = f"{stage.still_open:,} open"
    return still if stage.days.median is None else f"{in_days(stage.days.median)}, {still}"


@register.filter
def a_week(pace):
    """The pace to "3 a week", "0.4 a week"."""
    return f"{pace.a_week:.1f}".removesuffix(".0") + " a week"


@register.filter
def level(per_cent):
    """The level of intervals, in per cent: "99.6%"."""
    return f"{per_cent:.2f}".rstrip("0").rstrip(".") + "%"
