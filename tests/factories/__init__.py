"""Small plain functions that make rows. Every test says only what it is about."""

from .actions import make_action, make_action_request
from .core import make_collective, make_user
from .documents import make_document, make_folder
from .members import (
    make_body,
    make_member,
    make_membership,
    make_organisation,
    make_person,
    make_role,
    make_seat,
    make_visitor,
)
from .places import make_ambition, make_area, make_indicator, make_measurement, make_square, make_target
from .priorities import (
    make_aim,
    make_baseline,
    make_challenge,
    make_dependency,
    make_edition,
    make_milestone,
    make_part,
    make_partner,
    make_plan_import,
    make_priority,
    make_project,
    make_result,
    make_theme,
    plan_node,
)

__all__ = [
    "make_action",
    "make_action_request",
    "make_aim",
    "make_ambition",
    "make_area",
    "make_baseline",
    "make_body",
    "make_challenge",
    "make_collective",
    "make_dependency",
    "make_document",
    "make_edition",
    "make_folder",
    "make_indicator",
    "make_measurement",
    "make_member",
    "make_membership",
    "make_milestone",
    "make_organisation",
    "make_part",
    "make_partner",
    "make_person",
    "make_plan_import",
    "make_priority",
    "make_project",
    "make_result",
    "make_role",
    "make_seat",
    "make_square",
    "make_target",
    "make_theme",
    "make_user",
    "make_visitor",
    "plan_node",
]
