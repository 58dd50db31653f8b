/** G24: octets by chance, and connections that break in every state. */
import { join } from 'node:path';
import { ordinarySettings } from '../../lab/peers/scripted-session.ts';
import { createServerDialogue } from '../../src/smtp/server/server-dialogue.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { startLoad } from '../support/load.ts';
import { processUse } from '../support/process-use.ts';
import { startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite, ownDomain } from '../support/site.ts';
import { Talk } from './talk.ts';

export const g24: Proof = {
  id: 'G24',
  title: 'No peer can crash it, whatever it says and wherever it breaks off',
  prove,
};

const COUNTS = { long: { machine: 1_000_000, wire: 20_000 }, short: { machine: 20_000, wire: 300 } };
/** Wire sessions at once. */
const AT_ONCE = 20;
/** What was said may deserve no answer. */
const HEARD_MS = 100;
const SEED = 20_261_124;

/** What conversations are made of; chance cuts, repeats, and spoils it. */
const pieces = [
  'EHLO a.test\r\n',
  'HELO a\r\n',
  `MAIL FROM:<scan@${ownDomain}>\r\n`,
  'MAIL FROM:<> SIZE=99999999999 BODY=8BITMIME SMTPUTF8\r\n',
  'RCPT TO:<user@dest.test> NOTIFY=NEVER ORCPT=rfc822;a+40b\r\n',
  `RCPT TO:<a@${ownDomain}>\r\n`,
  'DATA\r\n',
  '.\r\n',
  '\r\n.\r\n',
  '\n.\n',
  '\r.\r',
  'BDAT 10\r\n0123456789',
  'BDAT 0 LAST\r\n',
  'BDAT 99999999999999999999\r\n',
  'RSET\r\n',
  'NOOP x\r\n',
  'QUIT\r\n',
  'VRFY a\r\n',
  'HELP\r\n',
  'AUTH PLAIN\r\n',
  'AUTH PLAIN AGEAYg==\r\n',
  'AUTH LOGIN\r\n',
  '*\r\n',
  'STARTTLS\r\n',
  'Subject: =?utf-8?B?4pyT\r\n',
  'From: "a" <a@b>, (((\r\n',
  ' folded\r\n',
  '\r\n',
  '\0',
  '\u00ff\u00fe',
  'x'.repeat(3_000),
  'PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n',
  '\x16\x03\x01\x02\x00\x01',
  'GET / HTTP/1.1\r\n',
  'EXPN\t\r\n',
].map((text) => Buffer.from(text, 'latin1'));

/** A small generator of one's own, so that a failure can be repeated. */
function chance(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

function conversation(next: (below: number) => number): Buffer {
  const parts: Buffer[] = next(4) === 0 ? [] : [pieces[0]!];
  for (let count = 1 + next(12); count > 0; count--) {
    const piece = Buffer.from(pieces[next(pieces.length)]!);
    if (next(6) === 0 && piece.length > 0) piece[next(piece.length)] = next(256);
    parts.push(next(8) === 0 ? piece.subarray(0, next(piece.length + 1)) : piece);
  }
  return Buffer.concat(parts);
}

/** The machine alone: it never throws, whatever comes. */
function feedMachine(octets: Buffer, next: (below: number) => number): void {
  const dialogue = createServerDialogue(ordinarySettings);
  for (let at = 0; at < octets.length; ) {
    const end = Math.min(octets.length, at + 1 + next(64));
    dialogue.feed(octets.subarray(at, end));
    at = end;
    for (let event = dialogue.next(); event !== null && dialogue.phase !== 'closed'; event = dialogue.next()) {
      if (event.type === 'content') continue;
      const yes = next(5) > 0;
      if (event.type === 'chunking') dialogue.acceptChunks();
      else if (event.type === 'data' && yes) dialogue.answer({ code: 354, enhanced: null, lines: ['go'] });
      else dialogue.answer({ code: yes ? 250 : 550, enhanced: null, lines: ['x'] });
    }
  }
}

async function prove(terms: Terms): Promise<Finding> {
  const { machine, wire } = COUNTS[terms.length];
  const faults: string[] = [];
  const next = chance(SEED);
  let thrown = 0;
  for (let i = 0; i < machine; i++) {
    const octets = conversation(next);
    try {
      feedMachine(octets, next);
    } catch (error) {
      if (thrown++ < 3)
        faults.push(`the machine threw ${String(error)} at ${JSON.stringify(octets.toString('latin1')).slice(0, 300)}`);
    }
    if (i % 20_000 === 0) {
      terms.progress(`${i} of ${machine} inputs to the machine`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await using sink = await startSink(terms.signal);
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['*'], port: sink.port }],
  });
  await using server = await startServer(site, { signal: terms.signal });
  const descriptors = (await processUse(server.pid))?.descriptors ?? 0;
  let sent = 0;
  let resets = 0;
  const session = async (): Promise<void> => {
    while (sent < wire && !terms.signal.aborted) {
      if (sent++ % 2_000 === 0) terms.progress(`${sent} of ${wire} conversations over sockets`);
      const talk = await Talk.open(site.smtpPort);
      if (next(3) > 0) await talk.reply();
      const octets = conversation(next);
      const broken = next(2) === 0;
      talk.write(broken ? octets.subarray(0, next(octets.length + 1)) : octets);
      if (next(3) === 0) await talk.reply(HEARD_MS).catch(() => '');
      if (broken) {
        resets++;
        talk.reset();
      } else talk.end();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, session));
  const load = startLoad({ port: site.smtpPort, sessions: 1, kept: false, messages: 5, from: 5_000_000 });
  await load.done;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const left = ((await processUse(server.pid))?.descriptors ?? 0) - descriptors;
  const complaints = (server.output().match(/"level":(?:50|60)/gu) ?? []).length;
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-800)}`);
  if (load.ledger.acked.size !== 5) faults.push('a healthy client was not served afterwards');
  if (complaints > 0) faults.push(`${complaints} errors in the log: ${server.output().slice(-800)}`);
  if (left > AT_ONCE + 10) faults.push(`${left} more file descriptors are open than before`);
  return judged(
    {
      'inputs to the machine': machine,
      thrown,
      'conversations over sockets': sent,
      'of these reset': resets,
      'errors in the log': complaints,
      'descriptors left open': left,
    },
    faults,
  );
}
