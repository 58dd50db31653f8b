/** Strangers' messages that are judged at once have a bound of their own: who is beyond it comes again, and none of our own waits for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { EngineFact } from '../../src/mail/screening/facts.ts';
import { judge } from '../../src/screening/disposition.ts';
import {
  connector,
  credential,
  domain,
  mailbox,
  organization,
  receiveHouse,
  Talk,
} from '../../lab/houses/receive-house.ts';

const PROXY = '127.0.0.9';
const DEVICE = '127.0.0.10';
const letter = (from: string): string => `From: ${from}\r\nSubject: hello\r\n\r\nbody\r\n`;
const nothing: EngineFact = { kind: 'answered', action: 'accept', score: 0, symbols: [] };

test('a hundred strangers are judged at once; the next one is asked to come again, and own senders are taken meanwhile', async () => {
  const ann = mailbox('O', 'ann@ours.test');
  const { promise: answer, resolve: answerAll } = Promise.withResolvers<EngineFact>();
  let asked = 0;
  await using house = await receiveHouse(
    [
      organization('O', { protection: 'standard' }),
      domain('O', 'ours.test'),
      ann,
      await credential(ann, 'pass word'),
      connector('O', 'Floor', { senderAddresses: [DEVICE] }),
    ],
    {
      settings: { proxyFrom: [PROXY] },
      screening: {
        resolver: createZoneResolver('far.test TXT "v=spf1 +all"'),
        judge,
        engine: ({ isStrangers }) => {
          if (!isStrangers) return Promise.resolve(nothing);
          asked++;
          return answer;
        },
      },
    },
  );
  const talks: Talk[] = [];
  const opened = async (n: number): Promise<Talk> => {
    const talk = await Talk.open(house.port('smtp'), PROXY, false);
    talks.push(talk);
    talk.write(`PROXY TCP4 192.0.2.${n} 127.0.0.1 4711 25\r\n`);
    await talk.hello();
    assert.match(await talk.envelope('x@far.test', 'ann@ours.test'), /^250/u);
    return talk;
  };
  const most = bounds.receive.screenedAtOnce;
  const everybody = await Promise.all(Array.from({ length: most }, (_, n) => opened(n + 1)));
  const waiting = everybody.map((talk) => talk.data(letter('x@far.test')));
  while (asked < most) await new Promise((resolve) => setTimeout(resolve, 5));

  const late = await opened(most + 1);
  assert.match(await late.data(letter('x@far.test')), /^451 4\.3\.2 /u);
  assert.equal(asked, most);

  const device = await house.talk('smtp', DEVICE);
  await device.hello();
  assert.match(await device.envelope('scan@ours.test', 'ann@ours.test'), /^250/u);
  assert.match(await device.data(letter('scan@ours.test')), /^250/u);
  const signed = await house.talk('submissions');
  await signed.hello();
  assert.match(await signed.login('ann@ours.test', 'pass word'), /^235/u);
  assert.match(await signed.envelope('ann@ours.test', 'ann@ours.test'), /^250/u);
  assert.match(await signed.data(letter('ann@ours.test')), /^250/u);
  assert.equal(house.store.messages.length, 2);

  answerAll(nothing);
  for (const reply of await Promise.all(waiting)) assert.match(reply, /^250/u);
  assert.match(await late.envelope('x@far.test', 'ann@ours.test'), /^250/u);
  assert.match(await late.data(letter('x@far.test')), /^250/u, 'it comes again in the same session');
  for (const talk of talks) talk.destroy();
});
