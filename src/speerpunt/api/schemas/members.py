"""Who belongs to the collective."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from speerpunt.core.enums import Level
from speerpunt.members.enums import BodyKind, Branch, LocationSource, OrganisationKind, SbiVersion, SizeClass
from speerpunt.members.models import Organisation

from .base import UNSAID, Asked, AskedId, Day, Flag, Id, ListQuery, Number, Whole, change_of, text_of


class OrganisationTold(BaseModel):
    """Ways to reach it are null for who may not know them, the number of the trade register for who stands outside."""

    id: int
    kind: OrganisationKind
    name: str
    description: str
    kvk_number: str | None
    branch_number: str | None
    sbi_code: str
    sbi_version: SbiVersion | Literal[""]
    branch: Branch | Literal[""]
    jobs: int | None
    size_class: SizeClass | Literal[""]
    street: str
    house_number: str
    postcode: str
    city: str
    latitude: float | None
    longitude: float | None
    location_source: LocationSource
    email: str | None
    phone: str | None
    website: str
    updated_at: datetime
    page: str


class OrganisationQuery(ListQuery):
    kind: OrganisationKind | None = None
    branch: Branch | None = None
    size_class: SizeClass | None = None
    umbrella: AskedId | None = None
    area: AskedId | None = None
    search: str | None = None


class OrganisationNew(Asked):
    kind: OrganisationKind
    name: text_of(Organisation, "name")
    description: text_of(Organisation, "description") = UNSAID
    kvk_number: text_of(Organisation, "kvk_number") = UNSAID
    branch_number: text_of(Organisation, "branch_number") = UNSAID
    sbi_code: text_of(Organisation, "sbi_code") = UNSAID
    sbi_version: SbiVersion | Literal[""] = UNSAID
    branch: Branch | Literal[""] = UNSAID
    jobs: Whole | None = UNSAID
    size_class: SizeClass | Literal[""] = UNSAID
    street: text_of(Organisation, "street") = UNSAID
    house_number: text_of(Organisation, "house_number") = UNSAID
    postcode: text_of(Organisation, "postcode") = UNSAID
    city: text_of(Organisation, "city") = UNSAID
    latitude: Number | None = UNSAID
    longitude: Number | None = UNSAID
    email: text_of(Organisation, "email") = UNSAID
    phone: text_of(Organisation, "phone") = UNSAID
    website: text_of(Organisation, "website") = UNSAID


OrganisationChange = change_of(OrganisationNew)


class MembershipTold(BaseModel):
    id: int
    organisation: int
    umbrella: int
    start: date | None
    end: date | None
    dates_assumed: bool


class MembershipQuery(ListQuery):
    organisation: AskedId | None = None
    umbrella: AskedId | None = None


class MembershipNew(Asked):
    organisation: Id
    umbrella: Id
    start: Day | None = UNSAID
    end: Day | None = UNSAID
    dates_assumed: Flag = UNSAID


class MembershipChange(Asked):
    """A membership ends; its last day is all that can be said of it afterwards."""

    end: Day


class BodyTold(BaseModel):
    id: int
    kind: BodyKind
    name: str
    level: Level
    organisation: int | None
    page: str


class PersonTold(BaseModel):
    """The name, and nothing by which somebody can be reached."""

    id: int
    name: str
