"""Files in a store that speaks S3. Nothing but this program reads them: whoever wants one asks a page that may refuse."""

from typing import Any

from storages.backends.s3 import S3Storage


class PrivateFiles(S3Storage):  # type: ignore[misc]
    """A bucket without public objects and without links to them."""

    def get_default_settings(self) -> dict[str, Any]:
        """Take nothing from AWS_… settings: what is set is named in FLOTILLA_FILES_URL alone."""
        return {
            **super().get_default_settings(),
            "default_acl": None,
            "file_overwrite": False,
            "signature_version": "s3v4",
            "addressing_style": "path",
            "max_memory_size": 12_000_000,
        }

    def url(self, *_args: Any, **_kwargs: Any) -> str:
        """Refuse: a link to a file works for whoever finds it, and long after it should not (8-trust A161)."""
        raise NotImplementedError(
            "Private files have no address of their own; a page gives them out."
        )
