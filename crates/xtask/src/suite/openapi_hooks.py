"""Gives every request of the judge an address of its own, as a trusted proxy would, so that it is answered rather than
told to come back later. The limits have tests of their own."""

import itertools

import schemathesis

_NUMBERS = itertools.count(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(_NUMBERS)
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    case.headers = {**(case.headers or {}), "X-Forwarded-For": address}
