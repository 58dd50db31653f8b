/**
 * From nothing to a session that may send: connect, greeting, EHLO, TLS as the policy demands, sign-in. Every refusal becomes a HopFailure.
 */
import type { Clock } from '../base/clock.ts';
import type { Reply } from '../mail/reply.ts';
import { replyText } from '../mail/reply.ts';
import type { ClientCredentials, ClientEvent, ClientStage, PeerExtensions } from '../smtp/client-dialogue.ts';
import { signInMechanisms } from '../smtp/client-sign-in.ts';
import { ClientSession, type Heard, type Trouble } from './client-session.ts';
import type { BearerSource } from './bearer.ts';
import { type DialSetting, dial } from './dial.ts';
import { delayedBy, type HopFailure } from './failure.ts';
import { harmlessReply } from './remote-words.ts';
import { judgeRefusal, type ReplyStage } from './reply-cause.ts';
import type { SignInGuard } from './sign-in-guard.ts';
import { mayAuthenticate, mayFallBack, type Protection, type TlsPolicy } from './tls-policy.ts';
import type { TlsTrust } from './tls-trust.ts';

/** Whom to open a session to, and as whom. */
export interface SessionTarget {
  /** Everything that makes two sessions different for a message: none is shared between connectors, accounts, or TLS demands. */
  readonly key: string;
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  readonly endpoint:
    | { readonly kind: 'tcp'; readonly address: string; readonly port: number }
    | { readonly kind: 'unix'; readonly path: string };
  readonly tls: TlsPolicy;
  /** A name with its password, or with whoever gets a token when one is needed. */
  readonly credentials: SignInAs | null;
  /** The connector whose sign-in it is: the guard counts by it, and its name stands in the cure. null where there is none. */
  readonly account: { readonly id: string; readonly name: string } | null;
}

export type SignInAs = { readonly username: string; readonly password: string } | BearerSource;

export function sessionTarget(given: Omit<SessionTarget, 'key'>): SessionTarget {
  const { protocol, host, endpoint, tls, account, credentials } = given;
  const identity = [account, credentials?.username, credentials === null ? null : proofOf(credentials)];
  return { ...given, key: JSON.stringify([protocol, host, endpoint, tls, ...identity]) };
}

/** What a sign-in stands on; the token of the hour is no part of it. */
const proofOf = (as: SignInAs): string => ('password' in as ? as.password : as.identity);

export interface OpenSetting extends DialSetting {
  readonly clock: Clock;
  readonly heloName: string;
  readonly trust: TlsTrust;
  readonly guard: SignInGuard;
  /** Our name or password was refused; once per back-off, for log and metrics. */
  readonly onSignInRefused?: (text: string) => void;
  /** Tells each step as it happens; for the connector test. */
  readonly observe?: (
    step: 'connect' | 'greeting' | 'hello' | 'tls' | 'token' | 'sign-in',
    ok: boolean,
    text: string,
  ) => void;
}

