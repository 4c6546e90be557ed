"""What a piece of a plan may be, and the words by which plans say so. The words are a table that users edit."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol


class Kind(StrEnum):
    PLAN = "plan"
    CHAPTER = "chapter"
    PRIORITY = "priority"
    SUB_PRIORITY = "sub_priority"
    AIM = "aim"
    CHALLENGE = "challenge"
    PROJECT = "project"
    PART = "part"
    RESULT = "result"
    MILESTONE = "milestone"
    BODY = "body"
    ORGANISATION = "organisation"
    SECTION = "section"
    TEXT = "text"
    CONTENTS = "contents"
    CAPTION = "caption"
    NOISE = "noise"  # headers, footers, page numbers, drawn lines


class KindPhrase(Protocol):
    """A row of the table of words, from this file or from the database."""

    @property
    def phrase(self) -> str: ...

    @property
    def kind(self) -> str: ...


class KindWord(NamedTuple):
    phrase: str
    kind: str


_PHRASES: dict[Kind, str] = {
    Kind.PRIORITY: "Speerpunt, Speerpunten, Prioriteit, Prioriteiten, Thema, Thema's, Kernthema, Kernthema's, Pijler, "
    "Pijlers, Programmalijn, Programmalijnen, Focusgebied, Focusgebieden, Hoofdlijn, Hoofdlijnen, Beleidsthema, "
    "Beleidsthema's, Strategische lijn, Strategische lijnen, Hoofdthema, Hoofdthema's, Speerpuntgebied, "
    "Programma, Programma's, Strategische prioriteit, Strategische prioriteiten, Kernopgave, Kernopgaven, "
    "Zwaartepunt, Zwaartepunten, Aandachtsgebied, Aandachtsgebieden, Ontwikkellijn, Ontwikkellijnen, "
    "Priority, Priorities, Theme, Themes, Pillar, Pillars, Focus area, Focus areas, Strategic priority, "
    "Strategic priorities, Priority area, Priority areas, Key theme, Key themes, Programme line, Programme lines",
    Kind.SUB_PRIORITY: "Subspeerpunt, Subspeerpunten, Sub-speerpunt, Deelspeerpunt, Deelspeerpunten, Subthema, "
    "Subthema's, Deelthema, Deelthema's, Deelprogramma, Deelprogramma's, Sub-priority, Sub-priorities, Subtheme",
    Kind.AIM: "Onze prioriteiten, Doel, Doelen, Doelstelling, Doelstellingen, Ambitie, Ambities, Onze inzet, "
    "Hoofddoel, Subdoel, Subdoelen, Wat willen we bereiken, Wat wij willen, Wat willen wij bereiken, Streven, "
    "Hoofddoelen, Beoogd resultaat, Beoogde resultaten, Beoogde effecten, Waar gaan we voor, Onze doelen, "
    "Our priorities, Aim, Aims, Goal, Goals, Objective, Objectives, Ambition, Ambitions, What we want to achieve, "
    "Our goals, Our aims, Target, Targets",
    Kind.CHALLENGE: "Opgave, Opgaven, Opgaves, Uitdaging, Uitdagingen, Vraagstuk, Vraagstukken, Knelpunt, "
    "Knelpunten, Challenge, Challenges",
    Kind.PROJECT: "Lopende projecten, Lopend project, Project, Projecten, Uitvoeren project, Nieuwe projecten, "
    "Geplande projecten, Actie, Acties, Actiepunt, Actiepunten, Actielijn, Actielijnen, Maatregel, Maatregelen, "
    "Initiatief, Initiatieven, Wat gaan we doen, Wat gaan wij doen, Wat doen we, Uitvoeringsprojecten, "
    "Wat gaan we daarvoor doen, Wat gaan wij daarvoor doen, Wat doen we daarvoor, Wat doen wij daarvoor, "
    "Wat gaan we ervoor doen, Hoe gaan we dat doen, Zo pakken we het aan, Projectenlijst, Projectenoverzicht, "
    "Speerpuntprojecten, Sleutelproject, Sleutelprojecten, Pilot, Pilots, Maatregelenpakket, "
    "Ongoing projects, Current projects, Projects, Action, Actions, Initiative, Initiatives, Measures, Measure, "
    "Key actions, Key projects, New projects, Planned projects, What we will do, Action points",
    Kind.PART: "Deelproject, Deelprojecten, Onderdeel, Onderdelen, Werkpakket, Werkpakketten, Deelactie, Deelacties, "
    "Activiteit, Activiteiten, Work package, Work packages, Activities",
    Kind.RESULT: "Resultaat, Resultaten, Behaalde resultaten, Opbrengst, Opbrengsten, Effecten, "
    "Wat hebben we bereikt, Wat is er bereikt, Wat hebben wij bereikt, Result, Results, Outcome, Outcomes, Achievements",
    Kind.MILESTONE: "Mijlpaal, Mijlpalen, Planning, Beslismoment, Beslismomenten, Besluitmomenten, Milestone, "
    "Milestones, Timeline",
    Kind.BODY: "Kernteam, Kernteams, Stuurgroep, Stuurgroepen, Werkgroep, Werkgroepen, Projectgroep, Projectgroepen, "
    "Commissie, Commissies, Klankbordgroep, Regiegroep, Programmaraad, Overlegtafel, Coördinatiegroep, "
    "Steering group, Working group, Working groups, Core team, Core teams, Committee, Committees",
    Kind.ORGANISATION: "Partner, Partners, Samenwerkingspartners, Leden, Deelnemers, Deelnemende organisaties, Koepels, "
    "Aangesloten organisaties, Ondernemersverenigingen, Samenwerkingsverbanden, Betrokken partijen, Organisaties, "
    "Stichting, Vereniging, Ondernemersvereniging, Members, Participants, Organisations, Partner organisations",
}

DEFAULT_KIND_WORDS: Sequence[KindWord] = tuple(
    KindWord(phrase.strip(), kind) for kind, phrases in _PHRASES.items() for phrase in phrases.split(",")
)
