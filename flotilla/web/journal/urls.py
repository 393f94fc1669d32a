"""Addresses of the public log; checkpoint and tiles lie where c2sp.org/tlog-tiles has them."""

from django.urls import path

from flotilla.web.journal import data, tiles, views

urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/checkpoint", tiles.checkpoint, name="log_checkpoint"),
    path("log/key", tiles.key, name="log_key"),
    path("log/tile/entries/<path:place>", tiles.entries, name="log_entries"),
    path("log/tile/<int:level>/<path:place>", tiles.tile, name="log_tile"),
    path("log/checkpoints.json", data.checkpoints, name="log_checkpoints"),
    path("log/openings/<int:position>.json", data.openings, name="log_openings"),
    path("log/programmes.json", data.programmes, name="log_programmes"),
    path("log/programmes/<str:name>.json", data.received, name="log_received"),
    path("log/flotilla_verify.py", data.verifier, name="log_verifier"),
    path("log/receipt/<str:digest>.json", data.receipt, name="log_receipt_data"),
    path("log/receipt/<str:digest>/", views.receipt, name="log_receipt"),
]
