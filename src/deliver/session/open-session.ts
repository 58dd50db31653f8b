/**
 * From nothing to a session that may send: connect, greeting, EHLO, TLS as the policy demands, sign-in. Every refusal becomes a HopFailure.
 */
import type { Clock } from '../../base/clock.ts';
import { CLEAR_TEXT } from '../../mail/delivery.ts';
import type { Reply } from '../../mail/reply.ts';
import { freePlace, type Place } from '../../mail/doors/place.ts';
import { replyText } from '../../mail/reply.ts';
import type { ClientCredentials, PeerExtensions } from '../../smtp/client/client-dialogue.ts';
import { withName } from '../../policy/shell-word.ts';
import { ClientSession, type Heard } from './client-session.ts';
import { type DialSetting, dial } from './dial.ts';
import { delayedBy, type HopFailure, noPlace } from '../answers/failure.ts';
import { failureOf, isEvent } from './unexpected-event.ts';
import { harmlessReply } from '../answers/remote-words.ts';
import type { SessionTarget } from './session-target.ts';
import { signIn } from './sign-in.ts';
import type { SignInGuard } from './sign-in-guard.ts';
import { mayAuthenticate, mayFallBack, type Protection, tlsCure, type TlsPolicy } from './tls-policy.ts';
import { isTlsError, type TlsTrust } from './tls-trust.ts';

export interface OpenSetting extends DialSetting {
  readonly clock: Clock;
  readonly heloName: string;
  readonly trust: TlsTrust;
  readonly guard: SignInGuard;
  /** How long it is waited for the greeting and the answer to EHLO, where that is less than the RFC's. */
  readonly patienceMs?: number;
  /** Our name or password was refused; once per back-off, for log and metrics. */
  readonly onSignInRefused?: (text: string) => void;
  /** Tells each step as it happens; for the connector test. */
  readonly observe?: (
    step: 'connect' | 'greeting' | 'hello' | 'tls' | 'token' | 'sign-in',
    ok: boolean,
    text: string,
    /** Better than what usually helps at that step; empty: the text says it. */
    cure?: string,
  ) => void;
}

export interface OpenSession {
  readonly session: ClientSession;
  readonly extensions: PeerExtensions;
  readonly remoteHost: string;
  readonly remoteAddress: string;
  readonly tls: string | null;
  /** Why it is in clear text although TLS was offered. */
  readonly clearBecause?: string;
  /** At an upstream of ours, not at a stranger's. */
  readonly knowsUs: boolean;
  /** Transactions begun so far. */
  messages: number;
}

export type Opened =
  | { readonly ok: true; readonly open: OpenSession }
  | {
      readonly ok: false;
      readonly failure: HopFailure /** Nothing but the access token was wrong. */;
      readonly tokenRefused?: true;
    };

/** A token that is refused is asked for anew, once: it may have been withdrawn before its time. */
export async function openSession(
  target: SessionTarget,
  setting: OpenSetting,
  signal: AbortSignal,
  place: Place = freePlace,
): Promise<Opened> {
  const { credentials } = target;
  if (credentials === null || 'password' in credentials) {
    if (!(await place.take(signal))) return { ok: false, failure: noPlace };
    return openAs(target, { credentials, retries: false }, setting, signal);
  }
  let refused: string | undefined;
  for (;;) {
    // A token endpoint may be slow: others may work meanwhile.
    place.leave();
    const got = await credentials.token(signal, refused);
    setting.observe?.('token', got.ok, got.ok ? got.text : got.failure.text);
    if (!got.ok) return { ok: false, failure: { ...got.failure, remoteHost: target.host } };
    if (!(await place.take(signal))) return { ok: false, failure: noPlace };
    const as = { username: credentials.username, token: got.token };
    const retries = refused === undefined;
    const opened = await openAs(target, { credentials: as, retries }, setting, signal);
    if (opened.ok || !opened.tokenRefused || !retries || signal.aborted) return opened;
    refused = got.token;
  }
}

interface As {
  readonly credentials: ClientCredentials | null;
  /** A refusal of the token is not the last word. */
  readonly retries: boolean;
}

