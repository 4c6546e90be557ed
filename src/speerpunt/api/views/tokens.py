"""Keys of other systems: one's own, and for the office everybody's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.members.queries.history import signed_history_of

from ..forms.tokens import TokenForm
from ..models import AccessToken
from ..queries.tokens import tokens_visible_to
from ..services.tokens import TokenProblem, make_token, revoke_token
from ..tables import token_lines


def find_token(request: HttpRequest, pk: int) -> AccessToken:
    return get_object_or_404(tokens_visible_to(request.user), pk=pk)


@for_those_who("api.make_token")
def tokens(request: HttpRequest) -> HttpResponse:
    lines = token_lines(tokens_visible_to(request.user))
    context = {
        "usable": [line for line in lines if line.token.is_usable],
        "past": [line for line in lines if not line.token.is_usable],
        "is_office": request.standing.is_office,  # type: ignore[attr-defined]
    }
    return render(request, "api/tokens.html", context)


@for_those_who("api.make_token")
def token_add(request: HttpRequest) -> HttpResponse:
    """The secret is shown in the answer and nowhere after: only its digest is kept."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "expires_on")}
        try:
            token, secret = make_token(
                request.collective,  # type: ignore[attr-defined]
                owner=request.user,  # type: ignore[arg-type]
                scopes=form.scopes,
                **values,
            )
        except TokenProblem as problem:
            form.add_error(None, str(problem))
        else:
            (line,) = token_lines([token])
            return render(request, "api/token_made.html", {"line": line, "secret": secret})
    return render(request, "api/token_form.html", {"form": form})


@on(find_token)
def token(request: HttpRequest, token: AccessToken) -> HttpResponse:
    (line,) = token_lines([token])
    context = {
        "line": line,
        "history": signed_history_of(token, reader=request.user),
        "may_revoke": token.is_usable and request.user.has_perm("api.revoke_token", token),
    }
    return render(request, "api/token.html", context)


@on(find_token, "api.revoke_token")
def token_revoke(request: HttpRequest, token: AccessToken) -> HttpResponse:
    if request.method == "POST":
        revoke_token(token, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": token.name})
        return redirect(address("api:tokens"))
    context = {
        "title": _("Withdraw the key"),
        "question": _("Withdraw the key “%(name)s”?") % {"name": token.name},
        "consequence": _("The system that uses it is refused from now on. This cannot be undone."),
        "confirm_word": _("Withdraw the key"),
        "cancel_url": token.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)
