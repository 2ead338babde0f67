"""Opens a push as a browser would and looks at its signature as a push service would: python3 push_open.py FILE

The file is one JSON object: "private" (the browser's number) and "auth" (its secret), "body" (what was posted), all in
base64url, and "authorization" (the header). It prints {"text": text or null, "header": {...}, "claims": {...},
"is_signed": true or false}. Nothing of it was written by us: http_ece opens, cryptography verifies.

Ends with status 3 when http_ece is missing.
"""

import base64
import json
import sys

try:
    import http_ece
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils
except ImportError:
    print("there is no http_ece for this python3; cargo xtask test brings one", file=sys.stderr)
    sys.exit(3)

CURVE = ec.SECP256R1()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(octets):
    return int.from_bytes(octets, "big")


def opened(asked):
    private = ec.derive_private_key(number(decoded(asked["private"])), CURVE)
    try:
        sealed, auth = decoded(asked["body"]), decoded(asked["auth"])
        return http_ece.decrypt(sealed, private_key=private, auth_secret=auth, version="aes128gcm").decode()
    except http_ece.ECEException:
        return None


def is_signed(signed, signature, key):
    # RFC 7518, section 3.4: both numbers one after the other, 32 bytes each.
    if len(signature) != 64:
        return False
    pair = utils.encode_dss_signature(number(signature[:32]), number(signature[32:]))
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key)
        public.verify(pair, signed.encode(), ec.ECDSA(hashes.SHA256()))
        return True
    except InvalidSignature:
        return False


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        asked = json.load(file)
    scheme, parameters = asked["authorization"].split(" ", 1)
    assert scheme == "vapid", scheme
    named = dict(parameter.strip().split("=", 1) for parameter in parameters.split(","))
    header, claims, signature = named["t"].split(".")
    answer = {
        "text": opened(asked),
        "header": json.loads(decoded(header)),
        "claims": json.loads(decoded(claims)),
        "is_signed": is_signed(header + "." + claims, decoded(signature), decoded(named["k"])),
    }
    print(json.dumps(answer))


main()
