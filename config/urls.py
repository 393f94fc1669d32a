"""All addresses: the pages, and the programming interface beside them."""

from django.urls import include, path

urlpatterns = [
    path("", include("flotilla.web.urls")),
    path("", include("flotilla.api.urls")),
]

handler400 = "config.faults.bad_request"
handler403 = "flotilla.web.errors.forbidden"
handler404 = "flotilla.web.errors.not_found"
handler500 = "config.faults.server_error"
handler429 = "flotilla.web.errors.too_often"
