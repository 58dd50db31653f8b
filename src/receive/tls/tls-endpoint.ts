/**
 * TLS on sockets that are already open: implicit TLS and STARTTLS alike. One gate per listener and certificate policy, each with ticket
 * keys and a session context of its own: a resumed session brings its client certificate along, so it must never be resumed on
 * another listener, nor after what is asked of certificates has changed.
 */
import { bounds } from '../../base/bounds.ts';
import { createHash, X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import { memoryOf } from '../../base/collections/memory.ts';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { PeerCertificate } from '../../policy/ingress/connector-match.ts';
import { isOldTls, tlsClass, type TlsDemands } from '../../policy/devices/peer-profile.ts';
import { pemsIn } from './certificate-pair.ts';
import type { LoadedCertificates } from './certificates.ts';
import { describeClientHello } from './client-hello.ts';

export interface CertificatePolicy {
  /** Whether clients are asked for a certificate: only where a certificate connector exists. */
  readonly ask: boolean;
  /** Anything whose change must end the resumption of earlier sessions. */
  readonly stamp: string;
}

export type Handshake =
  | {
      readonly kind: 'secured';
      readonly socket: tls.TLSSocket;
      /** `TLSv1.3 TLS_AES_128_GCM_SHA256` */
      readonly description: string;
      readonly certificate: PeerCertificate | null;
    }
  | {
      readonly kind: 'failed';
      readonly why: string;
      /** By Node's and OpenSSL's name (`ERR_SSL_NO_SHARED_CIPHER`); null: it ended otherwise. */
      readonly code: string | null;
      /** Its time was over. */
      readonly isLate?: true;
      /** It hung up when it had seen our certificate, and said nothing of it. */
      readonly hungUp?: boolean;
    };

/** Server ticket keys: name, AES and HMAC key (Node's `ticketKeys`). */
const TICKET_KEYS_BYTES = 48;

export class TlsEndpoint {
  readonly policy: CertificatePolicy;
  readonly #server: tls.Server;
  readonly #clock: Clock;
  readonly #clientCa: string | null;
  /** Every CA that may vouch for a client; read when they are first wanted. */
  #anchors: readonly X509Certificate[] | null = null;
  /** Server certificates that were shown by clients and found good, until when. */
  readonly #servers = memoryOf<string, number>(bounds.receive.clientCertificates);
  /** Handshakes under way, by the ends of their connection. */
  readonly #waiting = new Map<string, (result: Handshake) => void>();

  constructor(
    listener: string,
    certificates: LoadedCertificates,
    policy: CertificatePolicy,
    demands: TlsDemands,
    random: Random,
    clock: Clock,
  ) {
    this.policy = policy;
    this.#clock = clock;
    this.#clientCa = certificates.clientCa;
    const context = createHash('sha256')
      .update(`${listener}\n${policy.stamp}\n${tlsClass(demands)}`)
      .digest('hex')
      .slice(0, 32);
    const { pairs: own, rsa, selfMade } = certificates;
    const pairs = (isOldTls(demands) || selfMade) && rsa !== null ? [...own, rsa] : own;
    const options: tls.TlsOptions = {
      cert: pairs.map((pair) => pair.certificate),
      key: pairs.map((pair) => pair.key),
      minVersion: demands.tlsMinimum,
      ciphers: ciphersFor(demands),
      honorCipherOrder: true,
      requestCert: policy.ask,
      // Nobody is turned away for a certificate: it only opens a connector.
      rejectUnauthorized: false,
      ticketKeys: Buffer.from(random.bytes(TICKET_KEYS_BYTES)),
      sessionIdContext: context,
      sessionTimeout: bounds.receive.tlsResumption,
      // The deadline is ours; Node's would run on the machine's clock.
      handshakeTimeout: 2_147_483_647,
      allowHalfOpen: true,
    };
    this.#server = policy.ask ? askingServer(options, certificates.clientCa) : new tls.Server(options);
    this.#server.on('secureConnection', (socket) => {
      this.#secured(socket).catch((error: unknown) => socket.destroy(error as Error));
    });
    this.#server.on('tlsClientError', (error, socket) => {
      this.#waiting.get(connectionKey(socket))?.({
        kind: 'failed',
        why: errorText(error),
        code: (error as NodeJS.ErrnoException).code ?? null,
        hungUp: (error as NodeJS.ErrnoException).code === 'ECONNRESET',
      });
    });
  }

  /** Takes a clear socket (nobody reads it any more) through the handshake. `seen`: its first octets, to say what a failed client offered. */
  secure(socket: Socket, timeoutMs: number, seen: () => Buffer): Promise<Handshake> {
    return new Promise((resolve) => {
      const key = connectionKey(socket);
      let over = false;
      const writtenBefore = socket.bytesWritten;
      const finish = (result: Handshake): void => {
        if (over) return;
        over = true;
        // A socket that died early has no ends to tell it by: another of its kind may have taken the place.
        if (this.#waiting.get(key) === finish) this.#waiting.delete(key);
        timer.cancel();
        socket.removeListener('close', closed);
        if (result.kind === 'secured') resolve(result);
        else {
          resolve({
            ...result,
            hungUp: result.hungUp === true && socket.bytesWritten > writtenBefore,
            why: seen().length === 0 ? result.why : `${result.why}; ${describeClientHello(seen())}`,
          });
          // After the alert has gone out.
          setImmediate(() => socket.destroy());
        }
      };
      // An error of TLS about it comes before.
      const closed = (): void =>
        void setImmediate(() =>
          finish({ kind: 'failed', why: 'the client closed the connection', code: null, hungUp: true }),
        );
      const timer = this.#clock.timer(timeoutMs, () =>
        finish({ kind: 'failed', why: `not finished after ${timeoutMs / 1000} s`, code: null, isLate: true }),
      );
      this.#waiting.set(key, finish);
      socket.on('close', closed);
      if (socket.destroyed) closed();
      else {
        // In the middle of a handshake half a connection is none: who hangs up then is gone at once, not when its time is over.
        socket.allowHalfOpen = false;
        this.#server.emit('connection', socket);
      }
    });
  }

  async #secured(socket: tls.TLSSocket): Promise<void> {
    // Errors later in the session are the wire's to hear; until it listens there must be somebody.
    socket.on('error', () => {});
    const finish = this.#waiting.get(connectionKey(socket));
    if (finish === undefined) {
      socket.destroy();
      return;
    }
    socket.allowHalfOpen = true;
    const cipher = socket.getCipher();
    finish({
      kind: 'secured',
      socket,
      description: `${socket.getProtocol()} ${cipher.standardName ?? cipher.name}`,
      certificate: this.policy.ask ? await this.#peerCertificate(socket) : null,
    });
  }

  async #peerCertificate(socket: tls.TLSSocket): Promise<PeerCertificate | null> {
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) return null;
    const fingerprint = createHash('sha256').update(certificate.raw).digest('hex');
    const chained = socket.authorized || (await this.#chainsAsServer(socket, certificate, fingerprint));
    return {
      chained,
      distrust: chained ? null : String(socket.authorizationError ?? 'not verified').slice(0, bounds.receive.distrust),
      fingerprint,
      names: dnsNames(certificate.subjectAltName ?? ''),
    };
  }

  /** A resumed session does not bring the certificates between along: what was judged while tickets of this gate live, is kept. */
  async #chainsAsServer(socket: tls.TLSSocket, certificate: X509Certificate, fingerprint: string): Promise<boolean> {
    if (String(socket.authorizationError) !== 'INVALID_PURPOSE') return false;
    const now = this.#clock.now();
    const goodUntil = this.#servers.get(fingerprint);
    if (goodUntil !== undefined && now < goodUntil) return true;
    const shown = shownWith(socket);
    this.#anchors ??= [...tls.getCACertificates('default'), this.#clientCa ?? ''].flatMap(certificatesIn);
    // Loaded here: a library of two hundred files that few servers ever need.
    const { chainsAsServer } = await import('./server-purpose.ts');
    if (!chainsAsServer(certificate, shown, this.#anchors, now)) return false;
    this.#servers.set(
      fingerprint,
      Math.min(certificate.validToDate.getTime(), now + bounds.receive.tlsResumption * 1_000),
    );
    return true;
  }
}

