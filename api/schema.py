"""What the published schema says of every address: how one is known to it, and that it may answer with problems."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import get_language, override
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {"type": "string", "description": "RFC 6901, into what was sent"},
                    "parameter": {"type": "string", "description": "Of the address, in place of a pointer"},
                    "detail": {"type": "string"},
                },
                "required": ["detail"],
            },
        },
        "findings": {
            "type": "array",
            "description": "What the check before sending out has found, each with the `id` that an answer names",
            "items": {
                "type": "object",
                "properties": {
                    **{
                        name: {"type": "string"}
                        for name in ("id", "severity", "place", "part", "what", "advice")
                    },
                    "answers": {
                        "type": "array",
                        "items": {"type": "string"},
                        "description": "Which kinds of answer let it pass; none where it has to be mended",
                    },
                },
                "required": ["id", "severity", "place", "part", "what", "advice", "answers"],
            },
        },
        "blockers": {
            "type": "array",
            "description": "What has to be there before anything is sent out",
            "items": {
                "type": "object",
                "properties": {"place": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["place", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}
ANSWER = {
    "description": "Problem details, in the language of Accept-Language (da, en)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def with_problems(result: dict[str, Any], **_generator: object) -> dict[str, Any]:
    """Name the answer of every method of every address that is none of those it lists."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for methods in result["paths"].values():
        for operation in methods.values():
            operation["responses"]["default"] = ANSWER
    return result


class WrittenOnce(SchemaGenerator):
    """Writes the schema once for each language: it is the same for everybody, and takes a fifth of a second."""

    _written: ClassVar[dict[str, Any]] = {}

    def get_schema(self, request: Any = None, public: bool = False) -> Any:
        language = get_language()
        if language not in dict(settings.LANGUAGES):  # `?lang=` takes anything, and it would all be kept
            language = settings.LANGUAGE_CODE
        if language not in self._written:
            with override(language):
                self._written[language] = super().get_schema(request, public)  # type: ignore[no-untyped-call]
        return self._written[language]


class Schema(SpectacularAPIView):
    """The schema as the house serves it."""

    generator_class = WrittenOnce


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A key of one's own as a bearer token, or as the password of HTTP Basic."""

    target_class = "api.authentication.KeyAuthentication"
    name = ["key", "keyAsPassword"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        return [
            {"type": "http", "scheme": "bearer", "description": "A key that you have made yourself."},
            {
                "type": "http",
                "scheme": "basic",
                "description": "The key as the password, with any user name.",
            },
        ]


class ClockScheme(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """The clock on the wall of a meeting has no offset, and JSON Schema's "time" demands one."""

    target_class = "rest_framework.fields.TimeField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, str]:
        return {"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}$"}
