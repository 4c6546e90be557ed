"""How records of the data files name themselves and each other."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True)
class Names:
    """This text is the id by which other records refer to the record."""

    kind: str


@dataclass(frozen=True)
class Refers:
    """This text is the id of a record of some kind, in whichever file."""

    kind: str


AreaId = Annotated[str, Names("area")]
AreaReference = Annotated[str, Refers("area")]
BodyId = Annotated[str, Names("body")]
BodyReference = Annotated[str, Refers("body")]
ChallengeId = Annotated[str, Names("challenge")]
ChallengeReference = Annotated[str, Refers("challenge")]
DecisionId = Annotated[str, Names("decision")]
DecisionReference = Annotated[str, Refers("decision")]
EditionId = Annotated[str, Names("edition")]
EditionReference = Annotated[str, Refers("edition")]
IndicatorId = Annotated[str, Names("indicator")]
IndicatorReference = Annotated[str, Refers("indicator")]
ItemId = Annotated[str, Names("agenda item")]
ItemReference = Annotated[str, Refers("agenda item")]
MeetingId = Annotated[str, Names("meeting")]
MeetingReference = Annotated[str, Refers("meeting")]
OrganisationId = Annotated[str, Names("organisation")]
OrganisationReference = Annotated[str, Refers("organisation")]
PersonId = Annotated[str, Names("person")]
PersonReference = Annotated[str, Refers("person")]
PositionId = Annotated[str, Names("position")]
PositionReference = Annotated[str, Refers("position")]
PriorityId = Annotated[str, Names("priority")]
PriorityReference = Annotated[str, Refers("priority")]
ProjectId = Annotated[str, Names("project")]
ProjectReference = Annotated[str, Refers("project")]
AccountId = Annotated[str, Names("drawing account")]
AccountReference = Annotated[str, Refers("drawing account")]
