"""The rules of the collective for its plans of works."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on

from ..enums import RuleKind
from ..forms.rules import RuleForm
from ..models import WorksRule
from ..queries.blackouts import calendar_of
from ..queries.plans import rules_visible_to
from ..services.rules import add_rule, change_rule, remove_rule
from . import access


@for_those_who("puzzle.change_plans")
def rules(request: HttpRequest) -> HttpResponse:
    rows = list(rules_visible_to(request.user).select_related("before", "after").prefetch_related("works"))
    context = {
        "rules": [rule for rule in rows if rule.kind != RuleKind.BLACKOUT],
        "kinds": RuleKind,
        "years": calendar_of(rows, timezone.localdate()),
    }
    return render(request, "puzzle/rules.html", context)


@for_those_who("puzzle.change_plans")
def rule_add(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in RuleKind.values:
        raise Http404
    form = RuleForm(request.POST or None, kind=RuleKind(kind), user=request.user)
    if request.method == "POST" and form.is_valid():
        add_rule(request.collective, kind=kind, by=request.user, **form.cleaned_data)  # type: ignore[attr-defined, arg-type]
        return redirect(address("puzzle:rules"))
    return render(request, "puzzle/rule_form.html", {"form": form, "kind": RuleKind(kind)})


@on(access.rule)
def rule(request: HttpRequest, rule: WorksRule) -> HttpResponse:
    kind = RuleKind(rule.kind)
    form = RuleForm(request.POST or None, instance=rule, kind=kind, user=request.user)
    if request.method == "POST" and form.is_valid():
        change_rule(rule, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect(address("puzzle:rules"))
    return render(request, "puzzle/rule_form.html", {"form": form, "kind": kind, "rule": rule})


@on(access.rule, writes_only=True)
def rule_remove(request: HttpRequest, rule: WorksRule) -> HttpResponse:
    remove_rule(rule, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The rule is gone."))
    return redirect(address("puzzle:rules"))
