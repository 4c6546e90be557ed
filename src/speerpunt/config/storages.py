"""Where papers and the list of erasures lie: on this machine, or in a storage that speaks S3, for several machines."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

ON_DISK = "speerpunt.documents.services.storage.DurableStorage"
ON_S3 = "speerpunt.documents.services.buckets.BucketStorage"
CONNECT_WITHIN_SECONDS = 5
ANSWER_WITHIN_SECONDS = 30


def storages_from_environment(var: Path, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's STORAGES."""
    has_bucket = bool(environment.get("SPEERPUNT_FILES_S3_BUCKET"))
    place = _in_bucket if has_bucket else _on_disk
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        "documents": place("files", var, environment),
        # Who was erased, for when an older database is restored.
        "erasures": place("erasures", var, environment),
    }


def _on_disk(folder: str, var: Path, _environment: Mapping[str, str]) -> dict[str, Any]:
    options = {"location": var / folder, "file_permissions_mode": 0o600, "allow_overwrite": False}
    return {"BACKEND": ON_DISK, "OPTIONS": options}


def _in_bucket(folder: str, _var: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """Nothing here is public: no access rights on objects, and no addresses of them."""
    from boto3.s3.transfer import TransferConfig
    from botocore.config import Config

    key = environment.get("SPEERPUNT_FILES_S3_KEY") or None
    secret = environment.get("SPEERPUNT_FILES_S3_SECRET") or None
    if (key is None) != (secret is None):
        raise ImproperlyConfigured(
            "Set SPEERPUNT_FILES_S3_KEY and SPEERPUNT_FILES_S3_SECRET both, or neither."
        )
    shared = environment.get("SPEERPUNT_FILES_S3_FOLDER", "speerpunt").strip("/")
    client = Config(
        connect_timeout=CONNECT_WITHIN_SECONDS,
        read_timeout=ANSWER_WITHIN_SECONDS,
        retries={"max_attempts": 3, "mode": "standard"},
        signature_version="s3v4",
        s3={"addressing_style": environment.get("SPEERPUNT_FILES_S3_ADDRESSING", "path")},
    )
    options = {
        "bucket_name": environment["SPEERPUNT_FILES_S3_BUCKET"],
        "location": f"{shared}/{folder}",
        "endpoint_url": environment.get("SPEERPUNT_FILES_S3_ENDPOINT") or None,
        "region_name": environment.get("SPEERPUNT_FILES_S3_REGION") or None,
        "access_key": key,
        "secret_key": secret,
        "client_config": client,
        "default_acl": None,
        "file_overwrite": False,
        # One at a time: a worker process of ours has one thread.
        "transfer_config": TransferConfig(use_threads=False),
    }
    return {"BACKEND": ON_S3, "OPTIONS": options}
