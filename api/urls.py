"""/api/v1/"""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from api import schema
from api.follow_up.views import TaskViewSet
from api.views import MeetingViewSet

__all__ = ["schema", "urlpatterns"]  # the schema's extensions are known once they have been loaded

router = SimpleRouter()
router.register("meetings", MeetingViewSet, basename="api-meeting")
router.register("tasks", TaskViewSet, basename="api-task")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include(router.urls)),
]