async function openAs(target: SessionTarget, as: As, setting: OpenSetting, signal: AbortSignal): Promise<Opened> {
  const first = await attempt(target, as, target.tls.mode, setting, signal);
  if (first.kind !== 'tls-broken') return first.opened;
  if (!mayFallBack(target.tls, target.credentials !== null)) return { ok: false, failure: first.failure };
  // The handshake or the answer to STARTTLS failed: a new connection in clear text, as if TLS had not been offered (RFC 7435).
  setting.observe?.('tls', true, `${first.failure.text}; trying again in clear text, which opportunistic TLS allows`);
  const second = await attempt(target, as, 'none', setting, signal);
  if (second.kind === 'tls-broken') return { ok: false, failure: second.failure };
  const { opened } = second;
  return opened.ok ? { ok: true, open: { ...opened.open, clearBecause: first.failure.text } } : opened;
}

interface TlsTrouble {
  readonly text: string;
  readonly isLasting: boolean;
  readonly reply?: Reply | null;
  readonly status?: '4.7.4' | '4.7.5';
  /** What helps, where it is not in the text already. */
  readonly cure?: string;
}

type Attempt =
  | { readonly kind: 'done'; readonly opened: Opened }
  | { readonly kind: 'tls-broken'; readonly failure: HopFailure };

