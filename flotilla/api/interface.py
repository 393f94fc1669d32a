"""The programming interface as a whole: its operations, area by area, and how it says what it cannot do."""

from ninja import NinjaAPI
from ninja.operation import Operation

from flotilla.api import programmes, refusing
from flotilla.api.contributions import writing


class Interface(NinjaAPI):
    """Every operation under a name that a reader knows again."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation by its area and by what it does."""
        return "_".join((*(operation.tags or ()), operation.view_func.__name__))


interface = Interface(
    title="Flotilla", version="1", urls_namespace="api", openapi_url=None, docs_url=None
)
refusing.teach(interface)
for area in (programmes, writing):
    interface.add_router("/programmes", area.router)
