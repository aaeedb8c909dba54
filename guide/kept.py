"""What is made of the whole content, kept in memory per process for as long as the content is the same."""

from guide.models import ContentVersion


class KeptByVersion:
    """Decorates ``make(version)``, which is called anew only when the content's version has changed.

    Called with no version, it asks for that of the content as it is now: one small query.
    """

    _all = []

    def __init__(self, make):
        self._make, self._kept = make, None
        self.__doc__ = make.__doc__
        self._all.append(self)

    def __call__(self, version=None):
        version = ContentVersion.objects.number() if version is None else version
        kept = self._kept
        if kept is None or kept[0] != version:
            kept = self._kept = version, self._make(version)
        return kept[1]

    @classmethod
    def forget_all(cls):
        """Drop what is kept: for tests, whose databases start over with the same versions."""
        for each in cls._all:
            each._kept = None
