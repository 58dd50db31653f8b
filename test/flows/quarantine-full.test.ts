/** A quarantine that is full: what should go there goes into Junk, malware is refused, and an alarm says so until there is room again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailbox, organization, startTestHouse } from '../../lab/houses/test-house.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { standInForClamd } from '../../lab/peers/engine-stand-ins.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import { bounds } from '../../src/base/bounds.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Observation } from '../../src/mail/observation.ts';

const STRANGER = '127.0.0.2';
const MINUTE = 60_000;
const zone = createZoneResolver(`
shop.test TXT "v=spf1 -all"
_dmarc.shop.test TXT "v=DMARC1; p=quarantine"
`);

test('a full quarantine takes nothing more: Junk, and for malware 550, with an alarm until there is room', async () => {
  const clock = createManualClock();
  const observed: Observation[] = [];
  await using clamd = await standInForClamd((text) => (text.includes('A-VIRUS') ? 'Test' : null));
  await using house = await startTestHouse({
    settings: { screening: { rspamdUrl: null, clamdAddress: `127.0.0.1:${clamd.port}` } },
    overrides: { clock, resolver: zone, observe: (one) => void observed.push(one) },
    objects: [organization({ protection: 'standard' }), mailbox('anna@ours.test')],
  });
  const { spool } = house.house.store;
  const counted = spool.quarantine.bind(spool);
  const send = async (body: string): Promise<TestReply> => {
    const opening = SmtpTestClient.connect({ port: house.port('smtp'), from: STRANGER });
    let isOpen = false;
    void opening.then(() => (isOpen = true));
    while (!isOpen) await clock.advance(50);
    const client = await opening;
    await client.say('EHLO client.test');
    const reply = await client.send('x@shop.test', ['anna@ours.test'], `From: x@shop.test\n\n${body}\n`);
    client.end();
    return reply;
  };
  const status = async ({ text }: TestReply): Promise<string | undefined> => {
    const queueId = /queued as (\S+)/iu.exec(text)?.[1] ?? '';
    const [row] = await house.traced({ queueId: queueId as never }, ([one]) =>
      /Delivered|Quarantined/u.test(one?.status ?? ''),
    );
    return row?.status;
  };
  const turned = async (holds: () => boolean): Promise<void> => {
    for (let n = 0; !holds(); n++) {
      assert.ok(n < 200, 'it did not come about');
      await clock.advance(MINUTE / 4);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const stages = (): readonly number[] =>
    observed.flatMap((one) => (one.kind === 'alarm' && one.alarm.kind === 'quarantine-full' ? [one.alarm.stage] : []));

  assert.equal(await status(await send('a letter')), 'Quarantined');

  spool.quarantine = async (of) => ({ ...(await counted(of)), messages: bounds.policy.quarantineMessages });
  await turned(() => stages().at(-1) === 2);
  assert.equal(await status(await send('a letter')), 'Delivered');
  const [delivered] = await house.traced({ recipient: 'anna@ours.test', status: ['Delivered'] });
  const story = await house.house.store.trace.story(delivered?.queueId as never);
  assert.ok(
    story?.events.some(({ text }) => /\bJunk\b/iu.test(text)),
    JSON.stringify(story?.events),
  );
  const malware = await send('A-VIRUS');
  assert.match(malware.text, /^550 5\.7\.1 .*Test/u);

  spool.quarantine = counted;
  await turned(() => observed.some((one) => one.kind === 'alarm-over' && one.key === 'quarantine-full'));
  assert.equal(await status(await send('a letter')), 'Quarantined');
  assert.equal(await status(await send('A-VIRUS')), 'Quarantined');
});
