"""The route table."""

from django.urls import include, path

from lightyear.api import rest

urlpatterns = [
    path("api/v1/", rest.urls),
    path("", include("lightyear.web.account_urls")),
    path("", include("lightyear.web.urls")),
]

handler400 = "lightyear.web.errors.bad_request"
handler403 = "lightyear.web.errors.forbidden"
handler404 = "lightyear.web.errors.not_found"
handler429 = "lightyear.web.errors.too_many"
handler500 = "lightyear.web.errors.server_error"
