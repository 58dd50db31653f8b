/**
 * Mail of ours to people of an organization, which tells them something and asks for nothing: plain text (RFC 3834: Auto-Submitted), without a
 * sender that could be told, so that nothing comes back of it.
 */
import { bounds } from '../base/bounds.ts';
import type { IdSource, ObjectId } from '../base/id.ts';
import type { Organization } from '../directory/objects.ts';
import { rfc5322Date } from '../dsn/date.ts';
import { isAscii, oneLine } from '../dsn/sanitise.ts';
import { type Address, addressText } from '../mail/address.ts';
import { encodeWords, foldLines, WORD_OCTETS } from '../mail/header/encoded-words.ts';
import { acceptedOf, type Observe } from '../mail/observation.ts';
import type { Route } from '../mail/route.ts';
import { ownMessage } from '../store/own-message.ts';
import type { Store } from '../store/store.ts';
import type { ToldLine } from '../mail/lines/said.ts';

/** In this machine's zone: when people are written to who get something on a day. */
export const SEVEN_MS = 7 * 3_600_000;

export interface OwnMailParts {
  readonly store: Pick<Store, 'spool'>;
  readonly ids: IdSource;
  readonly observe: Observe;
  readonly hostName: string;
}

export interface OwnMail {
  readonly organizationId: ObjectId;
  readonly to: Address;
  readonly route: Route;
  /** The address of somebody who can be asked about it, as `contactFor` says. */
  readonly contact: string;
  /** Of its Message-ID, in front of the host name: `quarantine`. */
  readonly what: string;
  readonly subject: string;
  readonly lines: readonly string[];
  /** In the trace, of how it came to be. */
  readonly told: ToldLine;
}

/** The one to ask about mail of ours to an address of the organization. */
export const contactFor = ({ postmaster }: Pick<Organization, 'postmaster'>, { domain }: Address): string =>
  postmaster ?? `postmaster@${domain}`;

/** Resolves when it is kept. */
export async function sendOwnMail(parts: OwnMailParts, mail: OwnMail, now: number): Promise<void> {
  const { ids, hostName, store, observe } = parts;
  const { organizationId, to, route, subject, told } = mail;
  const queueId = ids.queueId();
  const messageId = `<${queueId}.${mail.what}@${hostName}>`;
  const from = `postmaster@${hostName}`;
  const smtputf8 = !isAscii(to.local);
  const message = ownMessage(
    {
      ...{ queueId, organizationId, receivedAt: now, smtputf8 },
      body: smtputf8 ? '8bitmime' : '7bit',
      header: { messageId, subject, from: [from], has8bit: smtputf8, headerHas8bit: smtputf8 },
      events: [{ at: now, kind: 'Receive', queueId, ordinal: null, ...told }],
    },
    octetsOf(mail, { from, messageId, smtputf8, now }),
    [{ address: to, route }],
    now,
  );
  await store.spool.accept(message);
  observe(acceptedOf(message));
}

interface Written {
  readonly from: string;
  readonly messageId: string;
  readonly smtputf8: boolean;
  readonly now: number;
}

function octetsOf({ to, contact, subject, lines }: OwnMail, { from, messageId, smtputf8, now }: Written): Uint8Array {
  const header = [
    `From: Doorpost <${from}>`,
    `To: <${oneLine(smtputf8 ? addressText(to) : `${to.local}@${to.domainKey}`, bounds.dsn.readerNamed)}>`,
    `Reply-To: <${contact}>`,
    foldLines(`Subject: ${isAscii(subject) ? subject : encodeWords(subject, WORD_OCTETS)}`, 76),
    `Date: ${rfc5322Date(now)}`,
    `Message-ID: ${messageId}`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const encoded = Buffer.from(lines.join('\r\n')).toString('base64').replaceAll(/.{76}/gu, '$&\r\n');
  return Buffer.from(`${header.join('\r\n')}\r\n\r\n${encoded}\r\n`);
}
