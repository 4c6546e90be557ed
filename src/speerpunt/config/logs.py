"""What a line of the log may say."""

import logging
import re

# An invitation carries its secret in the address of its page.
SECRET = re.compile(r"[\w-]{40,}")


class WithoutSecrets(logging.Filter):
    """A request for a host that is not ours is one line, not a page: anybody can send a thousand of them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRET.sub("…", record.getMessage()), ()
        if record.name == "django.security.DisallowedHost":
            record.exc_info = None
        return True
