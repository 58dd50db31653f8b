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
import type { DialogueSettings } from '../src/smtp/dialogue-events.ts';
import { DotStuffer } from '../src/smtp/dot-stuffing.ts';
import { parseMailbox } from '../src/smtp/path.ts';
import { createServerDialogue } from '../src/smtp/server-dialogue.ts';
import { sample } from '../src/store/contract-samples.ts';
import { openStore } from '../src/store/sqlite/open-store.ts';

const settings: DialogueSettings = {
  hostName: 'doorpost.bench.test',
  starttls: true,
  authMechanisms: [],
  authRefusal: replies.mustStartTls(),
  maxMessageBytes: 100_000_000,
  maxRecipients: 1_000,
  bareLineFeed: 'reject',
  maxCommandLine: 2_048,
  maxAuthLine: 12_288,
  maxUnfinishedLine: 65_536,
  maxContentLine: 1_000,
};
const conversation = Buffer.from(
  `EHLO client.test\r\nMAIL FROM:<scan@client.test>\r\nRCPT TO:<user@dest.test>\r\nDATA\r\n`,
);
const content = Buffer.from(`Subject: scan\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(57)}.\r\n`);
const large = Buffer.from(`${'x'.repeat(70)}\r\n`.repeat(14_000));
/** Acceptances under way at once: a busy server's. */
const AT_ONCE = 20;

function converse(): void {
  const dialogue = createServerDialogue(settings);
  dialogue.feed(conversation);
  for (let fed = false; ; ) {
    const event = dialogue.next();
    if (event === null) {
      if (fed) return;
      fed = true;
      dialogue.feed(content);
    } else if (event.type === 'data') dialogue.answer({ code: 354, enhanced: null, lines: ['go on'] });
    else if (event.type === 'connect') dialogue.answer({ code: 220, enhanced: null, lines: ['ready'] });
    else if (event.type !== 'content') dialogue.answer({ code: 250, enhanced: '2.0.0', lines: ['ok'] });
  }
}

/** Returns the table. */
export async function runMicro(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-micro-'));
  const ids = createIdSource(systemClock, systemRandom);
  const store = await openStore({ folder, clock: systemClock, ids, log: silentLog });
  const bytes = new Uint8Array(4_096).fill(120);
  const kept = { kind: 'inline', bytes, sizeBytes: bytes.length, sha256: '00' } as const;
  const through = async (): Promise<void> => {
    const now = systemClock.now();
    await store.spool.accept(sample({ queueId: ids.queueId(), receivedAt: now, content: kept }));
    const claims = await store.spool.claim({ now: now + 1e9, limit: 64, leaseMs: 60_000, busyLanes: [], perLane: 64 });
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
      .add('content out, 1 MB, nothing to stuff', () => void new DotStuffer().stuff(large))
      .add('address', () => void parseMailbox('scan.room12@client.test', { smtputf8: false }))
      .add(`spool: ${AT_ONCE} x accept, claim, settle, synced`, async () => {
        await Promise.all(Array.from({ length: AT_ONCE }, through));
      });
    await bench.run();
    return bench.tasks
      .map(({ name, result }) => {
        const ms = 'latency' in result ? result.latency.mean : Number.NaN;
        return `${name.padEnd(48)} ${(ms * 1000).toFixed(2).padStart(12)} µs`;
      })
      .join('\n');
  } finally {
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}
