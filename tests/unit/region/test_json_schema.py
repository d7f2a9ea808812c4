from __future__ import annotations

import json
from typing import Any

from tlkit.region import json_schema
from tlkit.region.schema import SERVICES


def test_it_is_json_and_closed() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert schema["additionalProperties"] is False
    assert {"schema", "code", "site", "branding"} <= set(schema["required"])
    assert schema["properties"]["schema"] == {"enum": [1]}


def test_nested_lists_and_choices() -> None:
    properties = json_schema()["properties"]
    districts = properties["districts"]["anyOf"][0]
    villages = districts["items"]["properties"]["villages"]["anyOf"][0]
    assert villages["items"]["properties"]["code"]["pattern"].startswith("^[0-9]{2}")
    assert properties["zone"] == {"enum": ["WIB", "WITA", "WIT"]}
    assert set(properties["services"]["anyOf"][0]["properties"]) == set(SERVICES)


def test_every_value_has_a_shape() -> None:
    def shapes(node: Any) -> None:
        for inner in node.get("properties", {}).values():
            inner = inner.get("anyOf", [inner])[0]
            assert "type" in inner or "enum" in inner
            shapes(inner.get("items", inner))

    shapes(json_schema())
