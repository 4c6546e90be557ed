from typing import Any

from django.urls import URLPattern, path

from speerpunt.core.urls import import_urls

from .views import dossier, exchange, imports, pieces, planning, plans, projects, results, timeline

app_name = "priorities"

priority_urls = [
    path("speerpunten/", plans.priorities, name="priorities"),
    path("speerpunten/<slug:slug>/", plans.priority, name="priority"),
]

result_urls = [
    path("resultaten/", results.results, name="results"),
    path("resultaten/<slug:kind>/", results.result_export, name="result_export"),
]

project_urls = [
    path("projecten/", projects.projects, name="projects"),
    path("projecten/bord/", projects.projects_board, name="projects_board"),
    path("projecten/tijdlijn/", timeline.timeline, name="timeline"),
    path("projecten/tijdlijn/tijdlijn.svg", timeline.timeline_export, name="timeline_export"),
    path("projecten/nieuw/", dossier.project_add, name="project_add"),
    path("projecten/uitvoer/<slug:kind>/", exchange.project_export, name="project_export"),
    *import_urls("projecten/invoer", "project_import", "priorities.projects"),
    path("projecten/<int:pk>/", dossier.project, name="project"),
    path("projecten/<int:pk>/wijzigen/", dossier.project_change, name="project_change"),
    path("projecten/<int:pk>/bijwerken/", dossier.project_update, name="project_update"),
    path("projecten/<int:pk>/verplaatsen/", projects.project_move, name="project_move"),
    path("projecten/<int:pk>/verwijderen/", dossier.project_delete, name="project_delete"),
    path("projecten/<int:pk>/geschiedenis/", dossier.project_history, name="project_history"),
    path("projecten/<int:pk>/reactie/", dossier.comment_add, name="comment_add"),
    path("projecten/<int:pk>/reactie/<int:comment>/weg/", dossier.comment_remove, name="comment_remove"),
]


planning_urls = [
    path("projecten/<int:pk>/planning/", planning.project_planning, name="project_planning"),
    path("projecten/<int:pk>/wacht-op/", planning.dependency_add, name="dependency_add"),
    path("wacht-op/<int:pk>/wijzigen/", planning.dependency_change, name="dependency_change"),
    path("wacht-op/<int:pk>/verwijderen/", planning.dependency_remove, name="dependency_remove"),
    path("planning/<int:pk>/ongedaan/", planning.planning_undo, name="planning_undo"),
    path("planning/<int:pk>/opnieuw/", planning.planning_redo, name="planning_redo"),
    path("plannen/<int:pk>/basislijnen/", planning.baselines, name="baselines"),
    path("plannen/basislijnen/<int:pk>/verwijderen/", planning.baseline_delete, name="baseline_delete"),
]


def piece_urls(word: str, name: str, kind: pieces.Kind, *ways: str) -> list[URLPattern]:
    """Change and delete, and where it makes sense finish or move, for one kind of piece."""
    views: dict[str, tuple[str, Any]] = {
        "change": ("wijzigen", pieces.piece_change),
        "delete": ("verwijderen", pieces.piece_delete),
        "finish": ("gereed", pieces.piece_finish),
        "move": ("verplaatsen", pieces.piece_move),
    }
    return [
        path(f"{word}/<int:pk>/{views[way][0]}/", views[way][1], {"kind": kind}, name=f"{name}_{way}")
        for way in ("change", "delete", *ways)
    ]


project_piece_urls = [
    path(
        "projecten/<int:pk>/moment/", pieces.add_to_project, {"kind": pieces.MILESTONE}, name="milestone_add"
    ),
    path("projecten/<int:pk>/onderdeel/", pieces.add_to_project, {"kind": pieces.PART}, name="part_add"),
    path("projecten/<int:pk>/partner/", pieces.add_to_project, {"kind": pieces.PARTNER}, name="partner_add"),
    path(
        "projecten/<int:pk>/resultaat/",
        pieces.add_to_project,
        {"kind": pieces.RESULT},
        name="project_result_add",
    ),
    *piece_urls("momenten", "milestone", pieces.MILESTONE, "finish"),
    *piece_urls("onderdelen", "part", pieces.PART, "finish", "move"),
    *piece_urls("partners", "partner", pieces.PARTNER),
    *piece_urls("resultaten", "result", pieces.RESULT),
]

plan_urls = [
    path("plannen/", plans.editions, name="editions"),
    path("plannen/nieuw/", plans.edition_add, name="edition_add"),
    path("plannen/<int:pk>/", plans.edition, name="edition"),
    path("plannen/<int:pk>/wijzigen/", plans.edition_change, name="edition_change"),
    path("plannen/<int:pk>/volgend/", plans.edition_copy, name="edition_copy"),
    path("plannen/<int:pk>/geldend/", plans.edition_make_current, name="edition_make_current"),
    path("plannen/<int:pk>/verwijderen/", plans.edition_delete, name="edition_delete"),
    path("plannen/<int:pk>/speerpunt/", plans.priority_add, name="priority_add"),
    path("plannen/speerpunten/<int:pk>/wijzigen/", plans.priority_change, name="priority_change"),
    path("plannen/speerpunten/<int:pk>/verplaatsen/", plans.priority_move, name="priority_move"),
    path("plannen/speerpunten/<int:pk>/verwijderen/", plans.priority_delete, name="priority_delete"),
    path("plannen/speerpunten/<int:pk>/doel/", pieces.add_to_priority, {"kind": pieces.AIM}, name="aim_add"),
    path(
        "plannen/speerpunten/<int:pk>/opgave/",
        pieces.add_to_priority,
        {"kind": pieces.CHALLENGE},
        name="challenge_add",
    ),
    path(
        "plannen/speerpunten/<int:pk>/resultaat/",
        pieces.add_to_priority,
        {"kind": pieces.RESULT},
        name="result_add",
    ),
    *piece_urls("plannen/doelen", "aim", pieces.AIM, "move"),
    *piece_urls("plannen/opgaven", "challenge", pieces.CHALLENGE, "move"),
]

import_urls = [
    path("plannen/invoer/", imports.plan_imports, name="plan_imports"),
    path("plannen/invoer/<int:pk>/", imports.plan_import, name="plan_import"),
    path("plannen/invoer/<int:pk>/overnemen/", imports.plan_import_take_over, name="plan_import_take_over"),
    path("plannen/invoer/<int:pk>/opzij/", imports.plan_import_drop, name="plan_import_drop"),
    path("plannen/invoer/<int:pk>/terug/", imports.plan_import_undo, name="plan_import_undo"),
    path("plannen/woorden/", imports.kind_words, name="kind_words"),
    path("plannen/woorden/gewone/", imports.kind_words_restore, name="kind_words_restore"),
]

urlpatterns = [
    *priority_urls,
    *result_urls,
    *project_urls,
    *planning_urls,
    *project_piece_urls,
    *plan_urls,
    *import_urls,
]
