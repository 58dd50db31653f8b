/**
 * The list in words: a few lines of each message. Nothing that strangers wrote leads anywhere in it: what
 * a mail program would make a link of is written apart.
 */
import { bounds } from '../../base/bounds.ts';
import { dateIn } from '../../dsn/date.ts';
import { oneLine } from '../../dsn/sanitise.ts';
import { type Address, addressText } from '../../mail/address.ts';
import type { Language } from '../../mail/names.ts';
import type { ScreenRow } from '../../mail/screening/screened.ts';
import { reportTexts } from '../../texts/languages.ts';
import type { ReportTexts } from '../../texts/report-texts.ts';
import { fill } from '../../texts/words.ts';

export interface DigestLine {
  readonly at: number;
  readonly sender: string;
  readonly subject: string | null;
  /** The row that decided; null: it is not on record. */
  readonly row: ScreenRow | null;
}

export interface Digest {
  readonly to: Address;
  /** The address of somebody who can let mail go. */
  readonly contact: string;
  readonly hostName: string;
  readonly language: Language;
  /** Oldest first. */
  readonly lines: readonly DigestLine[];
  /** Of all, also of those without a line. */
  readonly count: number;
}

export async function composeDigest(
  digest: Digest,
): Promise<{ readonly subject: string; readonly lines: readonly string[] }> {
  const { language, texts } = await reportTexts(digest.language);
  return {
    subject: fill(texts.digest.subject, { number: digest.count }),
    lines: textOf(digest, texts, dateIn(language)),
  };
}

function textOf(digest: Digest, { digest: words }: ReportTexts, date: (at: number) => string): readonly string[] {
  const { hostName, lines, count, contact } = digest;
  const told = lines
    .toReversed()
    .flatMap(({ at, sender, subject, row }) => [
      unlinked(subject ?? '') || words.noSubject,
      `    ${fill(words.line, { sender: unlinked(sender), date: date(at) })}`,
      `    ${words.why[(row === null ? undefined : whys[row]) ?? 'rules']}`,
      '',
    ]);
  return [
    fill(words.greeting, { recipient: addressText(digest.to), hostName }),
    '',
    ...told,
    ...(count > lines.length ? [fill(words.more, { number: count - lines.length }), ''] : []),
    fill(words.ask, { contact }),
    '',
  ];
}

const unlinked = (text: string): string =>
  oneLine(text, bounds.queue.digestText).replaceAll('://', ' : / / ').replaceAll(/www\./giu, 'www .');

/** In words that a recipient understands; of other rows it is a rule. */
const whys: Partial<Readonly<Record<ScreenRow, keyof ReportTexts['digest']['why']>>> = {
  malware: 'malware',
  spam: 'spam',
  'high-confidence-spam': 'spam',
  bulk: 'spam',
  'no-author': 'author',
  'dmarc-reject': 'author',
  'dmarc-quarantine': 'author',
  'dmarc-unknown': 'author',
  unauthenticated: 'author',
  'blocked-address': 'blocked',
  'blocked-author': 'blocked',
};
