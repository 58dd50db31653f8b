/**
 * What the thread that authenticates strangers' mail weighs: `node prove/measure-screening-memory.ts [messages]`. One real server whose DNS is a zone
 * file. Known senders write first, so that what any mail makes it grow by is there before; then strangers do, signed and large. RSS of the process.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handSigned, rsaKey } from '../lab/hand-signature.ts';
import { memoryOf } from '../lab/server/memory.ts';
import { send } from './still/speak.ts';
import { inbox, inboxObject, sender } from './support/mailbox.ts';
import { startServer } from './support/server.ts';
import { makeSite } from './support/site.ts';

const program = fileURLToPath(new URL('support/house-process.ts', import.meta.url));
const KNOWN = '127.0.0.1';
const STRANGER = '127.0.0.2';
const SMALL_BYTES = 1_200;
/** In pieces to the thread. */
const LARGE_BYTES = 1_400_000;
const LARGE = 20;
const LOOKS = 10;
const LOOK_MS = 500;
const MB = 1e6;

const [messages = 500] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'screening-memory-'));
const signal = AbortSignal.timeout(900_000);
const key = rsaKey(2_048);
const zoneFile = join(folder, 'zone');
await writeFile(
  zoneFile,
  `a.test TXT "v=spf1 ip4:${STRANGER} -all"\n_dmarc.a.test TXT "v=DMARC1; p=reject"\nk._domainkey.a.test TXT "${key.record}"\n`,
);

const line = `${'0123456789'.repeat(7)}\r\n`;
const letter = (from: string, bytes: number): string =>
  `From: ${from}\r\nTo: ${inbox}\r\nSubject: hello\r\n\r\n${line.repeat(Math.ceil(bytes / line.length))}`;
const small = handSigned(letter('x@a.test', SMALL_BYTES), { key, domain: 'a.test' });
const large = handSigned(letter('x@a.test', LARGE_BYTES), { key, domain: 'a.test' });

try {
  const site = await makeSite({
    folder: join(folder, 'data'),
    outbound: [],
    more: inboxObject,
    systemLimits: { directMessagesPerAddressPerHour: 1e9 },
    settings: 'screening: {}',
  });
  await using server = await startServer(site, { signal, program: [program, site.folder, zoneFile, '25'] });
  const write = async (address: string, content: string, count: number): Promise<void> => {
    // A connector lends its right to the domains of its organization alone.
    const from = address === KNOWN ? sender : 'x@a.test';
    for (let n = 0; n < count; n++) {
      const reply = await send(site, { address, to: inbox, from, content });
      if (!reply.startsWith('250')) throw new Error(reply);
    }
  };
  /** The least of some looks: what is garbage goes meanwhile. */
  const weighed = async (): Promise<number> => {
    let least = Infinity;
    for (let look = 0; look < LOOKS; look++) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      least = Math.min(least, (await memoryOf(server.pid)).rssBytes);
    }
    return least / MB;
  };
  await write(KNOWN, large, LARGE);
  await write(KNOWN, small, messages);
  const before = await weighed();
  await write(STRANGER, small, 1);
  const first = await weighed();
  await write(STRANGER, small, messages);
  const many = await weighed();
  await write(STRANGER, large, LARGE);
  const after = await weighed();
  const more = (rss: number): string => `${(rss - before).toFixed(0)} MB`;
  console.log(`by known senders ${before.toFixed(0)} MB; with the first stranger's message ${more(first)} more`);
  console.log(`with ${messages} more of them ${more(many)} more; with ${LARGE} of 1.4 MB, signed, ${more(after)} more`);
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
