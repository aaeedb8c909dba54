"""Kinds without fields of their own: classes by which each can be curated by itself."""

from django.db import models

from guide.models.records import Kind, Record
from guide.querysets import KindManager


class Plain(models.Model):
    """A kind whose rows are the records of its ``KIND``."""

    objects = KindManager()

    class Meta:
        abstract = True


class Misconception(Plain, Record):
    KIND = Kind.MISCONCEPTION

    class Meta:
        proxy = True


class Tool(Plain, Record):
    KIND = Kind.TOOL

    class Meta:
        proxy = True


class Role(Plain, Record):
    """What the work is, where it ends, and whom it suits."""

    KIND = Kind.ROLE

    class Meta:
        proxy = True
        verbose_name = "part of the role"
        verbose_name_plural = "the role"


class Education(Plain, Record):
    """Degrees, bootcamps, and how to choose and use them."""

    KIND = Kind.EDUCATION

    class Meta:
        proxy = True
        verbose_name_plural = "education"


class Process(Plain, Record):
    """The order of steps that one source lays out."""

    KIND = Kind.PROCESS

    class Meta:
        proxy = True
        verbose_name = "order of steps"
        verbose_name_plural = "orders of steps"


class Pay(Plain, Record):
    KIND = Kind.PAY

    class Meta:
        proxy = True
        verbose_name_plural = "pay"


class Outlook(Plain, Record):
    KIND = Kind.OUTLOOK

    class Meta:
        proxy = True
        verbose_name_plural = "outlook"


class Faq(Plain, Record):
    KIND = Kind.FAQ

    class Meta:
        proxy = True
        verbose_name = "frequent question"


class Mistake(Plain, Record):
    KIND = Kind.MISTAKE

    class Meta:
        proxy = True


class Advice(Plain, Record):
    KIND = Kind.ADVICE

    class Meta:
        proxy = True
        verbose_name_plural = "advice"


class Point(Plain, Record):
    """Something that speaks for the career, or against it."""

    KIND = Kind.POINT

    class Meta:
        proxy = True
        verbose_name = "point for or against"
        verbose_name_plural = "points for and against"


class Challenge(Plain, Record):
    KIND = Kind.CHALLENGE

    class Meta:
        proxy = True


class Interview(Plain, Record):
    KIND = Kind.INTERVIEW

    class Meta:
        proxy = True
        verbose_name = "interview question"


class Idea(Plain, Record):
    KIND = Kind.IDEA

    class Meta:
        proxy = True
        verbose_name = "portfolio idea"


class Stage(Plain, Record):
    KIND = Kind.STAGE

    class Meta:
        proxy = True
        verbose_name = "career stage"


class Career(Plain, Record):
    KIND = Kind.CAREER

    class Meta:
        proxy = True
        verbose_name = "related career"


class Activity(Plain, Record):
    """A part of a day's or a week's work."""

    KIND = Kind.ACTIVITY

    class Meta:
        proxy = True
        verbose_name_plural = "activities"


class Network(Plain, Record):
    """Where to meet people of the field, and whom."""

    KIND = Kind.NETWORK

    class Meta:
        proxy = True
        verbose_name = "contact"


class Work(Plain, Record):
    """Something that a source cites or recommends."""

    KIND = Kind.WORK

    class Meta:
        proxy = True
        verbose_name = "cited work"


class Term(Plain, Record):
    """An abbreviation: ``short``, and the title for what it stands."""

    KIND = Kind.TERM

    class Meta:
        proxy = True
