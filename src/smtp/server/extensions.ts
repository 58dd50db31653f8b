import type { DialogueSettings } from './dialogue-events.ts';
import type { PeerExtensions } from '../client/client-events.ts';

/** The lines behind the first one of our answer to EHLO (RFC 5321 §4.1.1.1). */
export function announcedExtensions(
  settings: DialogueSettings,
  state: { readonly tls: boolean; readonly authenticated: boolean },
): readonly string[] {
  const lines = [`SIZE ${settings.maxMessageBytes}`, 'PIPELINING', '8BITMIME', 'SMTPUTF8'];
  if (settings.dsn) lines.push('DSN');
  lines.push('CHUNKING', 'ENHANCEDSTATUSCODES', `LIMITS RCPTMAX=${settings.maxRecipients}`);
  // RFC 8689 §2: only where the session itself is protected.
  if (state.tls) lines.push('REQUIRETLS');
  if (settings.starttls && !state.tls) lines.push('STARTTLS');
  if (settings.authAnnounced.length > 0 && !state.authenticated) lines.push(`AUTH ${settings.authAnnounced.join(' ')}`);
  return lines;
}

/** A peer that knows only HELO. */
export const noExtensions: PeerExtensions = {
  esmtp: false,
  pipelining: false,
  starttls: false,
  eightBitMime: false,
  smtputf8: false,
  requireTls: false,
  dsn: false,
  chunking: false,
  enhancedStatusCodes: false,
  size: null,
  auth: [],
  rcptMax: null,
  mailMax: null,
};

/** Reads a peer's answer to EHLO or LHLO; the first line is its name. */
export function parseExtensions(lines: readonly string[]): PeerExtensions {
  const offered = new Map<string, readonly string[]>();
  for (const line of lines.slice(1)) {
    // `AUTH=LOGIN` is how some servers of the last century say it.
    const [keyword = '', ...values] = line
      .trim()
      .toUpperCase()
      .replace(/^AUTH=/, 'AUTH ')
      .split(/ +/);
    offered.set(keyword, [...(offered.get(keyword) ?? []), ...values]);
  }
  const limits = offered.get('LIMITS') ?? [];
  return {
    esmtp: true,
    pipelining: offered.has('PIPELINING'),
    starttls: offered.has('STARTTLS'),
    eightBitMime: offered.has('8BITMIME'),
    smtputf8: offered.has('SMTPUTF8'),
    requireTls: offered.has('REQUIRETLS'),
    dsn: offered.has('DSN'),
    chunking: offered.has('CHUNKING'),
    enhancedStatusCodes: offered.has('ENHANCEDSTATUSCODES'),
    size: offered.has('SIZE') ? (decimal(offered.get('SIZE')?.[0]) ?? 0) : null,
    auth: [...new Set(offered.get('AUTH') ?? [])],
    rcptMax: limitOf(limits, 'RCPTMAX='),
    mailMax: limitOf(limits, 'MAILMAX='),
  };
}

/** RFC 9422 §3: a value that makes no sense is ignored. */
function limitOf(limits: readonly string[], name: string): number | null {
  const value = decimal(limits.find((limit) => limit.startsWith(name))?.slice(name.length));
  return value === null || value === 0 ? null : value;
}

function decimal(text: string | undefined): number | null {
  return text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}
