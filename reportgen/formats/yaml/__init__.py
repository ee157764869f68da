"""YAML files in: the one door for content. Bytes become texts with places, or findings a person can act on.

`guards` looks at the bytes, `nodes` builds the tree from parser events, `slips` puts syntax errors into words,
`schema` turns what pydantic finds into findings with places, `keys` knows what may be typed at a spot.
"""

from reportgen.formats.yaml.document import Document, read_document
from reportgen.formats.yaml.schema import validate

__all__ = ["Document", "read_document", "validate"]
