/** Habits of devices, for an administrator: `it ...`. */
import type { HabitName } from '../../mail/names.ts';

export const habits = {
  'odd-hello': 'greets with no name or with one that is no host name',
  'auth-after-helo': 'signs in after HELO instead of EHLO',
  'loose-address':
    'writes addresses with brackets left out or doubled, with a name, stray blanks, dots or an odd domain',
  'no-sender-address': 'gives a sender that is no address',
  'bare-commands': 'ends commands with LF alone',
  'bare-line-ends': 'ends lines with LF or CR alone, or with CR CR LF',
  'bare-content-end': 'ends the message with LF . LF',
  nul: 'sends NUL bytes',
  'stray-lines': 'puts lines into the header that are no fields',
  'no-empty-line': 'leaves out the empty line between header and text',
  'long-lines': 'sends lines over 998 bytes',
  'early-content': 'sends the message without waiting for 354',
  'raw-headers': 'puts 8-bit characters into header fields',
  'loose-names': 'writes @ into display names without quotes',
  bcc: 'shows Bcc to everybody',
  'no-date': 'sends no Date',
  'no-message-id': 'sends no Message-ID',
  'cram-md5': 'signs in by CRAM-MD5',
  'auth-before-tls': 'signs in without TLS',
  'tls-on-clear-port': 'begins TLS at once on a port that begins in clear text',
  'tls-1.1': 'speaks at most TLS 1.1',
  'tls-1.0': 'speaks at most TLS 1.0',
  'old-ciphers': 'has only old ciphers or RSA key exchange',
} as const satisfies Readonly<Record<HabitName, string>>;
