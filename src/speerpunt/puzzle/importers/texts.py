"""Texts of a source, as any database keeps them."""


def plain_text(text: str, longest: int) -> str:
    """In one line, without signs that no text can hold: NUL, and halves of signs.

    >>> plain_text("two\\n lines\\0 and \\ud800half", 40)
    'two lines and half'
    """
    whole = text.replace("\0", "").encode("utf-8", "ignore").decode()
    return " ".join(whole.split())[:longest]
