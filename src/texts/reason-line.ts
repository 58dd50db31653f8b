/** A reason in one line, for an administrator. */
import type { LimitReason, NoMail, Reason, ReasonOf, RelayLack, SignInOff } from '../mail/reason.ts';
import { habits } from './en/habits.ts';
import { noMail } from './en/no-mail.ts';
import { type Composed, reasons } from './en/reasons.ts';
import { type Sentences, sentenceIn } from './sentences.ts';
import { type Facts, fill } from './words.ts';

const { kinds, limits, lacks, lackCures, off, faults, authorLacks, notScanned, parts } = reasons;

/** Puts facts into a text of ours, in the language of its reader. */
type Say = (text: string, facts: Facts) => string;

const saying =
  (sentences: Sentences): Say =>
  (text, facts) =>
    fill(sentenceIn(sentences, text) ?? text, facts);
const inEnglish = saying({});

/** Kinds that are put together of parts, or have more than one way to be said. */
const composed: { readonly [Kind in Reason['kind']]?: (reason: ReasonOf<Kind>, say: Say) => string } & {
  readonly [Kind in Composed]: (reason: ReasonOf<Kind>, say: Say) => string;
} = {
  limit: limitLine,
  'not-relayed': notRelayedLine,
  'own-name': ({ domain, recipient }, say) =>
    domain === null ? say(kinds['own-name_unknown'], { recipient }) : say(kinds['own-name'], { domain, recipient }),
  'sign-in-locked': (reason, say) => say(kinds[`sign-in-locked_${reason.by}`], reason),
  'sign-in-off': ({ login, off: which, credential }, say) =>
    say(kinds['sign-in-off'], { login, off: say(off[which], { credential }) }),
  fault: faultLine,
  'no-tls': (reason, say) => say(kinds[noTlsKey(reason)], { came: reason.came ?? '' }),
  'certificate-distrusted': handshakeLine,
  'no-common-tls': handshakeLine,
  'handshake-broken': handshakeLine,
  'dns-listed': (reason, say) => say(kinds[`dns-listed_${reason.of}`], { list: reason.list }),
  'spam-filter': (reason, say) => say(kinds[`spam-filter_${reason.level}`], { score: reason.score }),
  dmarc: (reason, say) =>
    say(reason.own ? kinds.dmarc_own : kinds.dmarc, { domain: reason.domain, policy: reason.policy }),
  'no-author': ({ lack }, say) => say(kinds['no-author'], { lack: say(authorLacks[lack], {}) }),
  'virus-scan-failed': ({ why }, say) => say(kinds['virus-scan-failed'], { why: say(notScanned[why], {}) }),
  farewell: ({ last, limit }, say) => say(kinds.farewell, { last: lineOf(last, say), limit }),
};

/** @param sentences of another language than English. */
export const reasonLine = (reason: Reason, sentences: Sentences = {}): string => lineOf(reason, saying(sentences));

function lineOf(reason: Reason, say: Say): string {
  const own = composed[reason.kind] as ((reason: Reason, say: Say) => string) | undefined;
  return own?.(reason, say) ?? say(textOf(kinds, reason.kind) ?? '', reason as unknown as Facts);
}

function limitLine({ limit, most, used, called = '' }: LimitReason, say: Say): string {
  const text = limit === 'messageSize' && used !== undefined ? limits.messageSize_declared : textOf(limits, limit);
  return say(text ?? limits.any, { limit, most, used: used ?? most, called });
}

function notRelayedLine({ lack, connector, certificate }: ReasonOf<'not-relayed'>, say: Say): string {
  const by = connector === null ? '' : say(parts['by-connector'], { connector });
  if (certificate === null) return `${lackLine(lack, say)}${by}`;
  const { distrust, fingerprint } = certificate;
  const names = certificate.names || say(parts.nameless, {});
  const shown =
    distrust === null
      ? say(parts.shown_trusted, { names, fingerprint })
      : say(parts.shown_distrusted, { names, distrust, fingerprint });
  return `${lackLine(lack, say)}${by}${shown}`;
}

/** The right that a peer lacks to relay. */
const lackLine = (lack: RelayLack, say: Say): string => say(lacks[lack.lack], lack);

/** The same for the peer itself, with what to do. */
export const lackToldToPeer = (lack: RelayLack): string =>
  `${lackLine(lack, inEnglish)}${textOf(lackCures, lack.lack) ?? ''}`;

/** It reads this too. */
export const signInOffLine = (which: SignInOff, credential: string): string => fill(off[which], { credential });

function faultLine({ fault, habits: met, said }: ReasonOf<'fault'>, say: Say): string {
  const what = met.map((habit) => say(habits[habit], {})).join(say(parts['and-also'], {}));
  return say(kinds.fault, { fault: what === '' ? say(faults[fault], {}) : what, said });
}

const noTlsKey = ({ met, came }: ReasonOf<'no-tls'>) =>
  met === 'after-starttls' && came === undefined ? 'no-tls_clear-text-after-starttls' : (`no-tls_${met}` as const);

function handshakeLine(
  { kind, why, habit }: ReasonOf<'certificate-distrusted' | 'no-common-tls' | 'handshake-broken'>,
  say: Say,
): string {
  return habit === undefined
    ? say(kinds[kind], { why })
    : say(kinds.handshake_habit, { habit: say(habits[habit], {}), why });
}

const textOf = (texts: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(texts, name) ? texts[name] : undefined;

/** Why a session brought no mail though nothing was refused. */
export function noMailLine(reason: NoMail, sentences: Sentences = {}): string {
  const text = noMailText(reason);
  return sentenceIn(sentences, text) ?? text;
}

function noMailText(reason: NoMail): string {
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
