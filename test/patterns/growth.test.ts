/**
 * What reads octets of strangers by hand takes time as its input is long: eight times the input may take some more than eight times the time,
 * and never the sixty-four of a square. Ratios are compared, of the processor's time and of the best of several runs; no clock is.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { charsetOfHeader, textOf } from '../../src/mail/header/charset.ts';
import { encodeField, quoteNames } from '../../src/mail/header/encode-field.ts';
import { fieldValue, scanHeader } from '../../src/mail/header/header-scan.ts';
import { mailboxesIn } from '../../src/mail/header/mailboxes.ts';
import { octetWords, withoutRawWords } from '../../src/mail/header/raw-words.ts';
import { rewriteHeader } from '../../src/mail/header/rewrite-header.ts';
import { withoutComments, withoutQuoted } from '../../src/mail/header/unquoted.ts';
import { headerFacts } from '../../src/receive/content/header-facts.ts';
import { PartHeaders } from '../../src/receive/content/part-headers.ts';
import { repairedHeader } from '../../src/receive/content/repair-header.ts';
import { withMailboxLines } from '../../src/receive/content/stray-lines.ts';
import { LineWrapper } from '../../src/receive/content/wrap-lines.ts';
import { oneLine } from '../../src/dsn/sanitise.ts';
import { authorOf } from '../../src/screening/author.ts';
import { isForged } from '../../src/screening/stamps.ts';
import { ContentReader } from '../../src/smtp/content/content-reader.ts';
import { DotStuffer } from '../../src/smtp/content/dot-stuffing.ts';
import { behindAnyPath, tidyPath } from '../../src/smtp/grammar/lenient-path.ts';
import { Input } from '../../src/smtp/grammar/lines.ts';
import { parseMailParameters, parseRcptParameters } from '../../src/smtp/grammar/parameters.ts';
import { parseForwardPath, parseReversePath } from '../../src/smtp/grammar/path.ts';
import { ReplyParser } from '../../src/smtp/grammar/reply-codec.ts';
import { withoutSecret } from '../../src/smtp/server/shown-lines.ts';
import { decodeXtext } from '../../src/smtp/grammar/xtext.ts';

type Reader = (octets: Buffer) => void;

const limits = { maxMessageBytes: 1 << 30, maxContentLine: 1 << 30 };
const asText =
  (read: (text: string) => unknown): Reader =>
  (octets) =>
    void read(octets.toString('latin1'));
const rewriting = { reversePath: null, from: 'a@b.test', replyToOriginal: true };

/** In pieces of so many octets, as a socket may hand them out: the small input is several of them too, so that both go the same ways. */
function inPieces(octets: Buffer, size: number, take: (piece: Buffer) => void): void {
  for (let at = 0; at < octets.length; at += size) take(octets.subarray(at, at + size));
}

const content =
  (bareLineFeed: 'reject' | 'normalize', dotted: boolean): Reader =>
  (octets) => {
    const reader = new ContentReader({ ...limits, bareLineFeed }, dotted);
    inPieces(octets, 1_024, (piece) => void reader.read(piece));
  };

const readers: Readonly<Record<string, Reader>> = {
  'content, strict': content('reject', true),
  'content, normalized': content('normalize', true),
  'content in chunks, normalized': content('normalize', false),
  'header scan': (octets) => void scanHeader(octets),
  'header repair': (octets) => {
    const scan = scanHeader(octets);
    const isForgedHere = (name: string, value: () => string): boolean => isForged(name, value, ['mx.ours.test']);
    const profile = { rawHeaders: 'encode', removeBcc: true } as const;
    repairedHeader(octets, scan, { profile, rewriting, completes: true, isForged: isForgedHere });
  },
  'header facts': (octets) => void headerFacts(octets, scanHeader(octets)),
  'stray lines': (octets) => void withMailboxLines(octets, scanHeader(octets)),
  'header rewriting': (octets) => void rewriteHeader(octets, scanHeader(octets), rewriting),
  'charset of a header': (octets) => void charsetOfHeader(octets, scanHeader(octets)),
  'field value': (octets) => void fieldValue(octets, { name: 'x', start: 0, end: octets.length, valueStart: 0 }),
  'field, encoded': asText((text) => encodeField(`Subject: ${text}\xff`, 'koi8-r')),
  'field, labelled': asText((text) => encodeField(`From: ${text}\xff <a@b.test>`, null, 'labelled')),
  'parameters of a field': asText((text) => encodeField(`Content-Type: a/b; name=${text}\xff`, 'koi8-r')),
  'names, quoted': asText((text) => quoteNames(`From: ${text}@ <a@b.test>`)),
  'one author': (octets) => void authorOf(octets, scanHeader(octets)),
  'one author, of a field': asText((text) => {
    const header = Buffer.from(`From: ${text}\r\n\r\n`);
    return authorOf(header, scanHeader(header));
  }),
  'forged results': asText((text) => isForged('authentication-results', () => text, ['mx.ours.test'])),
  'address list': asText((text) => mailboxesIn(text, 'flatten')),
  'quoted strings': asText(withoutQuoted),
  comments: asText((text) => withoutComments(text, 10)),
  'raw words': asText(withoutRawWords),
  'octets as words': asText(octetWords),
  'octets as text': (octets) => void textOf(octets, 'shift_jis'),
  'part headers': (octets) => {
    const parts = new PartHeaders();
    parts.begin(Buffer.from('Content-Type: multipart/mixed; boundary=b\r\n'));
    inPieces(octets, 1_024, (piece) => void [...parts.pass(piece)]);
    void [...parts.end()];
  },
  'line wrapping': (octets) => {
    const wrapper = new LineWrapper();
    inPieces(octets, 1_024, (piece) => void [...wrapper.wrap(piece)]);
    void [...wrapper.end()];
  },
  'dot stuffing': (octets) => {
    const stuffer = new DotStuffer();
    inPieces(octets, 1_024, (piece) => void stuffer.stuff(piece));
  },
  'command lines': (octets) => {
    const input = new Input();
    inPieces(octets, 1_024, (piece) => {
      input.append(piece);
      while (input.takeLine({ longest: 12_288, unfinished: 65_536, bareLineFeed: 'normalize' }) !== null);
      input.keep();
    });
  },
  replies: (octets) => {
    const parser = new ReplyParser();
    inPieces(octets, 512, (piece) => {
      parser.feed(piece);
      while (parser.next() !== null);
    });
  },
  'reverse-path': asText((text) => parseReversePath(`<${text}>`, { smtputf8: true })),
  'forward-path': asText((text) => parseForwardPath(`<@${text}`, { smtputf8: true })),
  'lenient path': asText((text) => [
    tidyPath(text, 'sender'),
    tidyPath(`<${text}>`, 'sender'),
    tidyPath(`<${text}>`, 'recipient'),
    behindAnyPath(text),
  ]),
  parameters: asText((text) => [parseMailParameters(` ${text}`), parseRcptParameters(` ORCPT=${text}`, true)]),
  xtext: asText(decodeXtext),
  'shown lines': asText((text) => withoutSecret(text)),
  'words of others': asText((text) => oneLine(text, 1_000_000)),
};

