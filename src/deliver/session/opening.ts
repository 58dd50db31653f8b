/** A session on its way to being open: what each stage (connect, greet, secure, sign in) has found, and how one says that it ends here. */
import type { Clock } from '../../base/clock.ts';
import type { TlsCure } from '../../mail/remedy.ts';
import type { Reply } from '../../mail/reply.ts';
import type { ClientCredentials, PeerExtensions } from '../../smtp/client/client-dialogue.ts';
import { ofConnection } from '../../texts/remedy.ts';
import { delayedBy, type HopFailure, ownTrouble } from '../answers/failure.ts';
import { ClientSession } from './client-session.ts';
import type { DialSetting } from './dial.ts';
import type { SessionTarget } from './session-target.ts';
import type { SessionFault, TlsFault } from '../secure/tls-result.ts';
import type { SignInGuard } from './sign-in-guard.ts';
import type { Protection, TlsPolicy } from './tls-policy.ts';
import type { Secured, TlsTrust } from './tls-trust.ts';
import type { Socket } from 'node:net';
import { say } from '../../texts/phrase.ts';
import { told, again, type Words } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface OpenSetting extends DialSetting {
  readonly clock: Clock;
  readonly heloName: string;
  readonly trust: TlsTrust;
  readonly guard: SignInGuard;
  /** How long it is waited for the greeting and the answer to EHLO, where that is less than the RFC's. */
  readonly patienceMs?: number;
  /** Our name or password was refused; once per back-off, for log and metrics. */
  readonly onSignInRefused?: (text: string) => void;
  /** Hears how a domain's demand was met by each session; a fault, or null. */
  readonly countTls?: (target: SessionTarget, fault: TlsFault | null, sendingIp: string | null) => void;
  /** Tells each step as it happens; for the connector test. */
  readonly observe?: (
    step: 'connect' | 'greeting' | 'hello' | 'tls' | 'token' | 'sign-in',
    ok: boolean,
    words: Words,
    /** As in `HopFailure`. */
    cure?: HopFailure['cure'],
  ) => void;
}

export interface OpenSession {
  readonly session: ClientSession;
  readonly extensions: PeerExtensions;
  readonly remoteHost: string;
  readonly remoteAddress: string;
  readonly tls: string | null;
  /** Why it is in clear text although TLS was offered. */
  readonly clearBecause?: ToldLine;
  /** At an upstream of ours, not at a stranger's. */
  readonly knowsUs: boolean;
  /** It is certain whose host it is: an administrator named it, or its domain did in a way that nobody can change, and its certificate verified. */
  readonly isCertain: boolean;
  /** Transactions begun so far. */
  messages: number;
}

/** A stage goes no further. `no-tls`: another connection may go on without, where the policy allows it. `token-refused`: with another token. */
export interface Halt {
  readonly kind: 'failed' | 'no-tls' | 'token-refused';
  readonly failure: HopFailure;
}

export interface TlsTrouble extends ToldLine {
  readonly isLasting: boolean;
  readonly reply?: Reply | null;
  readonly status?: '4.7.4' | '4.7.5';
  /** null: the text says it; absent: nothing better than what usually helps with TLS. */
  readonly cure?: TlsCure | null;
  readonly fault?: SessionFault;
}

export interface OpeningAs {
  readonly credentials: ClientCredentials | null;
  /** A refusal of the token is not the last word. */
  readonly retries: boolean;
  readonly mode: TlsPolicy['mode'];
}

export class SessionOpening {
  readonly target: SessionTarget;
  readonly as: OpeningAs;
  readonly setting: OpenSetting;
  readonly signal: AbortSignal;
  readonly remoteAddress: string;
  /** `mail.example.net [192.0.2.1]:587` */
  readonly where: string;
  #session: ClientSession | null = null;
  #extensions: PeerExtensions | null = null;
  #protection: Protection = 'clear';
  /** TLS or clear text, as the trace tells it; null until somebody speaks. */
  #tls: string | null = null;
  #fault: SessionFault | null = null;
  #sendingIp: string | null = null;

  constructor(target: SessionTarget, as: OpeningAs, setting: OpenSetting, signal: AbortSignal) {
    const { endpoint, host } = target;
    this.target = target;
    this.as = as;
    this.setting = setting;
    this.signal = signal;
    this.remoteAddress = endpoint.kind === 'tcp' ? endpoint.address : endpoint.path;
    this.where = endpoint.kind === 'tcp' ? `${host} [${endpoint.address}]:${endpoint.port}` : endpoint.path;
  }

