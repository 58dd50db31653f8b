/**
 * The hand that puts TLS onto a socket: certificate authorities, client certificate, handshake with deadline, verdict on the peer.
 */
import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, getCACertificates, type SecureContext, type TLSSocket } from 'node:tls';
import type { Clock } from '../base/clock.ts';
import { NamedFileError, readNamedFile } from '../base/named-file.ts';
import { certificateCure } from './certificate-cure.ts';
import { wordsOf } from './dial.ts';
import { harmless } from './remote-words.ts';
import type { TlsPolicy } from './tls-policy.ts';

/** From ClientHello to Finished; a peer that needs longer is not going to. */
const handshakeDeadlineMs = 60_000;

export type Secured =
  | { readonly ok: true; readonly socket: TLSSocket; readonly verified: boolean; readonly text: string }
  | {
      readonly ok: false;
      readonly text: string;
      /** No other attempt does better until somebody changes something: a certificate, a name, a port. */
      readonly isLasting: boolean;
      /** What helps, where it is not the port. ` NAME` stands where the connector's name goes. */
      readonly cure?: string;
    };

export interface TlsTrust {
  secure(socket: Socket, policy: TlsPolicy, host: string, clock: Clock, signal: AbortSignal): Promise<Secured>;
}

/** `extraAuthorities`: PEM, beside those of the runtime and the system. The system's are read once, here. `newest`: none above is spoken. */
export function createTlsTrust(
  extraAuthorities: readonly string[],
  newest: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3',
): TlsTrust {
  const ca = [...getCACertificates('default'), ...getCACertificates('system'), ...extraAuthorities];
  const plain = createSecureContext({ ca, minVersion: 'TLSv1.2', maxVersion: newest });

  /** Read for each session: a renewed file acts at once, and sessions are few compared with messages. */
  async function contextFor(policy: TlsPolicy): Promise<SecureContext> {
    if (policy.clientCertificate === null) return plain;
    const [cert, key] = await Promise.all([
      readNamedFile(policy.clientCertificate.certificateFile),
      readNamedFile(policy.clientCertificate.keyFile),
    ]);
    return createSecureContext({ ca, minVersion: 'TLSv1.2', maxVersion: newest, cert, key });
  }

  return {
    async secure(socket, policy, host, clock, signal) {
      let context: SecureContext;
      try {
        context = await contextFor(policy);
      } catch (error) {
        socket.destroy();
        return { ok: false, text: ownCertificate(policy, error), isLasting: true, cure: OTHER_CERTIFICATE };
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
        const broken = (error: Error): void =>
          finish({
            ok: false,
            text: `TLS handshake failed: ${harmless(wordsOf(error), 200)}`,
            isLasting: isTlsError(wordsOf(error)),
          });
        const closed = (): void =>
          finish({ ok: false, text: 'TLS handshake failed: the peer closed the connection', isLasting: false });
        const abort = (): void => finish({ ok: false, text: 'given up', isLasting: false });
        const timer = clock.timer(handshakeDeadlineMs, () =>
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

const OTHER_CERTIFICATE = 'Or name other files: doorpost upstream set NAME --client-certificate FILE --client-key FILE';

/** Paths are told, what is in the files never. */
function ownCertificate({ clientCertificate }: TlsPolicy, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const why = error instanceof NamedFileError && !code.startsWith('E') ? error.message : code;
  const files = `${clientCertificate?.certificateFile} and ${clientCertificate?.keyFile}`;
  return `our client certificate could not be used (${why}): put a PEM chain and its key at ${files}, readable by Doorpost`;
}

/** Node's code or sentence for what is wrong with the chain or the name. */
function certificateWords(tls: TLSSocket): string {
  const error: unknown = tls.authorizationError;
  return harmless(error instanceof Error ? error.message : String(error), 300);
}
