"""A damaged file is answered in words; `fuzz` does the same at length."""

import random

import pytest

from . import fuzz
from .making import SOUND


@pytest.mark.parametrize("name", SOUND)
def test_a_damaged_file_is_answered_in_words(tmp_path, name):
    content = SOUND[name]()
    for seed in range(2):
        chance = random.Random(seed)
        damage = fuzz.inside if content.startswith(b"PK") and seed % 2 else fuzz.damaged
        assert fuzz.tried(tmp_path, name, damage(content, chance)).total() == 5


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_finds_every_reader_ready(tmp_path, name):
    assert fuzz.tried(tmp_path, name, SOUND[name]()).keys() <= {"answered", "no_preview"}
