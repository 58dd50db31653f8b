/** A rewriting tried on one mail, by the code that rewrites. Pure. */
import { pathText, type ReversePath } from '../../mail/address.ts';
import type { Rewriting } from '../../mail/device.ts';
import { fieldText } from '../../mail/header/charset.ts';
import { scanHeader } from '../../mail/header/header-scan.ts';
import { rewriteHeader } from '../../mail/header/rewrite-header.ts';
import { rewrittenPath } from './rewritten-path.ts';

const shownFields = ['From', 'Sender', 'Reply-To', 'To', 'Subject'] as const;

export interface SampleMail {
  /** null: `<>`, of a report. */
  readonly reversePath: ReversePath;
  /** Values as they stand in the header, each in one line; those that are not there are not named. */
  readonly fields: Partial<Readonly<Record<(typeof shownFields)[number], string>>>;
}

export interface PreviewedRow {
  readonly name: 'MAIL FROM' | (typeof shownFields)[number];
  /** null: it is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** The envelope sender and each field that is there before or behind it. */
export function previewRewriting(rewriting: Rewriting, { reversePath, fields }: SampleMail): readonly PreviewedRow[] {
  const lines = shownFields.flatMap((name) => (fields[name] === undefined ? [] : [`${name}: ${fields[name]}\r\n`]));
  const before = Buffer.from(`${lines.join('')}\r\n`);
  const after = Buffer.concat(rewriteHeader(before, scanHeader(before), rewriting).pieces);
  const read = { before: valuesOf(before), after: valuesOf(after) };
  return [
    {
      name: 'MAIL FROM',
      before: pathText(reversePath),
      after: pathText(rewrittenPath(reversePath, rewriting)),
    },
    ...shownFields.flatMap((name): readonly PreviewedRow[] => {
      const row = { name, before: read.before(name), after: read.after(name) };
      return row.before === null && row.after === null ? [] : [row];
    }),
  ];
}

function valuesOf(header: Buffer): (name: string) => string | null {
  const { fields } = scanHeader(header);
  return (name) => {
    const field = fields.find((one) => one.name === name.toLowerCase());
    return field === undefined ? null : (fieldText(header, field, null) ?? '');
  };
}
