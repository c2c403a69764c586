"""The shape of a bilag, and of what is sent to put one on."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from agenda.models import Attachment
from agenda.services.bilag import LONGEST_TITLE
from api.answering import AnswersInForm, AnswersSerializer
from api.door import Sent


class AttachmentSerializer(serializers.ModelSerializer[Attachment]):
    """A bilag. `file` is where it is fetched, null where only its title is known."""

    file = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = ["id", "item", "title", "closed", "size", "content_type", "file"]
        read_only_fields = fields

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_file(self, attachment: Attachment) -> str | None:
        if not attachment.file:
            return None
        return reverse("api-attachment-file", args=[attachment.pk], request=self.context["request"])


class AttachmentChangeSerializer(AnswersSerializer):
    """What may be changed of a bilag; only what is sent is changed."""

    title = serializers.CharField(max_length=LONGEST_TITLE, required=False)
    closed = serializers.BooleanField(required=False)


class NewAttachmentSerializer(Sent):
    """A file, and the item that it is put on, last. Without a title it is called what the file is called."""

    item = serializers.UUIDField()
    file = serializers.FileField()
    title = serializers.CharField(max_length=LONGEST_TITLE, required=False)
    closed = serializers.BooleanField(default=False)
    answers = AnswersInForm(required=False)
