/** Lists, restrictions and our own name in EHLO: what is refused at MAIL and RCPT over a real socket, and what is only told. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import { inbound, mailbox, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import type { ObjectId, QueueId } from '../../src/base/id.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';
import type { AllowEntry, BlockEntry, Device, Restriction } from '../../src/directory/objects.ts';

const id = (text: string): ObjectId => text as ObjectId;
const content = (from: string): string => `From: ${from}\nSubject: hello\n\nbody\n`;
const DEVICE = '127.0.0.10';
const KNOWN = '127.0.0.11';
const STRANGER = '127.0.0.2';
const PANEL = '127.0.0.12';

const owned = { organizationId: id('org'), addedAt: 0, usedAt: null } as const;
const block = (name: string, more: Partial<BlockEntry> = {}): BlockEntry => ({
  kind: 'block-entry',
  id: id(`B${name}`),
  ...formsOfKind['block-entry'].standards,
  ...owned,
  until: 'never',
  name,
  ...more,
});
const allow = (name: string): AllowEntry => ({
  kind: 'allow-entry',
  id: id(`A${name}`),
  ...formsOfKind['allow-entry'].standards,
  ...owned,
  until: 'never',
  name,
});
const restriction = (name: string, of: Restriction['of'], more: Partial<Restriction> = {}): Restriction => ({
  kind: 'restriction',
  id: id(`R${name}`),
  ...formsOfKind.restriction.standards,
  ...owned,
  of,
  name,
  evidence: [],
  ...more,
});
const device = (name: string, addresses: readonly string[], alwaysThrough = false): Device => ({
  kind: 'device',
  id: id(`D${name}`),
  ...formsOfKind.device.standards,
  organizationId: id('org'),
  name,
  addresses,
  alwaysThrough,
});

describe('the envelope, screened', () => {
  let house: TestHouse;
  before(async () => {
    house = await startTestHouse({
      objects: [
        organization({ protection: 'standard' }),
        mailbox('anna@ours.test'),
        inbound('copier', { senderAddresses: [DEVICE] }),
        inbound('panel', { senderAddresses: [PANEL] }),
        device('Known', [KNOWN]),
        device('Panel', [PANEL], true),
      ],
    });
  });
  after(() => house[Symbol.asyncDispose]());

  const attempt = async (address: string, from: string, to: string, hello = 'device.test'): Promise<TestReply> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: address });
    try {
      await client.say(`EHLO ${hello}`);
      return await client.send(from, [to], content(from));
    } finally {
      client.end();
    }
  };
  const story = async (sender: string): Promise<readonly string[]> => {
    const [row] = await house.traced({ sender });
    const found = await house.house.store.trace.story((row?.queueId ?? '') as QueueId);
    return found?.events.map(({ text }) => text) ?? [];
  };
  const refused = (reply: TestReply, code: number, enhanced: string): void => {
    assert.equal(reply.code, code, reply.text);
    assert.ok(reply.text.includes(enhanced), reply.text);
  };
  const holding = async (
    objects: readonly (AllowEntry | BlockEntry | Restriction)[],
    act: () => Promise<void>,
  ): Promise<void> => {
    await house.put(...objects);
    try {
      await act();
    } finally {
      const edits = objects.map(({ kind, id: gone }) => ({ verb: 'delete', kind, id: gone }) as const);
      const revision = await house.house.store.directory.change(edits, 'test', 0);
      house.house.directory.replace(house.house.directory.current.changed(edits, revision));
    }
  };

  test('a blocked address is refused, an allowed one within it is not, and postmaster hears everybody', async () => {
    await holding([block('127.0.0.0/30')], async () => {
      refused(await attempt(STRANGER, 'x@foreign.test', 'anna@ours.test'), 550, '5.7.1');
      assert.equal((await attempt(STRANGER, 'x@foreign.test', 'postmaster@ours.test')).code, 250);
      await holding([allow(STRANGER)], async () => {
        assert.equal((await attempt(STRANGER, 'x@foreign.test', 'anna@ours.test')).code, 250);
      });
    });
    assert.equal((await attempt(STRANGER, 'x@foreign.test', 'anna@ours.test')).code, 250);
  });

  test('a connector wins over a block of its address, and the trace tells of it', async () => {
    await holding([block(DEVICE)], async () => {
      const reply = await attempt(DEVICE, 'scan@ours.test', 'anna@ours.test');
      assert.equal(reply.code, 250, reply.text);
      const told = (await story('scan@ours.test')).join('\n');
      assert.match(told, /^blocked-address: its address is on the block list/mu);
    });
  });

  test('mail for a blocked recipient goes nowhere by a connector, and strangers are not asked', async () => {
    await holding([block('rival.test', { binds: 'outbound' })], async () => {
      refused(await attempt(DEVICE, 'scan@ours.test', 'boss@rival.test'), 550, '5.7.703');
      assert.equal((await attempt(STRANGER, 'x@rival.test', 'anna@ours.test')).code, 250);
    });
  });

  test('for one blocked recipient the whole message is refused, whichever comes first; the next message is another one', async () => {
    await holding([block('rival.test', { binds: 'outbound' })], async () => {
      const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
      await client.say('EHLO device.test');
      for (const order of [
        ['anna@ours.test', 'boss@rival.test'],
        ['boss@rival.test', 'anna@ours.test'],
      ]) {
        await client.say('MAIL FROM:<both@ours.test>');
        for (const to of order) {
          const reply = await client.say(`RCPT TO:<${to}>`);
          if (to === 'anna@ours.test') assert.equal(reply.code, 250, reply.text);
          else refused(reply, 550, '5.7.703');
        }
        refused(await client.say('DATA'), 550, '5.7.703');
        await client.say('RSET');
      }
      assert.equal((await client.send('both@ours.test', ['anna@ours.test'], content('both@ours.test'))).code, 250);
      client.end();
    });
    const rows = await house.traced({ sender: 'both@ours.test', status: ['Delivered'] });
    assert.equal(rows.length, 1);
  });

  test('our own name in EHLO is refused of strangers, and not of devices that are known', async () => {
    const own = house.settings.hostName;
    refused(await attempt(STRANGER, 'x@foreign.test', 'anna@ours.test', own), 550, '5.7.506');
    assert.equal((await attempt(KNOWN, 'scan@ours.test', 'anna@ours.test', own)).code, 250);
    assert.equal((await attempt(DEVICE, 'scan@ours.test', 'anna@ours.test', own)).code, 250);
    assert.equal((await attempt(STRANGER, 'x@foreign.test', 'postmaster@ours.test', own)).code, 250);
  });

  test('an organization that only observes takes it, and the trace says what would have been', async () => {
    await house.put(organization({ protection: 'observe' }));
    const reply = await attempt(STRANGER, 'observed@foreign.test', 'anna@ours.test', house.settings.hostName);
    assert.equal(reply.code, 250, reply.text);
    const told = (await story('observed@foreign.test')).join('\n');
    assert.match(told, /Only observed: the check own-hello would refuse it/u);
    await holding([block(STRANGER)], async () => {
      refused(await attempt(STRANGER, 'x@foreign.test', 'anna@ours.test'), 550, '5.7.1');
    });
    await house.put(organization({ protection: 'standard' }));
  });

  test('a restricted connector is refused at MAIL, and a device that must get through is not', async () => {
    await holding([restriction('copier', 'connector'), restriction('panel', 'connector')], async () => {
      refused(await attempt(DEVICE, 'scan@ours.test', 'anna@ours.test'), 550, '5.7.711');
      assert.equal((await attempt(PANEL, 'alarm@ours.test', 'anna@ours.test')).code, 250);
    });
    assert.equal((await attempt(DEVICE, 'scan@ours.test', 'anna@ours.test')).code, 250);
  });

  test('a restricted address is refused by the organization that restricts it', async () => {
    await holding([restriction(STRANGER, 'address')], async () => {
      refused(await attempt(STRANGER, 'x@foreign.test', 'anna@ours.test'), 550, '5.7.1');
    });
    await holding([restriction(STRANGER, 'address', { until: '1 day', addedAt: 0 })], async () => {
      assert.equal((await attempt(STRANGER, 'x@foreign.test', 'anna@ours.test')).code, 250, 'that day is over');
    });
  });
});
