/** The parts of the hot path alone, without sockets: what one of each costs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from 'tinybench';
import { createIdSource } from '../src/base/id.ts';
import { silentLog } from '../src/base/log.ts';
import { systemRandom } from '../src/base/random.ts';
import { systemClock } from '../src/base/system-clock.ts';
import { replies } from '../src/mail/replies.ts';
import type { Reply } from '../src/mail/reply.ts';
import { ContentReader } from '../src/smtp/content/content-reader.ts';
import type { DialogueSettings } from '../src/smtp/server/dialogue-events.ts';
import { DotStuffer } from '../src/smtp/content/dot-stuffing.ts';
import { parseMailbox } from '../src/smtp/grammar/path.ts';
import { createServerDialogue } from '../src/smtp/server/server-dialogue.ts';
import { sample } from '../src/store/contract/samples.ts';
import { openStore } from '../src/store/sqlite/open-store.ts';

const settings: DialogueSettings = {
  hostName: 'doorpost.bench.test',
  starttls: true,
  dsn: true,
  authMechanisms: [],
  authAnnounced: [],
  authRefusal: replies.mustStartTls(),
  maxMessageBytes: 100_000_000,
  maxRecipients: 1_000,
  bareLineFeed: 'reject',
  senderInstead: () => null,
  hello: 'strict',
  addresses: 'strict',
  earlyContent: 'refuse',
  cramChallenge: () => '',
  maxCommandLine: 2_048,
  maxAuthLine: 12_288,
  maxUnfinishedLine: 65_536,
  maxContentLine: 1_000,
};
const conversation = Buffer.from(
  `EHLO client.test\r\nMAIL FROM:<scan@client.test>\r\nRCPT TO:<user@dest.test>\r\nDATA\r\n`,
);
const content = Buffer.from(`Subject: scan\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(57)}.\r\n`);
const LARGE_LINES = 14_000;
const large = Buffer.from(`${'x'.repeat(70)}\r\n`.repeat(LARGE_LINES));
/** Every second line begins with a dot: the worst that real content does. */
const dotted = Buffer.from(`${'x'.repeat(70)}\r\n.${'x'.repeat(69)}\r\n`.repeat(LARGE_LINES / 2));
const dottedOnTheWire = Buffer.from(`${'x'.repeat(70)}\r\n..${'x'.repeat(69)}\r\n`.repeat(LARGE_LINES / 2));
/** What a socket brings at once. */
const CHUNK_BYTES = 65_536;
/** Acceptances under way at once: a busy server's. */
const AT_ONCE = 20;

const ready: Reply = { code: 220, enhanced: null, lines: ['ready'] };
const goOn: Reply = { code: 354, enhanced: null, lines: ['go on'] };
const ok: Reply = { code: 250, enhanced: '2.0.0', lines: ['ok'] };

/** Throws when the conversation does not come to its end: what is refused at once is quick, and says nothing. */
function converse(): void {
  const dialogue = createServerDialogue(settings);
  const feeds = [conversation, content];
  for (;;) {
    const event = dialogue.next();
    if (event === null) {
      const feed = feeds.shift();
      if (feed === undefined) throw new Error('the conversation stopped halfway');
      dialogue.feed(feed);
    } else if (event.type === 'connect') dialogue.answer(ready);
    else if (event.type === 'data') dialogue.answer(goOn);
    else if (event.type === 'fault') throw new Error(`the dialogue refused: ${event.line}`);
    else if (event.type === 'end-of-data') {
      if (event.fault !== null) throw new Error(`the content was refused: ${event.fault}`);
      dialogue.answer(ok);
      return;
    } else if (event.type !== 'content') dialogue.answer(ok);
  }
}

function readContent(octets: Buffer): void {
  const reader = new ContentReader(settings, true);
  for (let at = 0; at < octets.length; at += CHUNK_BYTES) reader.read(octets.subarray(at, at + CHUNK_BYTES));
  if (reader.fault !== null) throw new Error(`content that is clean was found to be ${reader.fault}`);
}

export interface MicroResult {
  readonly name: string;
  readonly meanMicros: number;
  /** Relative margin of error of the mean, in percent. */
  readonly marginPercent: number;
}

export const microTable = (results: readonly MicroResult[]): string =>
  results
    .map(
      ({ name, meanMicros, marginPercent }) =>
        `${name.padEnd(48)} ${meanMicros.toFixed(2).padStart(12)} µs  ± ${marginPercent.toFixed(1)} %`,
    )
    .join('\n');

export async function runMicro(): Promise<readonly MicroResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-micro-'));
  const ids = createIdSource(systemClock, systemRandom);
  const store = await openStore({ folder, clock: systemClock, ids, log: silentLog });
  const bytes = new Uint8Array(4_096).fill(120);
  const kept = { kind: 'inline', bytes, sizeBytes: bytes.length, sha256: '00' } as const;
  let accepted = 0;
  let settled = 0;
  const through = async (): Promise<void> => {
    const now = systemClock.now();
    await store.spool.accept(sample({ queueId: ids.queueId(), receivedAt: now, content: kept }));
    accepted++;
    const claims = await store.spool.claim({ now: now + 1e9, limit: 64, leaseMs: 60_000, busyLanes: [], perLane: 64 });
    settled += claims.length;
    await Promise.all(
      claims.map(({ leaseId, message, recipients }) =>
        store.spool.settle({
          leaseId,
          queueId: message.queueId,
          changes: recipients.map(({ ordinal }) => ({ ordinal, state: 'done', status: 'Delivered' })),
          added: [],
          owed: [],
          events: [],
        }),
      ),
    );
  };
  try {
    const bench = new Bench({ time: 1_000 });
    bench
      .add('dialogue: EHLO to the end of 4 KiB', converse)
      .add('content in, 1 MB, no dots', () => readContent(large))
      .add('content in, 1 MB, every second line dotted', () => readContent(dottedOnTheWire))
      .add('content out, 1 MB, nothing to stuff', () => void new DotStuffer().stuff(large))
      .add('content out, 1 MB, every second line to stuff', () => void new DotStuffer().stuff(dotted))
      .add('address', () => void parseMailbox('scan.room12@client.test', { smtputf8: false }))
      .add(`spool: ${AT_ONCE} x accept, claim, settle, synced`, async () => {
        await Promise.all(Array.from({ length: AT_ONCE }, through));
      });
    await bench.run();
    if (settled < accepted) throw new Error(`${accepted} messages went into the spool, ${settled} came out`);
    return bench.tasks.map(({ name, result }) => {
      if (!('latency' in result)) throw new Error(`${name} could not be measured: ${JSON.stringify(result)}`);
      return { name, meanMicros: result.latency.mean * 1_000, marginPercent: result.latency.rme };
    });
  } finally {
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}
