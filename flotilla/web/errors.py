"""Pages for when something did not work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere."""
    return render(request, "errors/403_csrf.html", {"reason": reason}, status=403)
