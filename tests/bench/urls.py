"""The product's addresses, and the page by hand that is measured beside its API."""

from __future__ import annotations

from django.urls import path

from config.urls import urlpatterns as of_the_product
from tests.bench.by_hand import first_page

urlpatterns = [path("by-hand/", first_page), *of_the_product]