async function attempt(
  target: SessionTarget,
  as: As,
  mode: TlsPolicy['mode'],
  setting: OpenSetting,
  signal: AbortSignal,
): Promise<Attempt> {
  const remoteAddress = target.endpoint.kind === 'tcp' ? target.endpoint.address : target.endpoint.path;
  const remote = { remoteHost: target.host, remoteAddress };
  const where =
    target.endpoint.kind === 'tcp' ? `${target.host} [${remoteAddress}]:${target.endpoint.port}` : target.endpoint.path;
  let protection: Protection = 'clear';
  /** TLS or clear text, as the trace tells it; null until somebody speaks. */
  let tlsText: string | null = null;
  const fail = (failure: HopFailure): Attempt => ({
    kind: 'done',
    opened: { ok: false, failure: { ...failure, ...remote, tls: tlsText } },
  });
  const tlsFailure = ({ text, isLasting, reply = null, status = '4.7.5', cure: named }: TlsTrouble): HopFailure => {
    const { account } = target;
    const cure = named === undefined ? undefined : withName(named, account?.name ?? 'NAME');
    setting.observe?.('tls', false, text, cure);
    const common = { cause: 'tls-failed', status, reply } as const;
    // Where somebody named the host, it is for the administrator to mend, and no mail ends for it.
    const failure =
      isLasting && account?.isUpstream
        ? delayedBy({
            ...common,
            text: sentences(`${where}: ${text}`, cure ?? tlsCure(account.name)),
            ownAccount: true,
          })
        : delayedBy({ ...common, text: `${where}: ${text}` });
    return { ...failure, ...remote, tls: protection === 'clear' ? null : tlsText };
  };
  /**
   * TLS 1.3 tells only after the handshake that a client certificate is not taken (RFC 8446 §4.4.2.4), and some servers only close: nothing
   * else makes one close before the first word under TLS, again and again.
   */
  const afterTls = (heard: Heard): Attempt | null => {
    if (target.tls.clientCertificate === null || !('trouble' in heard) || heard.trouble.kind !== 'closed') return null;
    const how = isTlsError(heard.trouble.text) ? 'is not taken' : 'seems not to be taken';
    const text = `our client certificate ${how} (${heard.trouble.text})`;
    const { certificateFile } = target.tls.clientCertificate;
    const cure = `Check that ${certificateFile} is the one that was registered there, is in time, and has its chain in it`;
    return { kind: 'tls-broken', failure: tlsFailure({ text, isLasting: true, cure }) };
  };

  const dialled = await dial(target.endpoint, setting, signal);
  setting.observe?.('connect', dialled.ok, dialled.ok ? `connected to ${where}` : `${where}: ${dialled.text}`);
  if (!dialled.ok)
    return fail(
      delayedBy({
        cause: dialled.timedOut ? 'timed-out' : 'connection-failed',
        status: '4.4.1',
        text: `${where}: ${dialled.text}`,
      }),
    );

  let socket = dialled.socket;
  if (mode === 'wrapped') {
    const secured = await setting.trust.secure(socket, target.tls, target.host, setting.clock, signal);
    if (!secured.ok) return { kind: 'tls-broken', failure: tlsFailure(secured) };
    setting.observe?.('tls', true, secured.text);
    socket = secured.socket;
    tlsText = secured.text;
    protection = secured.verified ? 'verified' : 'unverified';
  }
  // A local socket leaves this machine as little as memory does.
  else if (target.endpoint.kind === 'tcp') tlsText = CLEAR_TEXT;
  const session = new ClientSession(socket, setting.heloName, target.protocol, setting.clock, setting.patienceMs);
  const give = (made: Attempt): Attempt => {
    if (session.usable && session.dialogue.stage === null) session.quit();
    else session.destroy();
    return made;
  };

  const greeting = await session.next(signal);
  const refusal = mode === 'wrapped' ? afterTls(greeting) : null;
  if (refusal !== null) return give(refusal);
  if (!isEvent(greeting, 'greeted')) {
    const failure = failureOf(greeting, 'greeting', where);
    setting.observe?.('greeting', false, failure.text);
    return give(fail(failure));
  }
  setting.observe?.('greeting', true, replyText(harmlessReply(greeting.event.reply)));

  let ready = await session.next(signal);
  if (!isEvent(ready, 'ready')) {
    const failure = failureOf(ready, 'hello', where);
    setting.observe?.('hello', false, failure.text);
    return give(fail(failure));
  }
  setting.observe?.('hello', true, replyText(harmlessReply(ready.event.reply)));

  if (mode === 'opportunistic' || mode === 'required') {
    if (ready.event.extensions.starttls) {
      session.dialogue.startTls();
      const answer = await session.next(signal);
      // Whoever sends more than the 220 wants it read inside TLS: the machine says so when asked again.
      const injected = isEvent(answer, 'starttls') ? session.dialogue.next() : null;
      if (isEvent(answer, 'starttls') && injected === null) {
        const secured = await setting.trust.secure(
          session.takeSocket(),
          target.tls,
          target.host,
          setting.clock,
          signal,
        );
        if (!secured.ok) return { kind: 'tls-broken', failure: tlsFailure(secured) };
        session.putBack(secured.socket);
        session.dialogue.tlsStarted();
        tlsText = secured.text;
        protection = secured.verified ? 'verified' : 'unverified';
        setting.observe?.('tls', true, secured.text);
        ready = await session.next(signal);
        if (!isEvent(ready, 'ready')) return give(afterTls(ready) ?? fail(failureOf(ready, 'hello', where)));
      } else if (isEvent(answer, 'refused') && mayFallBack(target.tls, target.credentials !== null)) {
        setting.observe?.(
          'tls',
          true,
          `STARTTLS was refused (${replyText(harmlessReply(answer.event.reply))}); going on in clear text`,
        );
      } else {
        const failure = failureOf(injected === null ? answer : { event: injected }, 'starttls', 'the next hop');
        session.destroy();
        const text = `TLS could not be started: ${failure.text}`;
        const { reply } = failure;
        const isLasting = reply !== null && reply.code >= 500;
        return { kind: 'tls-broken', failure: tlsFailure({ text, reply, status: '4.7.4', isLasting }) };
      }
    } else if (mode === 'required' || target.tls.clientCertificate !== null) {
      const why = mode === 'required' ? 'TLS is required' : 'a client certificate is to be shown';
      return give({
        kind: 'tls-broken',
        failure: tlsFailure({
          text: `${why}, but the next hop does not offer STARTTLS`,
          status: '4.7.4',
          isLasting: true,
        }),
      });
    } else setting.observe?.('tls', true, 'STARTTLS is not offered; going on in clear text');
  }

  if (as.credentials !== null) {
    const allowed = mayAuthenticate(target.tls, protection);
    if (allowed !== true) {
      const status = protection === 'clear' ? '4.7.4' : '4.7.5';
      const failure = tlsFailure({ text: allowed, status, isLasting: true, cure: '' });
      return give({ kind: 'done', opened: { ok: false, failure } });
    }
    const { guard, onSignInRefused: onRefused } = setting;
    const signedIn = await signIn(session, target, { ...as, guard, onRefused, where }, signal);
    const { failure } = signedIn;
    setting.observe?.(
      'sign-in',
      failure === null,
      failure === null ? `signed in as ${as.credentials.username}` : failure.text,
    );
    if (failure !== null)
      return give({
        kind: 'done',
        opened: {
          ok: false,
          failure: { ...failure, ...remote, tls: tlsText },
          ...(signedIn.tokenRefused ? { tokenRefused: true } : {}),
        },
      });
  }
  const extensions = session.dialogue.extensions ?? ready.event.extensions;
  return {
    kind: 'done',
    opened: {
      ok: true,
      open: { session, extensions, ...remote, tls: tlsText, knowsUs: target.account?.isUpstream ?? false, messages: 0 },
    },
  };
}

const sentences = (...texts: readonly string[]): string => texts.filter(Boolean).join('. ');
