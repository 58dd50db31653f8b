/** The processor's time that looking at a stranger's message costs, with and without, by turns: `node lab/measure-screening.ts [messages] [turns]`. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../src/base/system-clock.ts';
import { createZoneResolver } from '../src/dns/zone-resolver.ts';
import { judge } from '../src/screening/disposition.ts';
import { domain, mailbox, organization, receiveHouse } from './houses/receive-house.ts';

const zone = createZoneResolver('a.test TXT "v=spf1 ip4:127.0.0.1 -all"\n_dmarc.a.test TXT "v=DMARC1; p=reject"\n');
const content = (bytes: number): string =>
  `From: x@a.test\r\nSubject: hello\r\n\r\n${`${'0123456789'.repeat(7)}\r\n`.repeat(Math.ceil(bytes / 72))}`;

async function turn(isScreened: boolean, messages: number, bytes: number) {
  const objects = [organization('O'), domain('O', 'ours.test'), mailbox('O', 'ann@ours.test')];
  const screening = isScreened ? { resolver: zone, judge: judge } : null;
  await using house = await receiveHouse(objects, { clock: systemClock, ...(screening && { screening }) });
  const talk = await house.talk();
  await talk.hello();
  const send = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      await talk.envelope('x@a.test', 'ann@ours.test');
      const reply = await talk.data(content(bytes));
      if (!reply.startsWith('250')) throw new Error(reply);
    }
  };
  await send(Math.ceil(messages / 2));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  await send(messages);
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  return {
    cpuMs: (user + system) / 1_000 / messages,
    wallMs: (performance.now() - wall) / messages,
    longestMs: delay.max / 1e6,
  };
}

const [messages = 400, turns = 5] = process.argv.slice(2).map(Number);
const middle = (values: readonly number[]): string =>
  (values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(2);
for (const bytes of [1_200, 140_000]) {
  const rows = { without: [] as Awaited<ReturnType<typeof turn>>[], with: [] as Awaited<ReturnType<typeof turn>>[] };
  const count = bytes > 100_000 ? Math.ceil(messages / 8) : messages;
  for (let n = 0; n < turns; n++) {
    rows.without.push(await turn(false, count, bytes));
    rows.with.push(await turn(true, count, bytes));
  }
  for (const [name, all] of Object.entries(rows))
    console.log(
      `${bytes} bytes, ${name}: ${middle(all.map(({ cpuMs }) => cpuMs))} ms of CPU, ${middle(all.map(({ wallMs }) => wallMs))} ms each, the socket thread at most ${middle(all.map(({ longestMs }) => longestMs))} ms`,
    );
}
