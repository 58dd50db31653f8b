import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ContentLimits, ContentReader, type LineEnds } from './content-reader.ts';

interface Read {
  readonly content: string;
  readonly fault: string | null;
  readonly ended: boolean;
  readonly rest: string;
}

function read(pieces: readonly string[], bareLineFeed: ContentLimits['bareLineFeed'], ends: LineEnds = 'cr-lf'): Read {
  const reader = new ContentReader({ maxMessageBytes: 10_000, maxContentLine: 998, bareLineFeed }, true, ends);
  let content = '';
  for (const [index, piece] of pieces.entries()) {
    const step = reader.read(Buffer.from(piece, 'latin1'));
    content += step.content.toString('latin1');
    const rest = piece.slice(step.consumed) + pieces.slice(index + 1).join('');
    if (step.ended) return { content, fault: reader.fault, ended: true, rest };
  }
  return { content, fault: reader.fault, ended: false, rest: '' };
}

/** The same in one piece, octet by octet, and cut once at each place: it may make no difference. */
function readEveryWay(text: string, mode: ContentLimits['bareLineFeed'], ends?: LineEnds): Read {
  const whole = read([text], mode, ends);
  assert.deepEqual(read([...text], mode, ends), whole, 'octet by octet');
  for (let cut = 1; cut < text.length; cut++)
    assert.deepEqual(read([text.slice(0, cut), text.slice(cut)], mode, ends), whole, `cut at ${cut}`);
  return whole;
}

test('CR CR LF, as a text mode writes it, is one line end: the header stays whole', () => {
  const { content, ended } = readEveryWay('Subject: x\r\r\nFrom: a@b.test\r\r\n\r\r\nbody\r\r\n\r\n.\r\n', 'normalize');
  assert.equal(content, 'Subject: x\r\nFrom: a@b.test\r\n\r\nbody\r\n\r\n');
  assert.equal(ended, true);
  assert.equal(read(['a\r\r\nb\r\n.\r\n'], 'reject').fault, 'bare-line-feed');
});

test('a CR alone within a header is a blank where its lines end in LF, and ends a line in a body or where nothing else does', () => {
  assert.equal(
    readEveryWay('From: a\r\nSubject: cr\rin header\r\n\r\nold\rmac\r\n.\r\n', 'normalize').content,
    'From: a\r\nSubject: cr in header\r\n\r\nold\r\nmac\r\n',
  );
  assert.equal(
    readEveryWay('From: a\rSubject: b\r\rbody\r\n.\r\n', 'normalize').content,
    'From: a\r\nSubject: b\r\n\r\nbody\r\n',
  );
});

test('no stray end makes an end of DATA, doubled or not', () => {
  for (const stray of ['\r', '\n', '\r\r', '\r\r\n', '\n\r'])
    for (const text of [`a\r\n.${stray}MAIL FROM:<x@y.test>`, `a${stray}.\r\nMAIL`, `a${stray}.${stray}MAIL`]) {
      // After CR CR LF a line begins, as after CR LF; a dot of its own there is an end like any other.
      if (stray === '\r\r\n' && text.startsWith('a\r\r\n.\r\n')) continue;
      assert.equal(readEveryWay(`${text}\r\n`, 'normalize').ended, false, JSON.stringify(text));
    }
  const { ended, rest } = readEveryWay('a\r\r\n.\r\nNOOP\r\n', 'normalize');
  assert.deepEqual([ended, rest], [true, 'NOOP\r\n']);
});

test('a lone CR in the first line waits until a line end tells what it is, and never longer than its bound', () => {
  const blank = 'Subject: a From: b\r\nTo: c\r\n\r\nx\r\n';
  assert.equal(readEveryWay('Subject: a\rFrom: b\r\nTo: c\r\n\r\nx\r\n.\r\n', 'normalize').content, blank);
  assert.equal(readEveryWay('Subject: a\rFrom: b\nTo: c\n\nx\n\r\n.\r\n', 'normalize').content, `${blank}\r\n`);
  assert.equal(readEveryWay('Subject: a\rFrom: b\nTo: c\n\nx\n.\n', 'lf', 'lf').content, blank);
  assert.equal(readEveryWay('Subject: a\r\rFrom: b\r\n\r\n.\r\n', 'normalize').content, 'Subject: a  From: b\r\n\r\n');
  // Not the end, though it looks like it at first.
  assert.equal(readEveryWay('Subject: a\rFrom: b\r\n..\r\n.\r\n', 'normalize').content, 'Subject: a From: b\r\n.\r\n');
  const long = `Subject: a\rX: ${'x'.repeat(17_000)}\rFrom: b\r\n.\r\n`;
  const reader = new ContentReader(
    { maxMessageBytes: 100_000, maxContentLine: 100_000, bareLineFeed: 'normalize' },
    true,
  );
  let content = '';
  for (let at = 0; at < long.length; at += 997)
    content += reader.read(Buffer.from(long.slice(at, at + 997), 'latin1')).content.toString('latin1');
  assert.equal(content, `${long.slice(0, -5).replaceAll('\r', ' ')}\r\n`);
});

test('NUL is refused, or a blank: it is no part of any line end', () => {
  const refused = 'X: 1\r\n\r\na\0b\r\n.\r\n';
  for (const pieces of [[refused], [...refused]]) assert.equal(read(pieces, 'reject').fault, 'nul');
  assert.equal(
    readEveryWay('X: 1\r\n\r\n\0.\r\n\r\0\n.\0\r\n.\r\n', 'normalize').content,
    'X: 1\r\n\r\n .\r\n\r\n \r\n. \r\n',
  );
  const { rest, fault } = readEveryWay('X: 1\r\n.\r\nNOOP \0\r\n', 'reject');
  assert.deepEqual([rest, fault], ['NOOP \0\r\n', null]);
});
