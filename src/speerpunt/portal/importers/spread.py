"""How the made-up enterprises are spread over areas, branches and sizes: the file enterprises.toml."""

from dataclasses import dataclass
from typing import Any, ClassVar

from speerpunt.members.enums import Branch, SizeClass

from ..services.example.identities import AreaReference, IndicatorReference, OrganisationReference


@dataclass(frozen=True)
class SizeShare:
    id: SizeClass
    weight: float
    jobs_min: int
    jobs_max: int


@dataclass(frozen=True)
class BusinessKind:
    """What a name says that somebody does, and the codes that fit it."""

    name: str
    sbi_codes: tuple[str, ...]


@dataclass(frozen=True)
class BranchShare:
    notes: ClassVar = ("name", "sbi_sections")

    id: Branch
    weight: float
    kinds: tuple[BusinessKind, ...]


@dataclass(frozen=True)
class AreaShare:
    """How many lie in an area, of which branches, and which share joined its association."""

    id: AreaReference
    enterprises: int
    postcodes: tuple[str, ...]
    branches: dict[str, Any]
    association: OrganisationReference | None = None
    member_share: float = 0.0
    size_factor: float = 1.0


@dataclass(frozen=True)
class District:
    """Four digits of a postcode with the middle of where people work there."""

    postcode: str
    latitude: float
    longitude: float
    radius_m: int
    weight: float


@dataclass(frozen=True)
class CityUmbrella:
    """An umbrella with members all over the city."""

    umbrella: OrganisationReference
    members: int
    branches_preferred: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class NameParts:
    pattern: str
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]


@dataclass(frozen=True)
class AddressParts:
    notes: ClassVar = ("city",)

    streets: tuple[str, ...]
    streets_per_district: int
    house_number_min: int
    house_number_max: int


@dataclass(frozen=True)
class Spread:
    notes: ClassVar = ("source", "sbi_version", "email_domain")

    total: int
    seed: int
    kvk_prefix: str
    branch_number_prefix: str
    postcode_letters: str
    postcode_letters_excluded: tuple[str, ...]
    sizes: tuple[SizeShare, ...]
    branches: tuple[BranchShare, ...]
    areas: tuple[AreaShare, ...]
    districts: tuple[District, ...]
    city_umbrellas: tuple[CityUmbrella, ...]
    names: NameParts
    addresses: AddressParts
    # The indicator that says how many jobs an area has; what is left of the city's lies outside the areas.
    jobs_indicator: IndicatorReference | None = None
