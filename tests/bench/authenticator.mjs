// A phone's authenticator with one passkey, which always says that it has seen its owner (Web Authentication, level 2).
// It must not know the server: it is given what a browser is given, and gives what a browser would.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** The owner was there and was recognised (flags of the authenticator's data). */
const SEEN = 0x05;
/** The key follows. */
const HAS_KEY = 0x40;
/** No count of uses, as passkeys that are kept in several places have none. */
const NO_COUNT = Buffer.alloc(4);

export class Authenticator {
  #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  #id = randomBytes(32);
  #origin;
  #owner;

  /** `origin` is where its browser is. */
  constructor(origin) {
    this.#origin = origin;
  }

  /** Makes its passkey. */
  make(options) {
    const { challenge, rp, user } = JSON.parse(options);
    this.#owner = user.id;
    const length = Buffer.from([0, this.#id.length]);
    const made = Buffer.concat([Buffer.alloc(16), length, this.#id, this.#key()]);
    const data = Buffer.concat([sha256(rp.id), Buffer.from([SEEN | HAS_KEY]), NO_COUNT, made]);
    // CBOR: a map of the format, which is none, its empty statement, and the data as bytes whose length takes one byte.
    const attestation = Buffer.concat([
      Buffer.from([0xa3]), text("fmt"), text("none"), text("attStmt"), Buffer.from([0xa0]), text("authData"),
      Buffer.from([0x58, data.length]), data,
    ]);
    const client = this.#client("webauthn.create", challenge);
    return this.#credential({ attestationObject: base64(attestation), clientDataJSON: base64(client) });
  }

  /** Uses it. */
  use(options) {
    const { challenge, rpId } = JSON.parse(options);
    const data = Buffer.concat([sha256(rpId), Buffer.from([SEEN]), NO_COUNT]);
    const client = this.#client("webauthn.get", challenge);
    return this.#credential({
      authenticatorData: base64(data),
      clientDataJSON: base64(client),
      signature: base64(sign("sha256", Buffer.concat([data, sha256(client)]), this.#keys.privateKey)),
      userHandle: this.#owner,
    });
  }

  /** The public key in COSE (RFC 9053): an elliptic curve, ES256 on P-256, and the two coordinates. */
  #key() {
    const { x, y } = this.#keys.publicKey.export({ format: "jwk" });
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]), Buffer.from(x, "base64url"),
      Buffer.from([0x22, 0x58, 0x20]), Buffer.from(y, "base64url"),
    ]);
  }

  #client(type, challenge) {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }

  #credential(response) {
    const id = base64(this.#id);
    return JSON.stringify({ id, rawId: id, type: "public-key", response, clientExtensionResults: {} });
  }
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest();
}

function base64(bytes) {
  return bytes.toString("base64url");
}

/** A text of fewer than 24 letters in CBOR. */
function text(letters) {
  return Buffer.concat([Buffer.from([0x60 + letters.length]), Buffer.from(letters)]);
}
