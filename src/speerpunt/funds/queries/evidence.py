"""The papers on a request, which show what the money went to."""

from speerpunt.core.queries.subjects import hangs_on
from speerpunt.documents.models import Document, Folder

from ..models import FundingRequest


def has_evidence(request: FundingRequest) -> bool:
    """Whoever may see them."""
    folders = Folder.objects.filter(hangs_on(request), trashed_at__isnull=True)
    papers = Document.objects.filter(folder__in=folders.values("pk"), trashed_at__isnull=True)
    return papers.exists()
