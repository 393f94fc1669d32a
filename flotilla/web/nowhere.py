"""The addresses of a body that does not exist: none."""

urlpatterns: list[object] = []
