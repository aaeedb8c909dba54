"""Which code is running, as a short word: what was rendered by other code is not the same page."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

RENDERING = ("careerguide/**/*.py", "guide/**/*.py", "templates/**/*.html", "static/css/*.css", "static/js/*.js")


@cache
def release(base=None):
    """A digest of the files that decide how a page reads; the same for all workers of one release."""
    base = Path(base or settings.BASE_DIR)
    digest = hashlib.blake2b(digest_size=8)
    for pattern in RENDERING:
        for path in sorted(base.glob(pattern)):
            digest.update(str(path.relative_to(base)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
