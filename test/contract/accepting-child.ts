/** Accepts without end, and prints each queue id once its acceptance has resolved: the ledger that a kill is held against. */
import { writeSync } from 'node:fs';
import { createIdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { sample } from '../../src/store/contract/samples.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';

/** Acceptances under way at once, so that groups are killed in the middle. */
const AT_ONCE = 16;

const ids = createIdSource(systemClock, systemRandom);
const store = await openStore({
  folder: process.argv[2]!,
  clock: systemClock,
  ids,
  log: silentLog,
  inlineLimitBytes: 2_000,
});

async function acceptOn(large: boolean): Promise<never> {
  for (;;) {
    const writer = store.spool.newContent();
    await writer.write(new Uint8Array(large ? 5_000 : 500).fill(66));
    const content = await writer.finish();
    const message = sample({ queueId: ids.queueId(), content });
    await store.spool.accept(message);
    writeSync(1, `${message.queueId}\n`);
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => acceptOn(i % 4 === 0)));
