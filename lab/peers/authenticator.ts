/** An authenticator with one passkey, as far as a server can tell (Web Authentication Level 3, §6), with a browser around it that says any origin. */
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

const sha256 = (octets: string | Uint8Array): Buffer => createHash('sha256').update(octets).digest();
const base64url = (octets: Uint8Array): string => Buffer.from(octets).toString('base64url');

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

interface Asked {
  readonly challenge: string;
  readonly rpId: string;
  readonly origin: string;
}

export class Authenticator {
  /** It asks who holds it. */
  verifies = true;
  counter = 0;
  /** Kept in several devices: it counts nothing. */
  counts = true;
  readonly id = randomBytes(16);
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  make({ challenge, rpId, origin }: Asked) {
    const { x = '', y = '' } = this.#pair.publicKey.export({ format: 'jwk' });
    // COSE, EC2, ES256, P-256 (RFC 9053 §2.1).
    const key = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
    const data = Buffer.concat([this.#head(rpId, HAS_CREDENTIAL), credential]);
    // { fmt: 'none', attStmt: {}, authData } (RFC 8949).
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      Buffer.from([0x58, data.length]),
      data,
    ]);
    const response = {
      clientDataJSON: clientData('webauthn.create', challenge, origin),
      attestationObject: base64url(attestation),
    };
    return { id: base64url(this.id), rawId: base64url(this.id), type: 'public-key', response };
  }

  show({ challenge, rpId, origin }: Asked) {
    if (this.counts) this.counter++;
    const data = this.#head(rpId, 0);
    const clientDataJSON = clientData('webauthn.get', challenge, origin);
    const signature = createSign('sha256')
      .update(data)
      .update(sha256(Buffer.from(clientDataJSON, 'base64url')))
      .sign(this.#pair.privateKey);
    const response = { clientDataJSON, authenticatorData: base64url(data), signature: base64url(signature) };
    return { id: base64url(this.id), rawId: base64url(this.id), type: 'public-key', response };
  }

  #head(rpId: string, more: number): Buffer {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(this.counter);
    const flags = USER_PRESENT | (this.verifies ? USER_VERIFIED : 0) | more;
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counted]);
  }
}

const clientData = (type: string, challenge: string, origin: string): string =>
  base64url(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
