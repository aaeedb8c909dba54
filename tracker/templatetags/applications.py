"""Display of applications. Pure."""

from django import template

from guide.templatetags.figures import number

register = template.Library()


@register.filter
def pay(application):
    """What a posting says of pay, "80,000–95,000 EUR a year"; "" where it does not."""
    low, high = application.salary_low, application.salary_high
    if low is None and high is None:
        return ""
    amounts = [money(amount) for amount in (low, high) if amount is not None]
    told = "–".join(dict.fromkeys(amounts))
    if low is None:
        told = f"up to {told}"
    elif high is None:
        told = f"from {told}"
    return " ".join(filter(None, (told, application.salary_currency, application.get_salary_period_display())))


def money(amount):
    """An amount with its thousands set off, and with cents where it has some."""
    return number(amount.to_integral_value()) if amount == amount.to_integral_value() else f"{amount:,.2f}"