export interface OpenSession {
  readonly session: ClientSession;
  readonly extensions: PeerExtensions;
  readonly remoteHost: string;
  readonly remoteAddress: string;
  readonly tls: string | null;
  /** By a connector of ours, not at a stranger's. */
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
export async function openSession(target: SessionTarget, setting: OpenSetting, signal: AbortSignal): Promise<Opened> {
  const { credentials } = target;
  if (credentials === null || 'password' in credentials)
    return openAs(target, { credentials, retries: false }, setting, signal);
  let refused: string | undefined;
  for (;;) {
    const got = await credentials.token(signal, refused);
    setting.observe?.('token', got.ok, got.ok ? got.text : got.failure.text);
    if (!got.ok) return { ok: false, failure: { ...got.failure, remoteHost: target.host } };
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
  return second.kind === 'tls-broken' ? { ok: false, failure: second.failure } : second.opened;
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
  const fail = (failure: HopFailure): Attempt => ({
    kind: 'done',
    opened: { ok: false, failure: { ...failure, ...remote } },
  });
  const tlsFailure = (text: string, reply: Reply | null = null, status: '4.7.4' | '4.7.5' = '4.7.5'): HopFailure => {
    setting.observe?.('tls', false, text);
    return {
      ...delayedBy({
        cause: 'tls-failed',
        status,
        text: `${where}: ${text}`,
        reply,
      }),
      ...remote,
    };
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

  let protection: Protection = 'clear';
  let tlsText: string | null = null;
  let socket = dialled.socket;
  if (mode === 'wrapped') {
    const secured = await setting.trust.secure(socket, target.tls, target.host, setting.clock, signal);
    if (!secured.ok) return { kind: 'tls-broken', failure: tlsFailure(secured.text) };
    setting.observe?.('tls', true, secured.text);
    socket = secured.socket;
    tlsText = secured.text;
    protection = secured.verified ? 'verified' : 'unverified';
  }
  const session = new ClientSession(socket, setting.heloName, target.protocol, setting.clock);
  const give = (made: Attempt): Attempt => {
    if (session.usable && session.dialogue.stage === null) session.quit();
    else session.destroy();
    return made;
  };

  const greeting = await session.next(signal);
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
        if (!secured.ok) return { kind: 'tls-broken', failure: tlsFailure(secured.text) };
        session.putBack(secured.socket);
        session.dialogue.tlsStarted();
        tlsText = secured.text;
        protection = secured.verified ? 'verified' : 'unverified';
        setting.observe?.('tls', true, secured.text);
        ready = await session.next(signal);
        if (!isEvent(ready, 'ready')) return give(fail(failureOf(ready, 'hello', where)));
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
        return { kind: 'tls-broken', failure: tlsFailure(text, failure.reply, '4.7.4') };
      }
    } else if (mode === 'required' || target.tls.clientCertificate !== null) {
      const why = mode === 'required' ? 'TLS is required' : 'a client certificate is to be shown';
      return give({
        kind: 'tls-broken',
        failure: tlsFailure(`${why}, but the next hop does not offer STARTTLS`, null, '4.7.4'),
      });
    } else setting.observe?.('tls', true, 'STARTTLS is not offered; going on in clear text');
  }

  if (as.credentials !== null) {
    const allowed = mayAuthenticate(target.tls, protection);
    if (allowed !== true)
      return give({
        kind: 'done',
        opened: { ok: false, failure: tlsFailure(allowed, null, protection === 'clear' ? '4.7.4' : '4.7.5') },
      });
    const signedIn = await signIn(session, target, as, setting, where, signal);
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
          failure: { ...failure, ...remote },
          ...(signedIn.tokenRefused ? { tokenRefused: true } : {}),
        },
      });
  }
  const extensions = session.dialogue.extensions ?? ready.event.extensions;
  return {
    kind: 'done',
    opened: {
      ok: true,
      open: { session, extensions, ...remote, tls: tlsText, knowsUs: target.account !== null, messages: 0 },
    },
  };
}

interface SignedIn {
  readonly failure: HopFailure | null;
  readonly tokenRefused?: true;
}

/**
 * One sign-in under the guard that keeps a wrong password from locking the account. The guard knows a token by what it stands on: the
 * first refusal of one says nothing yet, the refusal of a fresh one does.
 */
