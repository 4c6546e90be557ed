"""Django's SQLite backend on a safe library, in WAL mode, with a queue for writers."""

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from .library import refuse_unsafe, use_safe_library
from .turns import WriterTurn

use_safe_library()

from django.db.backends.sqlite3 import base  # noqa: E402 -- must see the library chosen above

refuse_unsafe(base.Database.sqlite_version_info)

TIMEOUT_SECONDS = 20
PRAGMAS = (
    "PRAGMA synchronous = FULL",  # an acknowledged write survives a power cut
    "PRAGMA mmap_size = 0",  # a read error in a mapped file ends the whole process
    "PRAGMA journal_size_limit = 67108864",  # 64 MiB
    "PRAGMA cache_size = -8192",  # 8 MiB for each connection; a search reads more than the usual 2
)
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "VACUUM")


class DatabaseWrapper(base.DatabaseWrapper):
    """Every transaction takes the write lock when it begins, after waiting for its turn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: WriterTurn | None = None
        self.execute_wrappers.append(self._execute_in_turn)

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        params.setdefault("timeout", TIMEOUT_SECONDS)
        # A deferred transaction that starts to write after another did fails without waiting.
        self.transaction_mode = "IMMEDIATE"
        self._timeout_seconds = params["timeout"]
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        if not self.is_in_memory_db():
            self._turn = WriterTurn(Path(self.settings_dict["NAME"]))
            self._keep_write_ahead_log(connection)
        return connection

    def _keep_write_ahead_log(self, connection: Any) -> None:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        if mode != "wal":
            with self._writing():
                connection.execute("PRAGMA journal_mode = WAL").fetchone()

    def _start_transaction_under_autocommit(self) -> None:
        if self._turn:
            self._turn.take(self._timeout_seconds)
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_back_turn()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._give_back_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._give_back_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            if self._turn:
                self._turn.close()

    def _give_back_turn(self) -> None:
        if self._turn:
            self._turn.give_back()

    def _execute_in_turn(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Queue a single writing statement outside a transaction as well."""
        with self._turn_for(sql):
            return execute(sql, params, many, context)

    def _turn_for(self, sql: str) -> AbstractContextManager[None]:
        is_free = self._turn is not None and not self._turn.is_held
        is_writing = sql.lstrip()[:8].upper().startswith(WRITING)
        return self._writing() if is_free and is_writing else nullcontext()

    @contextmanager
    def _writing(self) -> Any:
        assert self._turn
        self._turn.take(self._timeout_seconds)
        try:
            yield
        finally:
            self._turn.give_back()
