/**
 * TLS on the wire of one connection: the first octets are looked at, the gate makes the handshake, and the record learns what came of it. Where
 * an administrator said so, a handshake on the port of clear text is recognised. Every wait ends with the connection's deadline.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { Deadline } from '../../base/deadline.ts';
import type { PeerCertificate } from '../../policy/ingress/connector-match.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import type { Reason } from '../../mail/reason.ts';
import { tlsReason, unbegunReason } from '../../policy/reasons/fault-reasons.ts';
import { isTolerated } from '../../policy/devices/habits.ts';
import { tlsHabit } from './client-hello.ts';
import type { SessionLog } from '../record/session-record.ts';
import type { Handshake, TlsEndpoint } from './tls-endpoint.ts';
import { type FromWire, noMore, type Wire } from '../connection/wire.ts';

const TLS_HANDSHAKE = 0x16;

export type Upgrade =
  | Extract<Handshake, { kind: 'secured' }>
  | {
      readonly kind: 'failed';
      readonly reason: Reason;
      /** It hung up when it had seen our certificate, and said nothing of it. */
      readonly hungUp?: boolean;
    };

export class Securing {
  readonly #clock: Clock;
  readonly #wire: Wire;
  readonly #deadline: Deadline;
  readonly #log: SessionLog;
  #underWay = false;

  constructor(clock: Clock, wire: Wire, deadline: Deadline, log: SessionLog) {
    this.#clock = clock;
    this.#wire = wire;
    this.#deadline = deadline;
    this.#log = log;
  }

  /** The socket belongs to a handshake now: it hears no words, only the close. */
  get underWay(): boolean {
    return this.#underWay;
  }

  /** Whether the peer opens TLS where clear text belongs. What else it says early waits for the greeting. */
  async beginsUnasked(): Promise<boolean> {
    this.#deadline.set(this.#clock.monotonic() + bounds.receive.clearPortWait);
    const heard = await this.#wire.read();
    this.#deadline.cancel();
    if (typeof heard === 'string') return false;
    const begins = heard[0] === TLS_HANDSHAKE;
    this.#wire.unread(heard);
    return begins;
  }

  /**
   * @param where behind STARTTLS, or on a port that has TLS from the first octet.
   * @param profile what is taken from the peer.
   * @param isCut an interrupted wait is over for good.
   */
  async handshake(
    gate: TlsEndpoint,
    where: 'starttls' | 'tls-port',
    profile: ProfileTraits,
    withinMs: number,
    isCut: () => boolean,
  ): Promise<Upgrade> {
    const endsAt = this.#clock.monotonic() + withinMs;
    this.#deadline.set(endsAt);
    let first: FromWire;
    do first = await this.#wire.read();
    while (first === 'interrupted' && !isCut());
    if (typeof first === 'string') return { kind: 'failed', reason: unbegunReason(where, noMore[first]) };
    if (first[0] !== TLS_HANDSHAKE) return { kind: 'failed', reason: unbegunReason(where, first) };
    const seen = Buffer.from(first.subarray(0, bounds.receive.handshakeSeen));
    this.#wire.unread(first);
    const raw = this.#wire.release();
    this.#underWay = true;
    const handshake = await gate.secure(raw, Math.max(0, endsAt - this.#clock.monotonic()), () => seen);
    this.#underWay = false;
    const old = tlsHabit(seen, handshake);
    const inTheWay = old !== null && !isTolerated(old, profile);
    if (old !== null) this.#log.met(old, handshake.kind !== 'failed' ? 'taken' : inTheWay ? 'refused' : 'of-message');
    if (handshake.kind === 'failed')
      return {
        kind: 'failed',
        reason: tlsReason(handshake, inTheWay ? old : null),
        hungUp: handshake.hungUp === true && old === null,
      };
    this.#wire.adopt(handshake.socket);
    this.#log.tls = handshake.description;
    this.#log.certificateNames = handshake.certificate?.chained ? handshake.certificate.names : [];
    this.#log.transcript.note(`TLS: ${handshake.description}${shown(handshake.certificate)}`);
    return handshake;
  }
}

function shown(certificate: PeerCertificate | null): string {
  if (certificate === null) return '';
  const { names, chained, fingerprint } = certificate;
  return `, client certificate ${names.join(' ') || '(no name)'} ${chained ? 'trusted' : 'not trusted'}, SHA-256 ${fingerprint}`;
}
