"""What fails, and where help comes from."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.forms.fields import PlainForm

from ..models import RoadNetwork
from ..queries.protocols import failing_roads, links_of, zone_names
from ..queries.roads import roads_of


class ProtocolForm(PlainForm):
    road = forms.ChoiceField(label=gettext_lazy("What fails"))
    from_zone = forms.ChoiceField(
        label=gettext_lazy("Help comes from"),
        required=False,
        help_text=gettext_lazy("Choose the fire station or hospital by the zone that it lies in."),
    )

    def __init__(self, *args: Any, roads: RoadNetwork, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roads = roads
        self.known = {each.id: each for each in failing_roads(roads)}
        bridges = [(each.id, each.name) for each in self.known.values() if each.is_bridge]
        others = [(each.id, each.name) for each in self.known.values() if not each.is_bridge]
        self.fields["road"].choices = [  # type: ignore[attr-defined]
            ("", _("make a choice")),
            (_("Bridges"), bridges),
            (_("Other roads"), others),
        ]
        zones = sorted(zone_names(roads).items(), key=lambda each: each[1])
        self.fields["from_zone"].choices = [("", _("all edges of the city")), *zones]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        road = self.known[self.cleaned_data["road"]]
        network, _demand = roads_of(self.roads)
        return {
            "name": road.name,
            "links": links_of(network, road.id),
            "from_zone": self.cleaned_data["from_zone"],
        }
