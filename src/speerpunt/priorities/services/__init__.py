from .baselines import delete_baseline, take_baseline
from .dependencies import DependencyProblem, add_dependency, change_lag, remove_dependency
from .kind_words import restore_kind_words, set_kind_words
from .pieces import add_piece, change_piece, finish_piece, move_piece, name_of, owner_of, remove_piece
from .plan_imports import (
    choose_below,
    choose_edition,
    choose_for_kind,
    drop_plan_import,
    keep_plan_import,
    move_lines,
    save_choices,
)
from .planning import PlanningProblem, move_in_time, redo_step, undo_step
from .plans import (
    PlanProblem,
    add_edition,
    add_priority,
    change_edition,
    change_priority,
    copy_edition,
    delete_edition,
    delete_priority,
    make_current,
    move_priority,
)
from .projects import add_project, change_project, delete_project, move_project
from .take_over import take_over_plan
from .undo_import import undo_plan_import

__all__ = [
    "DependencyProblem",
    "PlanProblem",
    "PlanningProblem",
    "add_dependency",
    "add_edition",
    "add_piece",
    "add_priority",
    "add_project",
    "change_edition",
    "change_lag",
    "change_piece",
    "change_priority",
    "change_project",
    "choose_below",
    "choose_edition",
    "choose_for_kind",
    "copy_edition",
    "delete_baseline",
    "delete_edition",
    "delete_priority",
    "delete_project",
    "drop_plan_import",
    "finish_piece",
    "keep_plan_import",
    "make_current",
    "move_in_time",
    "move_lines",
    "move_piece",
    "move_priority",
    "move_project",
    "name_of",
    "owner_of",
    "redo_step",
    "remove_dependency",
    "remove_piece",
    "restore_kind_words",
    "save_choices",
    "set_kind_words",
    "take_baseline",
    "take_over_plan",
    "undo_plan_import",
    "undo_step",
]
