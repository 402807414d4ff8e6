"""The route table."""

from django.urls import include, path

urlpatterns = [path("", include("lightyear.web.urls"))]

handler400 = "lightyear.web.errors.bad_request"
handler403 = "lightyear.web.errors.forbidden"
handler404 = "lightyear.web.errors.not_found"
handler500 = "lightyear.web.errors.server_error"
