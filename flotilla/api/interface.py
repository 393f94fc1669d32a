"""The programming interface as a whole: its operations, area by area, and how it says what it cannot do."""

from ninja import NinjaAPI

from flotilla.api import contributions, programmes, refusing

interface = NinjaAPI(
    title="Flotilla",
    version="1",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
refusing.teach(interface)
interface.add_router("/programmes", programmes.router)
interface.add_router("/programmes", contributions.router)
