"""Where no build compiled the engine, a worker does."""

import pytest

from speerpunt.config import kernels


@pytest.fixture
def nothing_compiled(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "numba"))


@pytest.mark.no_database
def test_a_worker_compiles_the_engine_once(nothing_compiled):
    assert not kernels.are_compiled()
    compiling = kernels.compile_beside()
    assert compiling is not None
    assert compiling.wait(300) == 0
    assert kernels.are_compiled()
    assert kernels.compile_beside() is None
