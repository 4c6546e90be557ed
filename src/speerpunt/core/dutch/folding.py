"""Letters as search sees them."""

import unicodedata


def folded(text: str) -> str:
    """No case, no accents; ligatures in their letters."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
