"""Objects of troposphere and awacs -> the plain data that they stand for, each judged by its own checks on the way.

What ``troposphere.encode_to_dict`` gives, in one walk: that one walks a property again for every property around it.
"""

from __future__ import annotations

from types import NoneType
from typing import Any

from troposphere import AWSHelperFn, BaseAWSObject, Tags, encode_to_dict

_SCALARS = frozenset([bool, float, int, NoneType, str])


def plain(value: Any) -> Any:
    """Dicts, lists and scalars. Raises ValueError for an object that lacks a property or fails its own check."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is dict:
        return {key: plain(item) for key, item in value.items()}
    if kind is list or kind is tuple:
        return [plain(item) for item in value]
    if isinstance(value, BaseAWSObject):
        return _of_object(value)
    if isinstance(value, Tags):
        return plain(value.tags)
    if isinstance(value, AWSHelperFn) and kind.to_dict is AWSHelperFn.to_dict:
        return plain(value.data)
    if hasattr(value, "JSONrepr"):  # of awacs
        return plain(value.JSONrepr())
    return encode_to_dict(value)


def _of_object(value: BaseAWSObject) -> Any:
    is_complete = all(name in value.properties for name, (_, is_required) in value.props.items() if is_required)
    if not is_complete or not value.do_validation or not value.properties:
        return value.to_dict()  # Says what is missing, or knows what else such an object is.
    value.validate()
    return plain(value.resource)
