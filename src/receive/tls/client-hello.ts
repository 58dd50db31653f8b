/**
 * The offer of a TLS ClientHello (RFC 8446 §4.1.2), read only to tell the administrator why a handshake failed. Tolerant: what is cut off
 * or odd is left out; nothing is decided by it.
 */
import { bounds } from '../../base/bounds.ts';
export interface ClientHello {
  /** Highest first is not promised: as offered. */
  readonly versions: readonly string[];
  readonly serverName: string | null;
  readonly cipherSuites: number;
}

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const SUPPORTED_VERSIONS = 43;

/** null: these octets do not begin a TLS handshake. */
export function readClientHello(bytes: Buffer): ClientHello | null {
  if (bytes[0] !== HANDSHAKE || bytes[1] !== 3 || bytes[5] !== CLIENT_HELLO) return null;
  const reader = new Reader(bytes, 9);
  const legacyVersion = reader.number(2);
  reader.skip(32); // random
  reader.skip(reader.number(1)); // session id
  const suitesBytes = reader.number(2);
  reader.skip(suitesBytes);
  reader.skip(reader.number(1)); // compression
  reader.number(2); // length of the extensions
  let serverName: string | null = null;
  let versions: readonly string[] = [];
  for (let n = 0; n < bounds.receive.helloExtensions && reader.left > 4; n++) {
    const type = reader.number(2);
    const body = reader.take(reader.number(2));
    if (type === SERVER_NAME && body.length > 5) serverName = body.subarray(5).toString('latin1');
    if (type === SUPPORTED_VERSIONS) versions = offeredVersions(body);
  }
  if (versions.length === 0 && legacyVersion > 0) versions = [`up to ${versionName(legacyVersion) ?? 'unknown'}`];
  return { versions, serverName, cipherSuites: Math.floor(suitesBytes / 2) };
}

/** `offered TLSv1.1 for mail.example, 24 cipher suites`. */
export function describeClientHello(bytes: Buffer): string {
  const hello = readClientHello(bytes);
  if (hello === null) return 'what came is no TLS';
  const name = hello.serverName === null ? '' : ` for ${hello.serverName}`;
  return `the client offered ${hello.versions.join(', ') || 'no version'}${name}, ${hello.cipherSuites} cipher suites`;
}

/** The old traits of a client's TLS: of a handshake that failed, or of one that was served all the same. null: nothing. */
export function tlsHabit(
  seen: Buffer,
  handshake:
    | { readonly kind: 'failed'; readonly code: string | null; readonly isLate?: true }
    | { readonly kind: 'secured'; readonly description: string },
): 'tls-1.0' | 'tls-1.1' | 'old-ciphers' | null {
  if (handshake.kind === 'secured') {
    if (handshake.description.startsWith('TLSv1 ')) return 'tls-1.0';
    return handshake.description.startsWith('TLSv1.1 ') ? 'tls-1.1' : null;
  }
  const hello = readClientHello(seen);
  // A client that stopped in the middle of a hello has said nothing about itself yet.
  if (hello === null || hello.versions.length === 0 || handshake.isLate === true) return null;
  const offered = hello.versions.map((version) => version.replace('up to ', ''));
  if (offered.some((version) => version === 'TLSv1.2' || version === 'TLSv1.3'))
    return handshake.code === 'ERR_SSL_NO_SHARED_CIPHER' ? 'old-ciphers' : null;
  return offered.includes('TLSv1.1') ? 'tls-1.1' : 'tls-1.0';
}

function offeredVersions(body: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = 1; at + 1 < body.length; at += 2) {
    const name = versionName(body.readUInt16BE(at));
    if (name !== null) names.push(name); // GREASE values (RFC 8701) have none
  }
  return names;
}

function versionName(version: number): string | null {
  const names: Record<number, string> = { 768: 'SSLv3', 769: 'TLSv1', 770: 'TLSv1.1', 771: 'TLSv1.2', 772: 'TLSv1.3' };
  return names[version] ?? null;
}

class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get left(): number {
    return Math.max(0, this.#bytes.length - this.#at);
  }

  number(octets: 1 | 2): number {
    const value = this.left >= octets ? this.#bytes.readUIntBE(this.#at, octets) : 0;
    this.#at += octets;
    return value;
  }

  skip(octets: number): void {
    this.#at += octets;
  }

  take(octets: number): Buffer {
    const taken = this.#bytes.subarray(this.#at, this.#at + octets);
    this.#at += octets;
    return taken;
  }
}
