"""Around everything below `/leiden/api/v1/`: no cookie goes in, and nothing but JSON comes out."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from .problems import BY_STATUS, ApiProblem, Sort, Trouble

PLACE = re.compile(r"/[-\w]{1,40}/api/v1(/|$)", re.ASCII)
PROBLEM_TYPE = "application/problem+json"
LARGEST_BODY = 2 * 1024 * 1024


class ApiMiddleware:
    """A session opens nothing here, so no page of another site can use one; there is nothing to forge."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if PLACE.match(request.path_info) is None:
            return self.get_response(request)
        request.COOKIES = {}
        request.META.pop("HTTP_COOKIE", None)
        request.META["HTTP_ACCEPT_LANGUAGE"] = language = _language(request)
        with translation.override(language):
            answer = _too_large(request) or self.get_response(request)
            if answer.status_code >= 400 and answer.headers.get("Content-Type") != PROBLEM_TYPE:
                answer = _retold(answer)
        answer.cookies.clear()
        answer.headers["Cache-Control"] = "private, no-cache"
        answer.headers.pop("Vary", None)
        patch_vary_headers(answer, ("Authorization", "Accept-Language"))
        return answer


def _language(request: HttpRequest) -> str:
    """Dutch for who asks for it, English otherwise."""
    asked = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:500])
    known = (code.split("-")[0] for code, _share in asked)
    return next((code for code in known if code in {"nl", "en"}), "en")


def _too_large(request: HttpRequest) -> JsonResponse | None:
    said = request.META.get("CONTENT_LENGTH") or "0"
    size = int(said) if said.isdecimal() and len(said) < 19 else 0
    return problem_answer(ApiProblem(Trouble.TOO_LARGE)) if size > LARGEST_BODY else None


def _retold(answer: HttpResponseBase) -> JsonResponse:
    """What the house says in HTML or in a word, as a problem."""
    sort = BY_STATUS.get(answer.status_code) or Sort("other", answer.status_code, answer.reason_phrase)
    kept = {name: answer.headers[name] for name in ("Allow", "Retry-After") if name in answer.headers}
    return problem_answer(ApiProblem(sort, headers=kept))


def problem_answer(problem: ApiProblem) -> JsonResponse:
    return JsonResponse(
        problem.as_json(), status=problem.sort.status, content_type=PROBLEM_TYPE, headers=problem.headers
    )
