"""The colour scheme that a reader chose: light, dark, or the system's. Kept in a cookie: it needs no account."""

COOKIE = "theme"
CHOICES = {"system": "Follow the system", "light": "Light", "dark": "Dark"}


def chosen(request):
    """The chosen scheme, one of CHOICES; whatever else the cookie holds means the system's."""
    value = request.COOKIES.get(COOKIE, "system")
    return value if value in CHOICES else "system"


def theme(request):
    """Context processor: ``theme`` for the html element."""
    return {"theme": chosen(request)}
