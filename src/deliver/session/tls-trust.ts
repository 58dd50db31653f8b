/**
 * The hand that puts TLS onto a socket: certificate authorities, client certificate, handshake with deadline, verdict on the peer.
 */
import { bounds } from '../../base/bounds.ts';
import { isIP, type Socket } from 'node:net';
import { constants } from 'node:crypto';
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
import { certificateCure } from './certificate-cure.ts';
import { wordsOf } from './dial.ts';
import { harmless } from '../answers/remote-words.ts';
import type { TlsPolicy } from './tls-policy.ts';

export type Secured =
  | { readonly ok: true; readonly socket: TLSSocket; readonly verified: boolean; readonly text: string }
  | {
      readonly ok: false;
      readonly text: string;
      /** No other attempt does better until somebody changes something: a certificate, a name, a port. */
      readonly isLasting: boolean;
      /** The help, where it is not the port. */
      readonly cure?: TlsCure;
    };

export interface TlsTrust {
  secure(socket: Socket, policy: TlsPolicy, host: string, clock: Clock, signal: AbortSignal): Promise<Secured>;
  /** Reads the authorities now, in two turns of the loop: the first session would have to wait for it, and others with it. */
  prepare(): Promise<void>;
}

/** `extraAuthorities`: PEM, beside those of the runtime and the system. The system's are read once, when first needed. `newest`: none above is spoken. */
export function createTlsTrust(
  extraAuthorities: readonly string[],
  newest: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3',
): TlsTrust {
  let authorities: string[] | null = null;
  const ca = (): string[] =>
    (authorities ??= [...getCACertificates('default'), ...getCACertificates('system'), ...extraAuthorities]);
  /** By the oldest version. */
  const plain = new Map<TlsVersion, SecureContext>();
  const plainOf = (minimum: TlsVersion): SecureContext => {
    const made = plain.get(minimum) ?? createSecureContext({ ca: ca(), maxVersion: newest, ...speaking(minimum) });
    plain.set(minimum, made);
    return made;
  };

  /** Read for each session: a renewed file acts at once, and sessions are few compared with messages. */
  async function contextFor(policy: TlsPolicy): Promise<SecureContext> {
    const { minimum = 'TLSv1.2' } = policy;
    if (policy.clientCertificate === null) return plainOf(minimum);
    const [cert, key] = await Promise.all([
      readNamedFile(policy.clientCertificate.certificateFile),
      readNamedFile(policy.clientCertificate.keyFile),
    ]);
    return createSecureContext({ ca: ca(), maxVersion: newest, ...speaking(minimum), cert, key });
  }

  return {
    async prepare() {
      ca();
      await setImmediate();
      plainOf('TLSv1.2');
    },
    async secure(socket, policy, host, clock, signal) {
      let context: SecureContext;
      try {
        context = await contextFor(policy);
      } catch (error) {
        socket.destroy();
        return {
          ok: false,
          text: ownCertificate(policy, error),
          isLasting: true,
          cure: { act: 'name-client-certificate' },
        };
      }
      const name = policy.name ?? host;
      return new Promise((resolve) => {
        const tls = connect({
          socket,
          secureContext: context,
          host: name,
          servername: isIP(name) === 0 ? name : '',
          // The verdict is ours, below: it decides before anything is written.
          rejectUnauthorized: false,
        });
        const finish = (result: Secured): void => {
          timer.cancel();
          signal.removeEventListener('abort', abort);
          tls.off('secureConnect', done);
          tls.off('close', closed);
          if (!result.ok) tls.destroy();
          resolve(result);
        };
        const done = (): void => {
          const about = `${tls.getProtocol()} ${tls.getCipher().name}`;
          if (policy.verify && !tls.authorized)
            finish({
              ok: false,
              text: `the certificate does not verify for ${name}: ${certificateWords(tls)}`,
              isLasting: true,
              cure: certificateCure(certificateWords(tls), policy),
            });
          else
            finish({
              ok: true,
              socket: tls,
              verified: tls.authorized,
              text: `${about} ${tls.authorized ? 'verified' : 'unverified'}`,
            });
        };
        const broken = (error: Error): void => {
          const words = wordsOf(error);
          const text = `TLS handshake failed: ${harmless(words, bounds.deliver.tlsTrouble)}`;
          const old = (policy.minimum ?? 'TLSv1.2') === 'TLSv1.2' ? oldTls(words) : null;
          if (old === null) finish({ ok: false, text, isLasting: isTlsError(words) });
          else finish({ ok: false, text: `${text}: ${old}`, isLasting: true, cure: { act: 'speak-older-tls' } });
        };
        const closed = (): void =>
          finish({ ok: false, text: 'TLS handshake failed: the peer closed the connection', isLasting: false });
        const abort = (): void => finish({ ok: false, text: 'given up', isLasting: false });
        const timer = clock.timer(bounds.deliver.handshake, () =>
          finish({ ok: false, text: 'TLS handshake took too long', isLasting: false }),
        );
        tls.once('secureConnect', done);
        tls.on('error', broken);
        tls.once('close', closed);
        signal.addEventListener('abort', abort, { once: true });
      });
    },
  };
}

/** The protocol's own no, not a connection that broke: no common version, no TLS at all on that port, our certificate refused. */
export const isTlsError = (words: string): boolean => /^ERR_(?:SSL|TLS)_/u.test(words);

/** Older versions stand on what OpenSSL forbids today: SHA-1, short keys, no secure renegotiation. */
const speaking = (minVersion: TlsVersion): SecureContextOptions =>
  minVersion === 'TLSv1.2'
    ? { minVersion }
    : { minVersion, ciphers: 'DEFAULT:@SECLEVEL=0', secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT };

/** The handshake's own word for a peer of the last century. null: it is about something else. */
function oldTls(words: string): string | null {
  if (/UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|WRONG_SSL_VERSION|VERSION_TOO_LOW/u.test(words))
    return 'it speaks only TLS 1.0 or 1.1';
  return /KEY_TOO_SMALL|UNSAFE_LEGACY_RENEGOTIATION|INSUFFICIENT_SECURITY|WRONG_SIGNATURE_TYPE|LEGACY_SIGALG/u.test(
    words,
  )
    ? 'it knows only keys or signatures that are not taken any more'
    : null;
}

/** Paths are told, what is in the files never. */
function ownCertificate({ clientCertificate }: TlsPolicy, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const why = error instanceof NamedFileError && error.isRefused ? error.message : code;
  const files = `${clientCertificate?.certificateFile} and ${clientCertificate?.keyFile}`;
  return `our client certificate could not be used (${why}): put a PEM chain and its key at ${files}, readable by Doorpost`;
}

/** Node's code or sentence for what is wrong with the chain or the name. */
function certificateWords(tls: TLSSocket): string {
  const error: unknown = tls.authorizationError;
  return harmless(error instanceof Error ? error.message : String(error), 300);
}
