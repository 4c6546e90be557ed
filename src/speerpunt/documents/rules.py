"""Who may do what with papers: what somebody may do with the row on which they hang decides."""

from typing import Any

import rules

from speerpunt.core.enums import Visibility, narrowest
from speerpunt.core.registry import subject_for
from speerpunt.members.rules import is_office, standing


def own_circle(folder: Any, document: Any = None) -> str:
    """How far folders and document narrow it together; empty when they leave it as where they hang."""
    narrowed = [circle for circle in (folder.circle, document.visibility if document else "") if circle]
    return narrowest(narrowed) if narrowed else ""


def circle_of_folder(folder: Any, document: Any = None) -> str:
    """The circle that may see it, never wider than that of what it hangs on."""
    circles = [own_circle(folder, document) or Visibility.PUBLIC]
    if folder.target is not None:
        circles.append(subject_for(type(folder.target)).circle(folder.target))
    return narrowest(circles)


def circle_of_document(document: Any) -> str:
    return circle_of_folder(document.folder, document)


def keeps(user: Any, folder: Any) -> bool:
    """May change what lies in a folder: the office of the collective's own, others as the row has it."""
    at = standing(user)
    if folder is None or at.is_office:
        return at.is_office
    if folder.circle and folder.circle not in at.visibilities():
        return False
    target = folder.target
    return target is not None and bool(user.has_perm(subject_for(type(target)).permission, target))


def keeps_document(user: Any, document: Any) -> bool:
    if document is None:
        return False
    is_in_circle = not document.visibility or document.visibility in standing(user).visibilities()
    return is_in_circle and keeps(user, document.folder)


keeps_folder = rules.Predicate(keeps, name="keeps_folder")

rules.add_perm("documents.add_folder", is_office)
rules.add_perm("documents.change_folder", keeps_folder)
rules.add_perm("documents.change_document", rules.Predicate(keeps_document, name="keeps_document"))
rules.add_perm("documents.view_trash", is_office)
rules.add_perm("documents.remove_document", is_office)
