"""What the site writes to its log: never the secret of an address that is one."""

import logging
import re

SECRET = re.compile(r"((?<!/tracker)(?:/calendar/|/digest/off/|/evidence/))[^\s/?\"']+")


def masked(text):
    """Text in which the secrets of addresses are starred."""
    return SECRET.sub(r"\1***", text)


class Masked(logging.Filter):
    """Stars the secrets in what is logged of requests. Keeps every record."""

    def filter(self, record):
        record.msg = masked(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(masked(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
