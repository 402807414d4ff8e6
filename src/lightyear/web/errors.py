"""Error pages: what happened, why, what to do. They reveal nothing about what exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        400,
        _("That request can't be read"),
        _("Something in it is malformed. Go back and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        403,
        _("Your role doesn't open this page"),
        _("Each role sees what its work needs. Ask the workspace's owner if yours needs more."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        404,
        _("There is no such page"),
        _("The link may be old, or the page may belong to a workspace you aren't a member of."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        413,
        _("That is too much to send at once"),
        _("Nothing of it was kept. Go back, shorten it and send it again."),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        429,
        _("Too many tries came from here"),
        _("Wait a minute, then try again."),
    )


def unfit(request: HttpRequest, problem: str, *, back_url: str) -> HttpResponse:
    """A form of a staff page came back in a shape that the page itself doesn't send: nothing was changed."""
    context = {"title": problem, "back_url": back_url}
    return render(request, "web/staff_error.html", context, status=422)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        _("Something broke on our side"),
        _("Nothing was saved halfway. Try again; if it stays, tell whoever runs this installation."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        _("This page was open for too long"),
        _("Go back, reload it and send it again. Nothing was saved."),
    )


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "text": text, "status": status}, status=status)
