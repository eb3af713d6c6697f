"""What views draw: classes, colours, and the payloads the browser is sent."""

from atlas.figures.payloads import catalogue_payload, document_parts, document_payload

__all__ = ["catalogue_payload", "document_parts", "document_payload"]
