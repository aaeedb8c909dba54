"""How large an uploaded file may be: what is larger is not kept, neither in memory nor on disk."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class CappedUploads(FileUploadHandler):
    """The first of the handlers: it passes on what arrives, up to ``settings.UPLOAD_MAX_BYTES`` a file.

    A larger one is passed over and the rest of the form is read as ever; ``too_large(request)`` then is true, so that
    the view can say so beside the field. One that is announced as larger is not even begun.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.announced = content_length

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.size = 0
        if self.announced > settings.UPLOAD_MAX_BYTES + 100_000:  # the form's other fields
            self._refuse()

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size > settings.UPLOAD_MAX_BYTES:
            self._refuse()
        return raw_data

    def file_complete(self, file_size):
        return None

    def _refuse(self):
        self.request.upload_is_too_large = True
        raise SkipFile


def size_in_words(size):
    """Bytes to "50 MB", "1.4 MB", "12 kB", "1 byte": a megabyte is 1,024 times 1,024 of them."""
    if size < 1024:
        return f"{size:,} byte{'' if size == 1 else 's'}"
    for unit in ("kB", "MB", "GB"):
        size /= 1024
        if round(size, 1) < 1024 or unit == "GB":
            break
    return f"{size:,.1f}".removesuffix(".0") + f" {unit}"


def most():
    """How large a file may be, in words."""
    return size_in_words(settings.UPLOAD_MAX_BYTES)


def too_large(request):
    """Whether a file of this request was passed over for its size. To be asked after the form was read."""
    return getattr(request, "upload_is_too_large", False)
