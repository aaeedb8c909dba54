"""The read model of the timer's strip: how the timer stands, in the learner's own clock time."""

from dataclasses import dataclass

from careerguide.templatetags.interface import day, duration, shortday
from tracker.days import wall_at


def clock(instant, zone, today):
    """An instant as the learner's clock shows it: "14:05", with the day where it is not today."""
    wall = wall_at(instant, zone)
    return f"{wall:%H:%M}" if wall.date() == today else f"{shortday(wall, today)}, {wall:%H:%M}"


@dataclass(frozen=True)
class TimerStrip:
    """``state``: idle, running, paused, or stopped and waiting to be logged. ``stamp`` is the same while nothing but
    time has passed; ``since`` is when the open piece began, or the timer was paused or stopped."""

    state: str = "idle"
    stamp: str = "idle"
    token: object = None
    what: str = ""
    seconds: int = 0
    since: str = ""
    limit: int = 0
    clock_is_behind: bool = False

    @classmethod
    def of(cls, access, now):
        """The owner's. It asks the guide only for the name of a skill that is timed."""
        learner = access.learner
        timer = getattr(learner, "timer", None)
        if timer is None or not timer.is_open:
            return cls()
        state = "stopped" if timer.stopped_at else "running" if timer.resumed_at else "paused"
        at = timer.stopped_at or timer.resumed_at
        today = wall_at(now, learner.zone).date()
        seconds, limit = timer.seconds(now), learner.timer_limit_seconds
        return cls(
            state=state,
            stamp=f"{state}.{learner.version}.{seconds > limit:d}",
            token=timer.token,
            what=what_of(timer, access),
            seconds=seconds,
            since=clock(at, learner.zone, today) if at else "",
            limit=limit,
            clock_is_behind=state == "running" and now < at,
        )

    @property
    def is_past_limit(self):
        return self.seconds > self.limit > 0


def what_of(timer, access):
    """What is timed, for people: the skill with its topic, else the activity, "" while it is not said."""
    if not timer.skill_id:
        return timer.get_activity_display()
    skill = access.guide.skills[timer.skill_id].short_title
    return f"{skill}: {timer.topic}" if timer.topic_id else skill


def told_of(sessions, today):
    """What was logged, in a sentence."""
    whole = f"Logged {duration(sum(session.seconds for session in sessions))} of {sessions[0].what}"
    if len(sessions) == 1:
        return f"{whole}." if sessions[0].day == today else f"{whole}, {day(sessions[0].day, today)}."
    parts = [f"{duration(session.seconds)} on {day(session.day, today)}" for session in sessions]
    return f"{whole}: {', '.join(parts)}."
