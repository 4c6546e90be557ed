"""The bar of four steps above the pages of the puzzle."""

from typing import Any

from django import template
from django.template import Context

from ..queries.steps import steps_for

register = template.Library()
FEWEST = 2


@register.inclusion_tag("puzzle/parts/steps.html", takes_context=True)
def puzzle_steps(context: Context, current: int) -> dict[str, Any]:
    """`{% puzzle_steps 3 %}`; who may take one step only needs no bar."""
    steps = steps_for(context["request"].user)
    return {"steps": steps if len(steps) >= FEWEST else [], "current": current}
