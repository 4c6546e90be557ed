"""A document that cannot be read: what is wrong, where, and what the person can do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNKNOWN_TYPE = _("We cannot read %(name)s. Upload the plan as .docx, .pdf, .md or .txt.")
TOO_LARGE = _(
    "%(name)s is larger than %(limit_mb)s MB. Make the pictures smaller, or upload the plan in parts."
)
TOO_LONG = _("%(name)s has more than %(limit)s lines. Upload the plan in parts.")
EMPTY = _("%(name)s holds no text. Choose another file.")
NOT_THIS_TYPE = _(
    "%(name)s is not what its name says. Open it in your own program and save it again as %(type)s."
)
OLD_OR_PROTECTED = _(
    "%(name)s has a password, or was made by an old version of Word. Save it as .docx without a password."
)
PROTECTED = _("%(name)s has a password. Save the plan without a password and upload it again.")
DAMAGED = _("%(name)s is damaged: %(part)s cannot be read. Save it again in your own program.")
SCANNED = _("%(name)s holds pictures of pages, without text. Have the scan recognised as text (OCR) first.")
UNPACKS_TOO_LARGE = _("%(name)s grows too large when unpacked. Save it again without pictures.")
TOO_MANY_PAGES = _("%(name)s has more than %(limit)s pages. Upload the plan in parts.")
HIDDEN_CHARACTER = _(
    "Line %(line)s of %(name)s holds a character that is not text (%(character)s). Remove it, or save as UTF-8."
)
UNKNOWN_CHARACTERS = _("From line %(line)s on we cannot read the characters of %(name)s. Save it as UTF-8.")


class DocumentProblem(Exception):
    """Nothing was imported. `str()` gives the sentence in the language of the reader at that moment."""

    def __init__(self, message: Promise, **where: object) -> None:
        super().__init__(message, where)
        self.message = message
        self.where = where

    def __str__(self) -> str:
        return str(self.message) % self.where