async function signIn(
  session: ClientSession,
  target: SessionTarget,
  { credentials, retries }: As,
  setting: OpenSetting,
  where: string,
  signal: AbortSignal,
): Promise<SignedIn> {
  if (credentials === null || target.credentials === null) return { failure: null };
  const offered = session.dialogue.extensions?.auth ?? [];
  const withToken = 'token' in credentials;
  if (!signInMechanisms(withToken).some((mechanism) => offered.includes(mechanism)))
    return {
      failure: delayedBy({
        cause: 'sign-in-failed',
        status: '4.7.8',
        text: `${where} offers no sign-in we ${withToken ? 'can use with a token' : 'know'} (${offered.join(' ') || 'none at all'}): remove ${withToken ? 'the sign-in' : 'name and password'} from the connector, or use another port`,
        ownAccount: true,
      }),
    };
  const key = `${target.account?.id ?? ''} ${credentials.username}`;
  const cure = withToken ? tokenCure(credentials.username) : signInCure(target, credentials.username);
  const turn = await setting.guard.enter(key, proofOf(target.credentials), signal);
  if (!turn.allowed)
    return {
      failure: delayedBy({
        cause: 'sign-in-failed',
        status: '4.7.8',
        text: `${turn.said}; it is tried again later, so that the account is not locked`,
        retryAfterMs: turn.retryAfterMs,
        tryNext: false,
        ownAccount: true,
      }),
    };
  let answer: Heard;
  try {
    session.dialogue.authenticate(credentials);
    answer = await session.next(signal);
  } catch (error) {
    turn.unclear();
    throw error;
  }
  if (isEvent(answer, 'authenticated')) {
    turn.succeeded();
    return { failure: null };
  }
  const failure = failureOf(answer, 'auth', where);
  const refused = isEvent(answer, 'refused') && answer.event.reply.code >= 500 ? answer.event.reply : null;
  if (refused === null) {
    turn.unclear();
    return { failure };
  }
  if (withToken && retries && mayBeTheToken(refused)) {
    turn.unclear();
    return { failure: { ...failure, tryNext: false, ownAccount: true }, tokenRefused: true };
  }
  const said = `the sign-in of connector ${target.account?.name ?? ''} failed: ${failure.text}. ${cure}`;
  const { retryAfterMs, news } = turn.failed(said);
  if (news) setting.onSignInRefused?.(said);
  return { failure: { ...failure, text: said, retryAfterMs, tryNext: false, ownAccount: true } };
}

/** 535 5.7.3 and 5.7.8 say no more than "wrong"; 5.7.142 and .143 name the token (HVE). What says more (5.7.139) is no matter of the token. */
const mayBeTheToken = ({ code, enhanced }: Reply): boolean =>
  code === 535 && (enhanced === null || ['5.7.3', '5.7.8', '5.7.142', '5.7.143'].includes(enhanced));

/** The token was given out and is refused all the same: rights are missing over there. */
const tokenCure = (username: string): string =>
  `The token is good, so its rights are not: check that ${username} is the mailbox the application may send as (SMTP.SendAsApp or SMTP.Send consented, the service principal registered with the object id of the Enterprise application, SMTP AUTH on for the mailbox); docs/operate/upstreams.md has the list`;

/** The command to type; mail that waits goes on by itself then. */
function signInCure({ account }: SessionTarget, username: string): string {
  const word = (text: string): string => (/^[\w.@+-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  return `Correct name or password: doorpost connector set-outbound ${word(account?.name ?? 'NAME')} --username ${word(username)} --password-stdin`;
}

/** What stands in the way when the event hoped for did not come. */
function failureOf(heard: Heard, stage: ReplyStage, where: string): HopFailure {
  if ('trouble' in heard) return failureOfTrouble(heard.trouble, where);
  const { event } = heard;
  switch (event.type) {
    case 'refused':
    case 'closing': {
      const reply = harmlessReply(event.reply);
      const judged = judgeRefusal(replyStage(event.stage) ?? stage, reply);
      return delayedBy({
        permanent: judged.permanent,
        status: judged.status,
        cause: judged.cause,
        text: `${where} said at ${stage}: ${replyText(reply)}`,
        reply,
      });
    }
    case 'protocol-error':
      return delayedBy({
        cause: 'protocol-error',
        status: '4.5.0',
        text: `${where} does not speak SMTP properly: ${event.what}`,
      });
    default:
      return delayedBy({
        cause: 'protocol-error',
        status: '4.5.0',
        text: `${where}: unexpected answer at ${stage} (${event.type})`,
      });
  }
}

export function failureOfTrouble(trouble: Trouble, where: string): HopFailure {
  const at = trouble.stage === null ? '' : ` (at ${trouble.stage})`;
  const cause = trouble.kind === 'timed-out' ? 'timed-out' : 'connection-failed';
  return delayedBy({ cause, status: '4.4.2', text: `${where}: ${trouble.text}${at}` });
}

const replyStage = (stage: ClientStage): ReplyStage | null => (stage === 'rset' || stage === 'quit' ? null : stage);

function isEvent<Type extends ClientEvent['type']>(
  heard: Heard,
  type: Type,
): heard is { readonly event: Extract<ClientEvent, { type: Type }> } {
  return 'event' in heard && heard.event.type === type;
}
