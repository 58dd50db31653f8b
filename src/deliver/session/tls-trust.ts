/**
 * The hand that puts TLS onto a socket: certificate authorities, client certificate, handshake with deadline, verdict on the peer.
 */
import { bounds } from '../../base/bounds.ts';
import { isIP, type Socket } from 'node:net';
import { constants, type X509Certificate } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
  connect,
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls';
import type { Clock } from '../../base/clock.ts';
import { NamedFileError, readNamedFile } from '../../base/named-file.ts';
import type { TlsVersion } from '../../directory/objects.ts';
import type { TlsCure } from '../../mail/remedy.ts';
import type { SessionFault } from '../secure/tls-result.ts';
import { judgeByTlsa } from '../secure/tlsa.ts';
import { certificateCure, certificateFault } from './certificate-cure.ts';
import { wordsOf } from './dial.ts';
import { harmless } from '../answers/remote-words.ts';
import type { TlsPolicy } from './tls-policy.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told, again } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export type Secured =
  | {
      readonly ok: true;
      readonly socket: TLSSocket;
      readonly verified: boolean;
      readonly text: string;
      /** Why it would not do for whoever asked that it verify. */
      readonly fault: SessionFault | null;
    }
  | ({
      readonly ok: false;
      /** No other attempt does better until somebody changes something: a certificate, a name, a port. */
      readonly isLasting: boolean;
      /** The help, where it is not the port. */
      readonly cure?: TlsCure;
      readonly fault?: SessionFault;
    } & ToldLine);

export interface TlsTrust {
  secure(socket: Socket, policy: TlsPolicy, host: string, clock: Clock, signal: AbortSignal): Promise<Secured>;
  /** Reads the authorities now, in two turns of the loop: the first session would have to wait for it, and others with it. */
  prepare(): Promise<void>;
}

type Newest = 'TLSv1.2' | 'TLSv1.3';

export class SystemTrust implements TlsTrust {
  readonly #extra: readonly string[];
  readonly #newest: Newest;
  #authorities: string[] | null = null;
  /** By the oldest version. */
  readonly #plain = new Map<TlsVersion, SecureContext>();

  /**
   * @param extraAuthorities PEM, beside those of the runtime and the system. The system's are read once, when first needed.
   * @param newest none above is spoken.
   */
  constructor(extraAuthorities: readonly string[], newest: Newest = 'TLSv1.3') {
    this.#extra = extraAuthorities;
    this.#newest = newest;
  }

  async prepare(): Promise<void> {
    this.#ca();
    await setImmediate();
    this.#plainOf('TLSv1.2');
  }

  /** For a host that has to verify by our authorities, and speaks TLS 1.2 at least. */
  context(): SecureContext {
    return this.#plainOf('TLSv1.2');
  }

  async secure(socket: Socket, policy: TlsPolicy, host: string, clock: Clock, signal: AbortSignal): Promise<Secured> {
    let context: SecureContext;
    try {
      context = await this.#contextFor(policy);
    } catch (error) {
      socket.destroy();
      const cure = { act: 'name-client-certificate' } as const;
      return { ok: false, ...told(ownCertificate(policy, error)), isLasting: true, cure };
    }
    const name = policy.name ?? host;
    const tls = connect({
      socket,
      secureContext: context,
      host: name,
      servername: isIP(name) === 0 ? name : '',
      // The verdict is ours: it decides before anything is written.
      rejectUnauthorized: false,
    });
    return handshake(tls, { policy, name, now: clock.now() }, clock, signal);
  }

  /** Read for each session: a renewed file acts at once, and sessions are few compared with messages. */
  async #contextFor({ minimum = 'TLSv1.2', clientCertificate }: TlsPolicy): Promise<SecureContext> {
    if (clientCertificate === null) return this.#plainOf(minimum);
    const [cert, key] = await Promise.all([
      readNamedFile(clientCertificate.certificateFile),
      readNamedFile(clientCertificate.keyFile),
    ]);
    return createSecureContext({ ...this.#options(minimum), cert, key });
  }

  #plainOf(minimum: TlsVersion): SecureContext {
    const made = this.#plain.get(minimum) ?? createSecureContext(this.#options(minimum));
    this.#plain.set(minimum, made);
    return made;
  }

  #options(minimum: TlsVersion): SecureContextOptions {
    return { ca: this.#ca(), maxVersion: this.#newest, ...speaking(minimum) };
  }

  #ca(): string[] {
    return (this.#authorities ??= eachOnce([
      ...getCACertificates('default'),
      ...getCACertificates('system'),
      ...this.#extra,
    ]));
  }
}

/** The runtime and the system list mostly the same, and a system some of them several times: each one is parsed for each context. */
const eachOnce = (authorities: readonly string[]): string[] => [
  ...new Map([...new Set(authorities)].map((pem) => [pem.replaceAll(/\s+/gu, ''), pem])).values(),
];

/** The measure for a peer. */
interface Demand {
  readonly policy: TlsPolicy;
  readonly name: string;
  /** Wall time. */
  readonly now: number;
}

