from django.urls import path

from decisions.views import approval, sentences

urlpatterns = [
    # /meetings/<meeting_id>/approve/
    path("meetings/<int:meeting_id>/approve/", approval.approve, name="approve"),
    # /fora/<forum_id>/sentences/
    path("fora/<int:forum_id>/sentences/", sentences.sentences, name="sentences"),
]
