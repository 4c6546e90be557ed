"""SQLite made safe for several writers; used as ENGINE "speerpunt.core.databases.sqlite3"."""