/** Until it is done, broken, too late or given up. A socket that is not secured is destroyed. */
async function handshake(tls: TLSSocket, demand: Demand, clock: Clock, signal: AbortSignal): Promise<Secured> {
  const { promise, resolve } = Promise.withResolvers<Secured>();
  const mayPass = (words: Phrase) => (): void => resolve({ ok: false, ...told(words), isLasting: false });
  const done = (): void => resolve(verdict(tls, demand));
  const closed = mayPass(say`TLS handshake failed: the peer closed the connection`);
  const abort = mayPass(say`given up`);
  const timer = clock.timer(bounds.deliver.handshake, mayPass(say`TLS handshake took too long`));
  tls.once('secureConnect', done);
  // Stays: a socket without a listener throws.
  tls.on('error', (error: Error) => resolve(broken(error, demand.policy)));
  tls.once('close', closed);
  signal.addEventListener('abort', abort, { once: true });
  const result = await promise;
  timer.cancel();
  signal.removeEventListener('abort', abort);
  tls.off('secureConnect', done);
  tls.off('close', closed);
  if (!result.ok) tls.destroy();
  return result;
}

function verdict(tls: TLSSocket, { policy, name, now }: Demand): Secured {
  const { tlsa } = policy;
  if (tlsa !== undefined) {
    const judged = judgeByTlsa(chainOf(tls), tlsa, now);
    if (judged.ok) return secured(tls, policy, null);
    return { ok: false, ...told(say`DANE: ${again(judged)}`), isLasting: true, fault: judged.fault };
  }
  if (tls.authorized) return secured(tls, policy, null);
  const words = certificateWords(tls);
  const fault = certificateFault(words);
  if (!policy.verify) return secured(tls, policy, fault);
  const met = told(say`the certificate does not verify for ${name}: ${words}`);
  return { ok: false, ...met, isLasting: true, cure: certificateCure(words, policy), fault };
}

function secured(socket: TLSSocket, { asked }: TlsPolicy, fault: SessionFault | null): Secured {
  const verified = fault === null;
  const by = asked === undefined ? '' : `, ${asked.policy}`;
  const text = `${socket.getProtocol()} ${socket.getCipher().name} ${verified ? 'verified' : 'unverified'}${by}`;
  return { ok: true, socket, verified, text, fault };
}

/** As the peer sent it, each followed by the one that signed it. */
function chainOf(tls: TLSSocket): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next = tls.getPeerX509Certificate();
  while (next !== undefined && chain.length < bounds.deliver.chainJudged) {
    chain.push(next);
    const { issuerCertificate } = next;
    next = issuerCertificate?.fingerprint256 === next.fingerprint256 ? undefined : issuerCertificate;
  }
  return chain;
}

function broken(error: Error, { minimum = 'TLSv1.2' }: TlsPolicy): Secured {
  const words = wordsOf(error);
  const met = say`TLS handshake failed: ${harmless(words, bounds.deliver.tlsTrouble)}`;
  const old = minimum === 'TLSv1.2' ? oldTls(words) : null;
  if (old === null) return { ok: false, ...told(met), isLasting: isTlsError(words) };
  return { ok: false, ...told(say`${met}: ${old}`), isLasting: true, cure: { act: 'speak-older-tls' } };
}

/** The protocol's own no, not a connection that broke: no common version, no TLS at all on that port, our certificate refused. */
export const isTlsError = (words: string): boolean => /^ERR_(?:SSL|TLS)_/u.test(words);

/** Older versions stand on what OpenSSL forbids today: SHA-1, short keys, no secure renegotiation. */
const speaking = (minVersion: TlsVersion): SecureContextOptions =>
  minVersion === 'TLSv1.2'
    ? { minVersion }
    : { minVersion, ciphers: 'DEFAULT:@SECLEVEL=0', secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT };

/** The handshake's own word for a peer of the last century. null: it is about something else. */
function oldTls(words: string): Phrase | null {
  if (/UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|WRONG_SSL_VERSION|VERSION_TOO_LOW/u.test(words))
    return say`it speaks only TLS 1.0 or 1.1`;
  return /KEY_TOO_SMALL|UNSAFE_LEGACY_RENEGOTIATION|INSUFFICIENT_SECURITY|WRONG_SIGNATURE_TYPE|LEGACY_SIGALG/u.test(
    words,
  )
    ? say`it knows only keys or signatures that are not taken any more`
    : null;
}

/** Paths are told, what is in the files never. */
function ownCertificate({ clientCertificate }: TlsPolicy, error: unknown): Phrase {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const why = error instanceof NamedFileError && error.isRefused ? error.message : code;
  const { certificateFile = '', keyFile = '' } = clientCertificate ?? {};
  return say`our client certificate could not be used (${why}): put a PEM chain and its key at ${certificateFile} and ${keyFile}, readable by Doorpost`;
}

/** Node's code or sentence for what is wrong with the chain or the name. */
function certificateWords(tls: TLSSocket): string {
  const error: unknown = tls.authorizationError;
  return harmless(error instanceof Error ? error.message : String(error), 300);
}
