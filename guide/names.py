"""What records and figures are called: in documents, in the marks of texts, in addresses and in their rows alike."""

from django.core.validators import RegexValidator

NAME_LENGTH = 80
FIGURE_KEY = r"[a-z0-9][a-z0-9_]*(?:\.[a-z0-9_]+)*"
SLUG = r"[-a-z0-9_]+"
# Addresses of pages that stand where a record's would: paths/compare/.
RESERVED = {("path", "compare")}

valid_key = RegexValidator(rf"\A{FIGURE_KEY}\Z", "Lower-case words, joined by dots: hours.programming.")
valid_slug = RegexValidator(rf"\A{SLUG}\Z", "Lower-case letters, digits, hyphens and underscores.")
