/** Habits of old devices that were taken or put right, as the trace tells it. */
import type { HabitName } from '../../mail/names.ts';

export const repairs: Readonly<Record<HabitName, string>> = {
  'odd-hello': 'HELO or EHLO came with no name, or with one that is no host name: taken as it was',
  'auth-after-helo': 'It signed in after HELO, where EHLO belongs: taken',
  'loose-address':
    'An address was written with brackets left out or doubled, a name, stray blanks or dots, or an odd domain: repaired',
  'no-sender-address': 'MAIL FROM had no address that can be read: the sender that is set for this peer was taken',
  'bare-commands': 'Commands ended with LF alone: taken',
  'bare-line-ends': 'Lines ended with a bare LF or CR, or with CR CR LF: repaired',
  'bare-content-end': 'The message ended with LF . LF: taken for its end',
  nul: 'NUL bytes were in the message: each is a blank',
  'stray-lines': 'The header had lines that are no fields: kept as X-Mailbox-Line',
  'no-empty-line': 'The empty line between header and text was missing: added',
  'long-lines': 'Lines were longer than 998 bytes: wrapped',
  'early-content': 'The message was sent without waiting for 354: taken',
  'raw-headers': 'Header fields had 8-bit characters: encoded (RFC 2047, RFC 2231)',
  'loose-names': 'A display name had @ outside quotes: quoted',
  bcc: 'Bcc was taken out of the header',
  'no-date': 'Date was missing: added',
  'no-message-id': 'Message-ID was missing: added',
  'cram-md5': 'It signed in by CRAM-MD5',
  'auth-before-tls': 'It signed in without TLS: its password crossed the network in clear',
  'tls-on-clear-port': 'TLS was begun on a port that begins in clear text: served',
  'tls-1.1': 'It speaks TLS 1.1, which is out of date: served',
  'tls-1.0': 'It speaks TLS 1.0, which is out of date: served',
  'old-ciphers': 'It has only old ciphers or RSA key exchange: served',
};
