"""How often somebody is told, and of what; and the way out that stands in each mail."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from speerpunt.core.addresses import address
from speerpunt.core.queries import followed_things
from speerpunt.core.queries.telling import telling_of, telling_of_token
from speerpunt.core.services.telling import choose_telling, stop_telling

from ..forms.telling import TellingForm
from ..queries.digest import digest_of
from ..queries.rhythm import rhythm_sentence


def told(request: HttpRequest) -> HttpResponse:
    """Also shows what would stand in the mail now."""
    if not request.user.has_perm("portal.view_today"):
        raise PermissionDenied
    telling = telling_of(request.user)
    form = TellingForm(request.POST or None, telling=telling)
    if request.method == "POST" and form.is_valid():
        chosen = choose_telling(request.collective, user=request.user, **form.cleaned_data)
        messages.success(request, rhythm_sentence(chosen))
        return redirect(address("portal:told"))
    context = {
        "form": form,
        "telling": telling,
        "followed": followed_things(request.user),
        "digest": digest_of(request.user, telling, timezone.now()),
    }
    return render(request, "portal/told.html", context)


@csrf_exempt
def told_stop(request: HttpRequest, token: str) -> HttpResponse:
    """For who holds the mail, signed in or not. Reading stops nothing: a mail scanner opens each address.

    A mail program posts here by itself (RFC 8058): without a session, and without following a redirection.
    """
    telling = telling_of_token(token)
    if telling is None:
        raise Http404
    if request.method == "POST":
        stop_telling(telling)
    return render(request, "portal/told_stop.html", {"is_stopped": telling.next_at is None})


# It concerns whoever the mail is for, not whoever's browser it is.
told_stop.is_allowed_while_viewing_as = True  # type: ignore[attr-defined]
