"""Who may do what with areas and indicators. Seeing them is for everybody; what is in the trash, for the office."""

from typing import Any

import rules

from speerpunt.members.rules import Standing, is_inside, is_office, with_standing


def manages(at: Standing, area: Any) -> bool:
    """Is park manager of an association that speaks for the area today."""
    if area is None or not at.managed_ids:
        return False
    present = area.association_rows.active().filter(organisation_id__in=at.managed_ids)
    return bool(present.exists())


manages_area = with_standing(manages, "manages_area")
# An ambition or a measurement of that area; of the whole city nobody is park manager.
is_of_managed_area = with_standing(
    lambda at, row: row is not None and manages(at, row.area), "is_of_managed_area"
)

rules.add_perm("places.add_area", is_office)
rules.add_perm("places.change_area", is_office)
rules.add_perm("places.trash_area", is_office)
rules.add_perm("places.import_areas", is_office)
rules.add_perm("places.export_areas", is_office)
# What an area wants and how it stands: the office, and who manages the park.
rules.add_perm("places.change_profile", is_office | manages_area)
rules.add_perm("places.change_ambition", is_office | is_of_managed_area)
rules.add_perm("places.view_park_manager", is_inside)
rules.add_perm("places.add_indicator", is_office)
rules.add_perm("places.change_indicator", is_office)
rules.add_perm("places.add_measurement", is_office)
rules.add_perm("places.remove_measurement", is_office | is_of_managed_area)
