"""The calendar feed: an address that is a secret, under which a calendar program reads the days of a record."""

from tracker.models.addresses import SecretAddress, address_constraints, withdrawn_index


class CalendarFeed(SecretAddress):
    class Meta(SecretAddress.Meta):
        constraints = address_constraints("feed")
        indexes = [withdrawn_index("feed")]