/** Before all others: who knows ECDSA is shown that certificate, as ever, also where an RSA one stands beside it. */
const ECDSA_FIRST =
  'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA';

/** Level 0 also takes SHA-1 and short keys, which TLS 1.0 cannot do without. */
function ciphersFor({ tlsMinimum, oldCiphers }: TlsDemands): string {
  if (oldCiphers) return 'DEFAULT@SECLEVEL=0';
  return tlsMinimum === 'TLSv1.2' ? `${ECDSA_FIRST}:${tls.DEFAULT_CIPHERS}:!kRSA` : 'DEFAULT:!kRSA:@SECLEVEL=0';
}

/** The certificates that the peer sent behind its own. */
function shownWith(socket: tls.TLSSocket): readonly X509Certificate[] {
  const shown: X509Certificate[] = [];
  let { issuerCertificate: next }: Partial<tls.DetailedPeerCertificate> = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && shown.length < bounds.receive.chainShown) {
    shown.push(new X509Certificate(next.raw));
    // The last one is its own issuer.
    next = next.issuerCertificate === next ? undefined : next.issuerCertificate;
  }
  return shown;
}

/** Those of a PEM bundle that can be read. */
function certificatesIn(bundle: string): readonly X509Certificate[] {
  return pemsIn(bundle).flatMap((pem) => {
    try {
      return [new X509Certificate(pem)];
    } catch {
      return [];
    }
  });
}

/**
 * A server that trusts own CAs beside the public ones. Given as the option `ca`, the names of all of them would go out in every
 * CertificateRequest: some 27 KB that old devices choke on. Added to the context that was made without it, only those of the own CAs do.
 * Node has no public way to that context; where it cannot be had, the option is the fallback.
 */
function askingServer(options: tls.TlsOptions, ownCas: string | null): tls.Server {
  const server = new tls.Server(options);
  if (ownCas === null) return server;
  const { _sharedCreds: shared } = server as unknown as {
    readonly _sharedCreds?: { readonly context?: { addCACert?(pem: string): void } };
  };
  if (typeof shared?.context?.addCACert !== 'function')
    return new tls.Server({ ...options, ca: [...tls.getCACertificates('default'), ownCas] });
  shared.context.addCACert(ownCas);
  return server;
}

const connectionKey = (socket: Socket): string =>
  `${socket.remoteAddress} ${socket.remotePort} ${socket.localAddress} ${socket.localPort}`;

/** Plain DNS names only: Node quotes any name that could be read in two ways, and those are left out. */
function dnsNames(subjectAltName: string): readonly string[] {
  return subjectAltName
    .split(', ')
    .filter((entry) => /^DNS:(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/iu.test(entry))
    .map((entry) => entry.slice(4).toLowerCase());
}

/** OpenSSL's words without its addresses in memory. */
function errorText(error: NodeJS.ErrnoException): string {
  const parts = error.message.split(':');
  const reason = parts.length > 5 ? parts.slice(4, 6).join(': ').trim() : error.message;
  return `${error.code ?? 'error'} ${reason}`.replace(/\s+/gu, ' ').slice(0, bounds.receive.tlsTrouble);
}