/** What is repeated, and makes what looks for an end, a partner or a boundary look far. */
const seeds: readonly string[] = [
  ' ',
  '-',
  '"',
  '\\"',
  '(',
  '()',
  '<',
  '<a@b>',
  '@',
  '.',
  ',',
  ';a=b',
  '=?',
  '=?a?Q?\xff',
  '=?utf-8?Q?a?= ',
  '\r',
  '\n',
  '\r\n',
  '\r\r\n',
  '\r\n.',
  '\r\n ',
  '\0',
  '\xff',
  'a',
  'a:\r\n',
  'a\r\n',
  'From \r\n',
  'From \r\nX:\r\n',
  '--b\r\n',
  '--b\r\nX: \xff\r\n\r\n',
  'From: "\\"(\r\n',
  '250-a\r\n',
  '250 a\r\n',
  'auth',
  ':',
];

const SMALL = 8_192;
/** CRs alone are kept back so far, which costs nothing: both inputs go beyond it. */
const BEYOND_KEPT_BACK = 2 * bounds.smtp.loneCrOctets;
const smallOf: Readonly<Record<string, number>> = { 'content, normalized': BEYOND_KEPT_BACK };
const TIMES = 8;
/** Linear is 8; a square is 64. */
const MOST = 28;
/** Below it what is measured is noise, and no harm; and the small input counts for its share of it at least. */
const WORTH_A_LOOK_US = 4_000;
const TRIES = 5;
/** A machine that does other things meanwhile is given more chances. */
const AGAIN = 3;

function costUs(read: Reader, octets: Buffer): number {
  const before = process.cpuUsage();
  read(octets);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** The least of several: what disturbs a run only makes it longer. */
const leastUs = (read: Reader, octets: Buffer, tries: number): number =>
  Math.min(...Array.from({ length: tries }, () => costUs(read, octets)));

test('a square is seen as one', () => {
  const square: Reader = asText((text) => text.replaceAll(/ +$/gu, ''));
  const spaces = (length: number): Buffer => Buffer.concat([Buffer.alloc(length, ' '), Buffer.from('x')]);
  assert.ok(leastUs(square, spaces(SMALL * 2), 2) / leastUs(square, spaces(SMALL / 4), 5) > MOST);
});

for (const [name, read] of Object.entries(readers))
  test(`${name}: eight times the input takes no square of the time`, () => {
    const small = smallOf[name] ?? SMALL;
    const slow: string[] = [];
    for (const seed of seeds) {
      const octets = (length: number): Buffer => Buffer.alloc(length, Buffer.from(seed, 'latin1'));
      const large = octets(small * TIMES);
      if (costUs(read, large) < WORTH_A_LOOK_US) continue;
      const ratio = (): number =>
        leastUs(read, large, TRIES) / Math.max(WORTH_A_LOOK_US / TIMES, leastUs(read, octets(small), TRIES * 2));
      // What a square takes it takes each time.
      let least = ratio();
      for (let again = 0; least > MOST && again < AGAIN; again++) least = Math.min(least, ratio());
      if (least > MOST) slow.push(`${JSON.stringify(seed)}: ${least.toFixed(0)} times`);
    }
    assert.deepEqual(slow, []);
  });
