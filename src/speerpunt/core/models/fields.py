"""Fields that every app uses."""

from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models

# Signs in one field: about five pages.
LONGEST_TEXT = 10_000


class WebsiteField(models.URLField):
    """An address on the web; typed without a scheme it is taken as https. To the database a plain URLField."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class LongTextField(models.TextField):
    """A text of a few pages at most, wherever it comes from. To the database a plain TextField."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": LONGEST_TEXT, **kwargs})
        self.validators.append(MaxLengthValidator(self.max_length))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length")
        return name, "django.db.models.TextField", args, kwargs
