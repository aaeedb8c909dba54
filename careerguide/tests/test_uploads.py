"""A file that is too large is neither kept in memory nor on disk, and the rest of the form is read."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from careerguide.uploads import size_in_words, too_large

MEGABYTE = 1_000_000


class Stream(io.RawIOBase):
    """A form with a file of so many megabytes that nobody has to hold, and how much of it was read."""

    def __init__(self, megabytes):
        head = b'--edge\r\nContent-Disposition: form-data; name="said"\r\n\r\nyes\r\n'
        head += b'--edge\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n'
        head += b"Content-Type: text/csv\r\n\r\n"
        self.parts = iter([head, *[b"2026-02-02,1h\n" * (MEGABYTE // 14)] * megabytes, b"\r\n--edge--\r\n"])
        self.left, self.largest = b"", 0

    def read(self, size=-1):
        while len(self.left) < size and (part := next(self.parts, None)) is not None:
            self.left += part
        given, self.left = self.left[:size], self.left[size:]
        self.largest = max(self.largest, len(given))
        return given


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (1023, "1,023 bytes"), (1024, "1 kB"), (1_500, "1.5 kB"), (1024**2 - 1, "1 MB"),
     (50 * 1024**2, "50 MB"), (52_000_000, "49.6 MB"), (3 * 1024**3, "3 GB"), (5000 * 1024**3, "5,000 GB")],
)  # fmt: skip
def test_sizes_are_told_in_one_way(size, words):
    assert size_in_words(size) == words


def request_with(stream, length):
    request = RequestFactory().post("/", data=b"x", content_type="multipart/form-data; boundary=edge")
    request.META["CONTENT_LENGTH"] = str(length)
    request._stream = stream
    request._read_started = False
    return request


@pytest.mark.parametrize(("megabytes", "most"), [(200, 5 * MEGABYTE), (4, 4 * MEGABYTE - 50_000)])
def test_what_is_too_large_is_passed_over_whether_it_is_announced_or_found(settings, megabytes, most):
    """The second is so little over the limit that the rest of the form might be it."""
    settings.UPLOAD_MAX_BYTES = most
    stream = Stream(megabytes)
    request = request_with(stream, megabytes * MEGABYTE)
    assert request.POST["said"] == "yes"
    assert "file" not in request.FILES
    assert too_large(request)
    assert stream.largest < MEGABYTE, "in blocks, not whole"


def test_a_file_within_the_limit_is_kept_whole(settings):
    settings.UPLOAD_MAX_BYTES = 5 * MEGABYTE
    content = b"x" * (4 * MEGABYTE)
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.csv", content)})
    assert request.FILES["file"].read() == content
    assert not too_large(request)
    request.close()
