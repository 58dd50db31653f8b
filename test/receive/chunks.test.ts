/** Messages that come in chunks (BDAT), by the clock: steady ones are taken however long they take, dripping ones are not waited for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { connector, domain, mailbox, organization, receiveHouse, type Talk } from '../../lab/houses/receive-house.ts';

const MINUTE = 60_000;
const site: readonly DirectoryObject[] = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  mailbox('Ours', 'v@ours.test'),
  connector('Ours', 'Office', { senderAddresses: ['127.0.0.1'] }),
];

async function inTransaction(clock: ManualClock) {
  const house = await receiveHouse(site, { clock });
  const talk: Talk = await house.talk('smtp', '127.0.0.1');
  await talk.hello();
  await talk.envelope('a@ours.test', 'v@ours.test');
  return { house, talk };
}

test('steady chunks that end in the middle of a line are no silence, whatever the whole takes', async () => {
  const clock = createManualClock();
  const { house, talk } = await inTransaction(clock);
  await using _ = house;
  talk.write('BDAT 14\r\nSubject: s\r\n\r\n');
  assert.match(await talk.hear(), /^250/u);
  const half = `${'y'.repeat(70)}\r\n`.repeat(1_000).slice(0, -20);
  for (let n = 0; n < 12; n++) {
    talk.write(`BDAT ${half.length}\r\n${half}`);
    assert.match(await talk.hear(), /^250/u, `chunk ${n}`);
    await clock.advance(MINUTE);
    talk.write(`BDAT 20\r\n${'z'.repeat(18)}\r\n`);
    assert.match(await talk.hear(), /^250/u);
  }
  talk.write('BDAT 5 LAST\r\nend\r\n');
  assert.match(await talk.hear(), /^250 2\.6\.0/u);
  assert.equal(house.store.messages.length, 1);
});

test('chunks that drip are held to the least rate as a whole', async () => {
  const clock = createManualClock();
  const { house, talk } = await inTransaction(clock);
  await using _ = house;
  talk.write('BDAT 14\r\nSubject: s\r\n\r\n');
  assert.match(await talk.hear(), /^250/u);
  let heard = '';
  for (let n = 0; n < 6 && !heard.startsWith('421'); n++) {
    await clock.advance(MINUTE / 3);
    talk.write('BDAT 1\r\nx');
    heard = await talk.hear();
  }
  assert.match(heard, /^421 4\.4\.2 Content arrives too slowly/u);
  assert.equal(house.store.open, 0);
});

test('a chunk that was refused is not waited for longer than content', async () => {
  const clock = createManualClock();
  const house = await receiveHouse(site, { clock });
  await using _ = house;
  const talk = await house.talk('smtp', '127.0.0.1');
  await talk.hello();
  // Without a transaction its octets are only consumed.
  talk.write('BDAT 1000000\r\nx');
  for (let n = 0; n < 4; n++) {
    await clock.advance(MINUTE / 3);
    if (n < 3) talk.write('x');
  }
  assert.match(await talk.rest(), /^421 4\.4\.2 Content arrives too slowly/u);
});
