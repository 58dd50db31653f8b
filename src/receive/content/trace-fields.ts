/** The fields we put on top of a message: Received (RFC 5321 §4.4), and Date and Message-ID where a device left them out (RFC 6409 §8). */
import { bounds } from '../../base/bounds.ts';
import { isIPv6 } from 'node:net';
import { type Address, addressText } from '../../mail/address.ts';

export interface ReceivedFacts {
  readonly helo: string;
  readonly clientAddress: string;
  readonly hostName: string;
  readonly queueId: string;
  readonly esmtp: boolean;
  readonly tls: string | null;
  readonly authenticated: boolean;
  readonly smtputf8: boolean;
  /** Shown only when there is one: `for` must not tell blind recipients of each other (RFC 5321 §7.2). */
  readonly recipients: readonly Address[];
  readonly at: number;
}

export function receivedField(facts: ReceivedFacts): string {
  const literal = isIPv6(facts.clientAddress) ? `[IPv6:${facts.clientAddress}]` : `[${facts.clientAddress}]`;
  const [only] = facts.recipients;
  const lines = [
    `Received: from ${safe(facts.helo) || 'unknown'} (${literal})`,
    ...(facts.tls === null ? [] : [`\t(using ${comment(facts.tls)})`]),
    `\tby ${facts.hostName} (Doorpost) with ${protocol(facts)} id ${facts.queueId}`,
  ];
  const end = `; ${rfc5322Date(facts.at)}\r\n`;
  if (facts.recipients.length === 1 && only !== undefined) lines.push(`\tfor <${addressText(only)}>`);
  return `${lines.join('\r\n')}${end}`;
}

/** The words of RFC 3848 and RFC 6531 §4.3. */
function protocol(facts: ReceivedFacts): string {
  if (!facts.esmtp) return 'SMTP';
  const suffix = `${facts.tls === null ? '' : 'S'}${facts.authenticated ? 'A' : ''}`;
  return facts.smtputf8 ? `UTF8SMTP${suffix}` : `ESMTP${suffix}`;
}

/** HELO names are hostile input; what does not belong in a name becomes a question mark. */
const safe = (helo: string): string => helo.slice(0, bounds.smtp.domain).replace(/[^A-Za-z0-9.:_[\]-]/gu, '?');
const comment = (text: string): string => text.replace(/[^A-Za-z0-9._ -]/gu, '');

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 5322 §3.3, in UTC. */
export function rfc5322Date(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${DAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
