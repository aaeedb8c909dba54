"""What tells two applications to the same from two that only look alike: links, requisition numbers and names, folded.

Pure. A link or a requisition number says more than names do: one company posts one title often.
"""

import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit

# Words of an address that say where a reader came from, not what they read.
TRACKS = re.compile(r"^(utm_.*|gclid|fbclid|gh_src|lever-source.*|source|src|ref|refid|trk|trackingid|lipi)$", re.I)
# What a company's name may or may not end in.
FORMS = {
    "inc",
    "llc",
    "ltd",
    "gmbh",
    "ag",
    "plc",
    "corp",
    "co",
    "bv",
    "sa",
    "sarl",
    "srl",
    "ab",
    "oy",
    "pty",
    "limited",
}


def folded(text):
    """Text as it is compared: without case, accents, punctuation and doubled blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))


def link_key(link):
    """A link as it is compared: without scheme, ``www.``, fragment, a last slash and what only tracks readers."""
    if not link:
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    host = parts.netloc.casefold().removeprefix("www.")
    query = sorted((key, value) for key, value in parse_qsl(parts.query) if not TRACKS.match(key))
    return (host + parts.path.rstrip("/") + (f"?{urlencode(query)}" if query else ""))[:500]


def company_key(company):
    words = folded(company).split()
    while len(words) > 1 and words[-1] in FORMS:
        words.pop()
    return " ".join(words)[:120]


def keys_of(*, company, role, link="", requisition=""):
    """What an application is compared by: values by the fields of its row."""
    return {
        "link_key": link_key(link),
        "requisition_key": folded(requisition)[:80],
        "company_key": company_key(company),
        "role_key": folded(role)[:120],
    }