  get session(): ClientSession {
    if (this.#session === null) throw new Error('a session is spoken in before it is connected');
    return this.#session;
  }

  get protection(): Protection {
    return this.#protection;
  }

  /** A connection is there, whatever becomes of it. */
  dialled(socket: Socket): void {
    this.#sendingIp = socket.localAddress ?? null;
  }

  /** The domain's demand was not met; mail may go on all the same. */
  foundFault(fault: SessionFault | null): void {
    this.#fault ??= fault;
  }

  /** Tells, where a domain demands something, how that was met. */
  countTls(): void {
    const { asked } = this.target.tls;
    if (asked === undefined) return;
    const isUnusable = asked.policy === 'DANE' && this.target.tls.tlsa === undefined;
    const fault = isUnusable ? 'tlsa-invalid' : asked.isOutside ? 'validation-failure' : this.#fault;
    this.setting.countTls?.(this.target, fault, this.#sendingIp);
  }

  connected(socket: Socket): void {
    const { setting, target } = this;
    this.#session = new ClientSession(socket, setting.heloName, target.protocol, setting.clock, setting.patienceMs);
  }

  inClear(text: string): void {
    this.#tls = text;
  }

  secured({ text, verified, fault }: Extract<Secured, { ok: true }>): void {
    this.foundFault(fault);
    this.#tls = text;
    this.#protection = verified ? 'verified' : 'unverified';
    this.note('tls', true, text);
  }

  ready(extensions: PeerExtensions): void {
    this.#extensions = extensions;
  }

  /** The peer's answer to EHLO, the last time it was asked. */
  get extensions(): PeerExtensions | null {
    return this.#session?.dialogue.extensions ?? this.#extensions;
  }

  note(...step: Parameters<NonNullable<OpenSetting['observe']>>): void {
    this.setting.observe?.(...step);
  }

  failed(failure: HopFailure, kind: 'failed' | 'token-refused' = 'failed'): Halt {
    return { kind, failure: { ...failure, ...this.#remote(), tls: this.#tls } };
  }

  /** TLS as it was asked for did not come about. */
  noTls({
    text,
    said,
    isLasting,
    reply = null,
    status = '4.7.5',
    cure: known,
    fault = 'validation-failure',
  }: TlsTrouble): Halt {
    this.foundFault(fault);
    const {
      account,
      tls: { asked },
    } = this.target;
    const name = account?.name ?? null;
    const cure = known === undefined || known === null ? known : ofConnection(known, name);
    const words = again({ text, said });
    this.note('tls', false, words, cure);
    const failed = { cause: 'tls-failed', status, reply, ...told(say`${this.where}: ${words}`) } as const;
    // If somebody named the host, it is for the administrator to mend, and no mail ends for it.
    const failure =
      isLasting && account?.isUpstream
        ? ownTrouble({ ...failed, of: 'hop', cure: cure === undefined ? { act: 'check-tls', name } : cure })
        : delayedBy({
            ...failed,
            ...(asked === undefined
              ? {}
              : { cure: { act: 'tell-domain', domain: asked.domain, policy: asked.policy } }),
          });
    const tls = this.#protection === 'clear' ? null : this.#tls;
    return { kind: 'no-tls', failure: { ...failure, ...this.#remote(), tls } };
  }

  opened(clearBecause?: ToldLine): OpenSession {
    const { session, extensions } = this;
    if (extensions === null) throw new Error('a session is opened before the peer has answered EHLO');
    return {
      session,
      extensions,
      ...this.#remote(),
      tls: this.#tls,
      knowsUs: this.target.account?.isUpstream ?? false,
      isCertain: this.#protection === 'verified' && isCertain(this.target),
      messages: 0,
      ...(clearBecause === undefined ? {} : { clearBecause }),
    };
  }

  /** Goodbye to whoever can hear it. */
  close(): void {
    const session = this.#session;
    if (session?.usable && session.dialogue.stage === null) session.quit();
    else this.drop();
  }

  drop(): void {
    this.#session?.destroy();
    this.#session = null;
  }

  #remote(): { readonly remoteHost: string; readonly remoteAddress: string } {
    return { remoteHost: this.target.host, remoteAddress: this.remoteAddress };
  }
}

const isCertain = ({ account, tls: { asked } }: SessionTarget): boolean =>
  account?.isUpstream === true || (asked !== undefined && asked.policy !== 'MTA-STS testing');
