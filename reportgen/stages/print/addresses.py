"""What a page may ask for: its own assets, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote


def asset_fetcher(assets: Mapping[str, bytes]) -> Any:
    """Return what WeasyPrint asks for every address: it serves the assets, refuses and remembers the rest."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.is_open = True
            self.refused: dict[str, None] = {}

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 - WeasyPrint's own signature
            if self.is_open and url in assets:
                return URLFetcherResponse(url, assets[url])
            self.refused[url] = None
            raise ValueError(f"refused: {url}")

    return AssetFetcher()


def readable(address: str) -> str:
    """Return an address with Chinese as Chinese; as it came where that would hide a control character in it."""
    plain = unquote(address)
    return plain if plain.isprintable() else address
