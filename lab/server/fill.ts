/** Fills a queue through the store itself, with messages that are due only when the measurements are over. */
import { randomBytes } from 'node:crypto';
import { createIdSource, type IdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import type { Address } from '../../src/mail/address.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import type { NewMessage, Store } from '../../src/store/store.ts';
import { senderDomain } from './doorpost.ts';

const AT_ONCE = 256;
/** Nothing waits longer than six hours by itself: what is due later is taken for a clock that went back, and fetched back (queue/housekeeping.ts). */
const DUE_IN_MS = 5 * 3_600_000;
const CONTENT_BYTES = 1_024;

const address = (local: string, domain: string): Address => ({ local, domain, domainKey: domain });

/** Adds `count` messages to the queue of a Doorpost that is not running. `progress` in messages. */
export async function fillQueue(folder: string, count: number, progress: (done: number) => void): Promise<void> {
  const ids = createIdSource(systemClock, systemRandom);
  await using store = await openStore({ folder, clock: systemClock, ids, log: silentLog });
  await fillSpool(store.spool, ids, count, progress);
}

/** The same, to the queue of a store that is open. */
export async function fillSpool(
  spool: Pick<Store['spool'], 'accept'>,
  ids: Pick<IdSource, 'queueId'>,
  count: number,
  progress: (done: number) => void,
): Promise<void> {
  let begun = 0;
  const filling = async (): Promise<void> => {
    while (begun < count) {
      const number = begun++;
      if (number % 10_000 === 0) progress(number);
      await spool.accept(waiting(ids.queueId(), number));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, filling));
}

function waiting(queueId: NewMessage['queueId'], number: number): NewMessage {
  const now = systemClock.now();
  const bytes = new Uint8Array(CONTENT_BYTES).fill(120);
  return {
    queueId,
    sessionId: null,
    organizationId: null,
    ingress: 'relay',
    connectorId: null,
    mailboxId: null,
    clientAddress: '127.0.0.1',
    helo: 'client.test',
    receivedAt: now,
    reversePath: address('scan', senderDomain),
    body: '7bit',
    smtputf8: false,
    ret: null,
    envid: null,
    header: {
      messageId: `<${number}@${senderDomain}>`,
      subject: `waiting ${number}`,
      from: [`scan@${senderDomain}`],
      has8bit: false,
      headerHas8bit: false,
    },
    content: { kind: 'inline', bytes, sizeBytes: bytes.length, sha256: randomBytes(32).toString('hex') },
    recipients: [
      {
        address: address('user', 'later.test'),
        notify: null,
        orcpt: null,
        via: [],
        route: { kind: 'mx', domain: 'later.test' },
        notBefore: now + DUE_IN_MS,
      },
    ],
    events: [{ at: now, kind: 'Receive', queueId, ordinal: null, text: 'Received for the benchmark' }],
    usage: [],
    reference: null,
  };
}
