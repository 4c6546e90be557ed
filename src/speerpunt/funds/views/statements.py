"""The statement of one area or sector, on the screen, on paper and as a table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.doors import on
from speerpunt.core.downloads import table_download
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.members.queries.history import signed_history_of

from ..exporters.statement_pdf import statement_as_pdf
from ..exporters.tables import export_statement
from ..forms.years import CorrectionForm
from ..models import DrawingAccount, FundYear, LedgerEntry
from ..queries.statement import statement_of, year_asked
from ..services import correct_entry
from . import access
from .access import went


@on(access.account)
def statement(request: HttpRequest, account: DrawingAccount) -> HttpResponse:
    user, year = request.user, year_asked(request.GET.get("jaar", ""))
    may_manage = user.has_perm("funds.manage_money")
    context = {
        "account": account,
        "statement": statement_of(account, year, user) if year is not None else None,
        "may_ask": user.has_perm("funds.ask_for", account),
        "may_manage": may_manage,
        "history": signed_history_of(account, reader=user) if may_manage else [],
        "day": timezone.localdate(),
    }
    return render(request, "funds/statement.html", context)


@on(access.account)
def statement_export(request: HttpRequest, account: DrawingAccount, kind: str) -> HttpResponse:
    year = year_asked(request.GET.get("jaar", ""))
    if year is None or kind not in {*FORMATS, "pdf"}:
        raise Http404
    found = statement_of(account, year, request.user)
    if kind == "pdf":
        return _pdf(request, statement_as_pdf(found, request.collective), account, year)
    name = f"afschrift-{account.pk}-{year}"
    return table_download(name, request.collective.slug, kind, export_statement(found, kind))


def _pdf(request: HttpRequest, content: bytes, account: DrawingAccount, year: FundYear) -> HttpResponse:
    name = f"afschrift-{account.pk}-{year}-{request.collective.slug}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@on(access.entry, "funds.manage_money")
def entry_correct(request: HttpRequest, entry: LedgerEntry) -> HttpResponse:
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        said = _("The correction is booked, and refers to what it corrects.")
        if went(
            request, form, lambda: correct_entry(entry, form.cents(), reason=reason, by=request.user), said
        ):
            return redirect(entry.account)
    context = {
        "form": form,
        "title": _("Put an entry right"),
        "lead": _(
            "The entry itself stays. A new one beside it says what was wrong; in a closed year nothing changes."
        ),
        "about": entry,
        "button": _("Book the correction"),
        "cancel_url": entry.account.get_absolute_url(),
    }
    return render(request, "funds/form.html", context)
