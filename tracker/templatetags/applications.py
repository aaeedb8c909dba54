"""Display of applications. Pure."""

from django import template

from tracker.amounts import amount_words

register = template.Library()


@register.filter
def pay(application):
    """What a posting says of pay, "80,000–95,000 EUR a year"; "" where it does not."""
    low, high = application.salary_low, application.salary_high
    if low is None and high is None:
        return ""
    amounts = [amount_words(amount) for amount in (low, high) if amount is not None]
    told = "–".join(dict.fromkeys(amounts))
    if low is None:
        told = f"up to {told}"
    elif high is None:
        told = f"from {told}"
    return " ".join(filter(None, (told, application.salary_currency, application.get_salary_period_display())))
