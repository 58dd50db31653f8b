/** A reason in one line, for an administrator. */
import type { LimitReason, NoMail, Reason, ReasonOf, RelayLack, SignInOff } from '../mail/reason.ts';
import { habits } from './en/habits.ts';
import { noMail } from './en/no-mail.ts';
import { type Composed, reasons } from './en/reasons.ts';
import { type Facts, fill } from './words.ts';

const { kinds, limits, lacks, lackCures, off, faults, authorLacks, notScanned, parts } = reasons;

/** Kinds that are put together of parts, or have more than one way to be said. */
const composed: { readonly [Kind in Reason['kind']]?: (reason: ReasonOf<Kind>) => string } & {
  readonly [Kind in Composed]: (reason: ReasonOf<Kind>) => string;
} = {
  limit: limitLine,
  'not-relayed': notRelayedLine,
  'own-name': ({ domain, recipient }) =>
    domain === null ? fill(kinds['own-name_unknown'], { recipient }) : fill(kinds['own-name'], { domain, recipient }),
  'sign-in-locked': (reason) => fill(kinds[`sign-in-locked_${reason.by}`], reason),
  'sign-in-off': ({ login, off: which, credential }) =>
    fill(kinds['sign-in-off'], { login, off: signInOffLine(which, credential) }),
  fault: faultLine,
  'no-tls': (reason) => fill(kinds[noTlsKey(reason)], { came: reason.came ?? '' }),
  'certificate-distrusted': handshakeLine,
  'no-common-tls': handshakeLine,
  'handshake-broken': handshakeLine,
  'dns-listed': (reason) => fill(kinds[`dns-listed_${reason.of}`], { list: reason.list }),
  'spam-filter': (reason) => fill(kinds[`spam-filter_${reason.level}`], { score: reason.score }),
  dmarc: (reason) => fill(reason.own ? kinds.dmarc_own : kinds.dmarc, { domain: reason.domain, policy: reason.policy }),
  'no-author': ({ lack }) => fill(kinds['no-author'], { lack: authorLacks[lack] }),
  'virus-scan-failed': ({ why }) => fill(kinds['virus-scan-failed'], { why: notScanned[why] }),
  farewell: ({ last, limit }) => fill(kinds.farewell, { last: reasonLine(last), limit }),
};

export function reasonLine(reason: Reason): string {
  const own = composed[reason.kind] as ((reason: Reason) => string) | undefined;
  return own?.(reason) ?? fill(textOf(kinds, reason.kind) ?? '', reason as unknown as Facts);
}

function limitLine({ limit, most, used, called = '' }: LimitReason): string {
  const text = limit === 'messageSize' && used !== undefined ? limits.messageSize_declared : textOf(limits, limit);
  return fill(text ?? limits.any, { limit, most, used: used ?? most, called });
}

function notRelayedLine({ lack, connector, certificate }: ReasonOf<'not-relayed'>): string {
  const by = connector === null ? '' : fill(parts['by-connector'], { connector });
  if (certificate === null) return `${lackLine(lack)}${by}`;
  const { distrust, fingerprint } = certificate;
  const names = certificate.names || parts.nameless;
  const shown =
    distrust === null
      ? fill(parts.shown_trusted, { names, fingerprint })
      : fill(parts.shown_distrusted, { names, distrust, fingerprint });
  return `${lackLine(lack)}${by}${shown}`;
}

/** The right that a peer lacks to relay. */
const lackLine = (lack: RelayLack): string => fill(lacks[lack.lack], lack);

/** The same for the peer itself, with what to do. */
export const lackToldToPeer = (lack: RelayLack): string => `${lackLine(lack)}${textOf(lackCures, lack.lack) ?? ''}`;

/** It reads this too. */
export const signInOffLine = (which: SignInOff, credential: string): string => fill(off[which], { credential });

function faultLine({ fault, habits: met, said }: ReasonOf<'fault'>): string {
  const what = met.length > 0 ? met.map((habit) => habits[habit]).join(parts['and-also']) : faults[fault];
  return fill(kinds.fault, { fault: what, said });
}

const noTlsKey = ({ met, came }: ReasonOf<'no-tls'>) =>
  met === 'after-starttls' && came === undefined ? 'no-tls_clear-text-after-starttls' : (`no-tls_${met}` as const);

function handshakeLine({
  kind,
  why,
  habit,
}: ReasonOf<'certificate-distrusted' | 'no-common-tls' | 'handshake-broken'>) {
  return habit === undefined ? fill(kinds[kind], { why }) : fill(kinds.handshake_habit, { habit: habits[habit], why });
}

const textOf = (texts: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(texts, name) ? texts[name] : undefined;

/** Why a session brought no mail though nothing was refused. */
export function noMailLine(reason: NoMail): string {
  switch (reason.kind) {
    case 'left-after-hello': {
      const { tls, signInOffered } = reason;
      if (!signInOffered) return noMail[reason.kind];
      return tls ? noMail['left-after-hello_unsigned-tls'] : noMail['left-after-hello_unsigned'];
    }
    case 'broke-off':
      return noMail[`broke-off_${reason.in}`];
    default:
      return noMail[reason.kind];
  }
}
