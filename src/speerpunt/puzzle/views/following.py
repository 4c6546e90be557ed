"""Following the public page by mail, without an account.

Reading an address from a mail does nothing: a mail scanner opens each of them. The answer to who asks is the same
whether or not we know the address.
"""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ..exporters.followers import place_of
from ..forms.following import FollowForm
from ..queries.followers import follower_of_confirm_token, follower_of_stop_token, is_stop_token
from ..queries.public import areas_to_choose
from ..queries.usual_routes import origins_to_choose
from ..services.followers import ask_to_follow, confirm_following, stop_following


def follow(request: HttpRequest) -> HttpResponse:
    areas = areas_to_choose()
    asked = {name: request.GET.get(name, "") for name in ("gebied", "postcode", "vanaf", "voertuig")}
    form = FollowForm(request.POST or None, areas=areas, origins=origins_to_choose(), initial=asked)
    status = 200
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="follow_works", key=form.cleaned_data["email"].lower()):
            ask_to_follow(request.collective, **form.asked)  # type: ignore[attr-defined]
            return render(request, "puzzle/follow_asked.html", {"email": form.cleaned_data["email"]})
        form.add_error(None, _("This was asked very often just now. Try again in an hour."))
        status = 429
    return render(request, "puzzle/follow.html", {"form": form}, status=status)


def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    follower = follower_of_confirm_token(token)
    if follower is None:
        raise Http404
    if request.method == "POST":
        confirm_following(follower)
    context = {
        "follower": follower,
        "place": place_of(follower, request.collective),  # type: ignore[attr-defined]
        "is_done": request.method == "POST" or follower.confirmed_at is not None,
    }
    return render(request, "puzzle/follow_confirm.html", context)


@csrf_exempt
def follow_stop(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program posts here by itself (RFC 8058): without a session, and without following a redirection."""
    follower = follower_of_stop_token(token)
    if follower is None and not is_stop_token(token):
        raise Http404
    if request.method == "POST" and follower is not None:
        stop_following(follower)
        follower = None
    place = place_of(follower, request.collective) if follower is not None else ""  # type: ignore[attr-defined]
    return render(request, "puzzle/follow_stop.html", {"follower": follower, "place": place})


# They concern whoever the mail is for, not whoever's browser it is.
follow_confirm.is_allowed_while_viewing_as = True  # type: ignore[attr-defined]
follow_stop.is_allowed_while_viewing_as = True  # type: ignore[attr-defined]
