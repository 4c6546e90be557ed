"""What a search engine must know of Dutch: words in a text, their stems, the parts of compounds, slips of the pen.

Pure functions that know neither Django nor a database, so that both databases give the same answers.
"""

from .compounds import parts_of
from .folding import folded
from .stems import stem
from .stop_words import STOP_WORDS
from .words import words_of

__all__ = ["STOP_WORDS", "folded", "parts_of", "stem", "words_of"]
