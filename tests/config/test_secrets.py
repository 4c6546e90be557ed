from concurrent.futures import ThreadPoolExecutor

from speerpunt.config.secrets import secret_key


def test_the_key_is_made_once_and_kept_for_its_owner(tmp_path, monkeypatch):
    monkeypatch.delenv("SPEERPUNT_SECRET_KEY", raising=False)
    var = tmp_path / "var"
    made = secret_key(var)
    assert secret_key(var) == made
    assert len(made) == 64
    assert (var / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in var.iterdir()] == ["secret_key"]


def test_processes_that_start_together_share_one_key(tmp_path, monkeypatch):
    monkeypatch.delenv("SPEERPUNT_SECRET_KEY", raising=False)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(secret_key, [tmp_path] * 8))) == 1


def test_a_key_from_the_environment_goes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("SPEERPUNT_SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []
