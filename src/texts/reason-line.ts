/** A reason in one line, for an administrator. */
import type { LimitReason, NoMail, Reason, ReasonOf, RelayLack, SignInOff } from '../mail/reason.ts';
import type { ToldLine } from '../mail/lines/said.ts';
import { habits } from './en/habits.ts';
import { noMail } from './en/no-mail.ts';
import { type Composed, reasons } from './en/reasons.ts';
import { type Sentences, sentenceIn } from './sentences.ts';
import { lineIn } from './told.ts';
import { toldBy } from './told-by.ts';
import { type Facts, fill } from './words.ts';

const { kinds, limits, lacks, lackCures, off, faults, authorLacks, notScanned, parts } = reasons;

/** Kinds that are put together of parts, or have more than one way to be said. */
const composed: { readonly [Kind in Reason['kind']]?: (reason: ReasonOf<Kind>) => ToldLine } & {
  readonly [Kind in Composed]: (reason: ReasonOf<Kind>) => ToldLine;
} = {
  limit: limitLine,
  'not-relayed': notRelayedLine,
  'own-name': ({ domain, recipient }) =>
    domain === null
      ? toldBy(kinds['own-name_unknown'], { recipient })
      : toldBy(kinds['own-name'], { domain, recipient }),
  'sign-in-locked': (reason) => toldBy(kinds[`sign-in-locked_${reason.by}`], reason),
  'sign-in-off': ({ login, off: which, credential }) =>
    toldBy(kinds['sign-in-off'], { login, off: toldBy(off[which], { credential }) }),
  fault: faultLine,
  'no-tls': (reason) => toldBy(kinds[noTlsKey(reason)], { came: reason.came ?? '' }),
  'certificate-distrusted': handshakeLine,
  'no-common-tls': handshakeLine,
  'handshake-broken': handshakeLine,
  'dns-listed': (reason) => toldBy(kinds[`dns-listed_${reason.of}`], { list: reason.list }),
  'spam-filter': (reason) => toldBy(kinds[`spam-filter_${reason.level}`], { score: reason.score }),
  dmarc: (reason) =>
    toldBy(reason.own ? kinds.dmarc_own : kinds.dmarc, { domain: reason.domain, policy: reason.policy }),
  'no-author': ({ lack }) => toldBy(kinds['no-author'], { lack: toldBy(authorLacks[lack]) }),
  'virus-scan-failed': ({ why }) => toldBy(kinds['virus-scan-failed'], { why: toldBy(notScanned[why]) }),
  farewell: ({ last, limit }) => toldBy(kinds.farewell, { last: toldReason(last), limit }),
};

/** @param sentences of another language than English. */
export const reasonLine = (reason: Reason, sentences: Sentences = {}): string => lineIn(toldReason(reason), sentences);

export function toldReason(reason: Reason): ToldLine {
  const own = composed[reason.kind] as ((reason: Reason) => ToldLine) | undefined;
  return own?.(reason) ?? toldBy(textOf(kinds, reason.kind) ?? '', reason as unknown as Facts);
}

function limitLine({ limit, most, used, called = '' }: LimitReason): ToldLine {
  const text = limit === 'messageSize' && used !== undefined ? limits.messageSize_declared : textOf(limits, limit);
  return toldBy(text ?? limits.any, { limit, most, used: used ?? most, called });
}

function notRelayedLine({ lack, connector, certificate }: ReasonOf<'not-relayed'>): ToldLine {
  const by = connector === null ? '' : toldBy(parts['by-connector'], { connector });
  if (certificate === null) return toldBy('{{lack}}{{by}}', { lack: toldLack(lack), by });
  const { distrust, fingerprint } = certificate;
  const names = certificate.names || toldBy(parts.nameless);
  const shown =
    distrust === null
      ? toldBy(parts.shown_trusted, { names, fingerprint })
      : toldBy(parts.shown_distrusted, { names, distrust, fingerprint });
  return toldBy('{{lack}}{{by}}{{shown}}', { lack: toldLack(lack), by, shown });
}

/** The right that a peer lacks to relay. */
const toldLack = (lack: RelayLack): ToldLine => toldBy(lacks[lack.lack], lack);

/** The same for the peer itself, with what to do. */
export const lackToldToPeer = (lack: RelayLack): string =>
  `${toldLack(lack).text}${textOf(lackCures, lack.lack) ?? ''}`;

/** It reads this too. */
export const signInOffLine = (which: SignInOff, credential: string): string => fill(off[which], { credential });

function faultLine({ fault, habits: met, said }: ReasonOf<'fault'>): ToldLine {
  const [first, ...more] = met.map((habit) => toldBy(habits[habit]));
  const what =
    first &&
    more.reduce(
      (all, habit) => toldBy('{{all}}{{and}}{{habit}}', { all, and: toldBy(parts['and-also']), habit }),
      first,
    );
  return toldBy(kinds.fault, { fault: what ?? toldBy(faults[fault]), said });
}

const noTlsKey = ({ met, came }: ReasonOf<'no-tls'>) =>
  met === 'after-starttls' && came === undefined ? 'no-tls_clear-text-after-starttls' : (`no-tls_${met}` as const);

function handshakeLine({
  kind,
  why,
  habit,
}: ReasonOf<'certificate-distrusted' | 'no-common-tls' | 'handshake-broken'>): ToldLine {
  return habit === undefined
    ? toldBy(kinds[kind], { why })
    : toldBy(kinds.handshake_habit, { habit: toldBy(habits[habit]), why });
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
