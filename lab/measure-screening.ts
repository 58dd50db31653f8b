/** The processor's time that looking at a stranger's message costs, with and without, by turns: `node lab/measure-screening.ts [messages] [turns]`. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../src/base/system-clock.ts';
import { createZoneResolver } from '../src/dns/zone-resolver.ts';
import { judge } from '../src/screening/disposition.ts';
import { domain, mailbox, organization, type ReceiveHouse, receiveHouse, type Talk } from './houses/receive-house.ts';

const zone = createZoneResolver('a.test TXT "v=spf1 ip4:127.0.0.1 -all"\n_dmarc.a.test TXT "v=DMARC1; p=reject"\n');
const content = (bytes: number): string =>
  `From: x@a.test\r\nSubject: hello\r\n\r\n${`${'0123456789'.repeat(7)}\r\n`.repeat(Math.ceil(bytes / 72))}`;

interface Side extends AsyncDisposable {
  readonly name: string;
  readonly house: ReceiveHouse;
  readonly talk: Talk;
}

/** Of each turn, a message. */
interface Turn {
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly longestMs: number;
}

async function open(name: string, isScreened: boolean): Promise<Side> {
  // No limit is to end the measurement.
  const limits = { directMessagesPerAddressPerHour: 1_000_000 };
  const objects = [organization('O', { limits }), domain('O', 'ours.test'), mailbox('O', 'ann@ours.test')];
  const screening = isScreened ? { resolver: zone, judge } : null;
  const house = await receiveHouse(objects, { clock: systemClock, ...(screening && { screening }) });
  const talk = await house.talk();
  await talk.hello();
  return { name, house, talk, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() };
}

async function turn({ house, talk }: Side, messages: number, text: string): Promise<Turn> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  for (let n = 0; n < messages; n++) {
    await talk.envelope('x@a.test', 'ann@ours.test');
    const reply = await talk.data(text);
    if (!reply.startsWith('250')) throw new Error(reply);
  }
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  // What a store keeps in memory is none of the door's costs.
  house.store.messages.splice(0);
  return {
    cpuMs: (user + system) / 1_000 / messages,
    wallMs: (performance.now() - wall) / messages,
    longestMs: delay.max / 1e6,
  };
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const [messages = 400, turns = 5] = process.argv.slice(2).map(Number);
await using without = await open('without', false);
await using looked = await open('with', true);
for (const bytes of [1_200, 140_000]) {
  const text = content(bytes);
  const count = bytes > 100_000 ? Math.ceil(messages / 8) : messages;
  const rows = new Map<string, Turn[]>();
  // The first turns are those in which the machine finds out what is done often.
  for (let n = -2; n < turns; n++)
    for (const side of [without, looked]) {
      const taken = await turn(side, count, text);
      if (n >= 0) rows.set(side.name, [...(rows.get(side.name) ?? []), taken]);
    }
  const shown = (name: string, of: keyof Turn): string =>
    middle((rows.get(name) ?? []).map((one) => one[of])).toFixed(2);
  for (const { name } of [without, looked])
    console.log(
      `${bytes} bytes, ${name}: ${shown(name, 'cpuMs')} ms of CPU, ${shown(name, 'wallMs')} ms each, the socket thread at most ${shown(name, 'longestMs')} ms`,
    );
  const more = (rows.get('with') ?? []).map(({ cpuMs }, n) => cpuMs - (rows.get('without')?.[n]?.cpuMs ?? 0));
  console.log(`${bytes} bytes: ${middle(more).toFixed(2)} ms of CPU more, turn by turn`);
}
