"""/api/v1/"""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from api import schema, views
from api.attachments.views import AttachmentViewSet
from api.decided.views import DecisionViewSet
from api.follow_up.views import EvidenceViewSet, TaskViewSet
from api.items.views import ItemViewSet
from api.meetings.views import MeetingViewSet
from api.resources import views as resources

router = SimpleRouter()
router.register("forums", resources.ForumViewSet, basename="api-forum")
router.register("meetings", MeetingViewSet, basename="api-meeting")
router.register("items", ItemViewSet, basename="api-item")
router.register("cases", resources.CaseViewSet, basename="api-case")
router.register("decisions", DecisionViewSet, basename="api-decision")
router.register("tasks", TaskViewSet, basename="api-task")
router.register("evidence", EvidenceViewSet, basename="api-evidence")
router.register("attachments", AttachmentViewSet, basename="api-attachment")
router.register("documents", resources.DocumentViewSet, basename="api-document")
router.register("departments", resources.DepartmentViewSet, basename="api-department")

urlpatterns = [
    path("schema/", schema.Schema.as_view(), name="api-schema"),
    path("docs/", views.docs, name="api_docs"),
    path("me/", resources.MeView.as_view(), name="api-me"),
    path("", include(router.urls)),
]
