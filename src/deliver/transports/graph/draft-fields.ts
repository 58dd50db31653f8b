/** The header of a message as the fields of Graph's message resource. Pure. */
import { bounds } from '../../../base/bounds.ts';
import addressparser from 'nodemailer/lib/addressparser';
import type { HeaderScan } from '../../../mail/header/header-scan.ts';
import { libmime } from '../../../mail/header/libmime.ts';
import { type Addressees, isTelltale, type Shown } from './addressees.ts';
import { firstOf } from '../../../base/trim.ts';

export function draftFields(
  scan: HeaderScan,
  who: Addressees,
  values: (name: string) => readonly string[],
): Readonly<Record<string, unknown>> {
  const shown = ({ name, address }: Shown): object => ({
    emailAddress: { name: decodedWords(name) || address, address },
  });
  const list = (name: string): readonly object[] =>
    values(name)
      .filter((value) => value.length <= bounds.deliver.draftFieldRead)
      .flatMap((value) => addressparser(value, { flatten: true }))
      .filter(({ address }) => address.includes('@'))
      .map(shown);
  const [from] = list('from');
  const replyTo = list('reply-to');
  const [messageId] = values('message-id');
  const headers = headersKept(scan, who, values);
  return {
    subject: firstOf(decodedWords(values('subject')[0] ?? ''), bounds.deliver.draftSubject),
    ...(from === undefined ? {} : { from }),
    ...(replyTo.length === 0 ? {} : { replyTo }),
    toRecipients: who.to.map(shown),
    ccRecipients: who.cc.map(shown),
    bccRecipients: who.bcc.map((address) => ({ emailAddress: { address } })),
    ...(messageId !== undefined && /^<[\x21-\x7e]{3,250}>$/u.test(messageId) ? { internetMessageId: messageId } : {}),
    importance: importanceOf(values),
    ...(headers.length === 0 ? {} : { internetMessageHeaders: headers }),
  };
}

function headersKept(
  scan: HeaderScan,
  who: Addressees,
  values: (name: string) => readonly string[],
): readonly { readonly name: string; readonly value: string }[] {
  const kept: { name: string; value: string }[] = [];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '' && kept.length < bounds.deliver.draftHeaders)
      kept.push({ name, value: firstOf(value, bounds.deliver.draftHeader) });
  };
  if (!who.asWritten) {
    add('X-Original-To', values('to')[0]);
    add('X-Original-Cc', values('cc')[0]);
  }
  const own = new Set(scan.fields.map(({ name }) => name).filter((name) => name.startsWith('x-')));
  for (const name of own)
    if (!/^x-(?:priority|original-to|original-cc|ms-)/u.test(name) && !isTelltale(name)) add(name, values(name)[0]);
  return kept;
}

function importanceOf(values: (name: string) => readonly string[]): 'low' | 'normal' | 'high' {
  const said = (values('importance')[0] ?? '').toLowerCase();
  if (said === 'high' || said === 'low') return said;
  const priority = values('x-priority')[0] ?? '';
  return /^[12]/u.test(priority) ? 'high' : /^[45]/u.test(priority) ? 'low' : 'normal';
}

function decodedWords(text: string): string {
  try {
    return libmime()
      .decodeWords(text)
      .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '')
      .trim()
      .toWellFormed();
  } catch {
    return text;
  }
}
