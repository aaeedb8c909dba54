"""Addresses of the guide's pages. A page links to hundreds, many of them often, and reversing one is not cheap."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def address(name, *keys):
    """Like ``reverse(name, args=keys)``, remembered: it depends on nothing but the code and where it is mounted."""
    return _reversed(name, keys, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=4096)
def _reversed(name, keys, prefix, urlconf):
    return reverse(name, urlconf, args=keys)
