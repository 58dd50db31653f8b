/** Every row of the table "facts (port 25 role, no AUTH)", provoked over a real socket and found again in the trace by its reference. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ObjectId } from '../../src/base/id.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import {
  domain,
  group,
  inbound,
  mailbox,
  organization,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';

const CONTENT = 'From: a@b.test\nSubject: hello\n\nbody\n';
/** Addresses we call from; each means something to the directory below. */
const DEVICE = '127.0.0.10';
const NARROW_DEVICE = '127.0.0.11';
const STRANGER = '127.0.0.2';

const reference = (reply: TestReply): string => {
  const match = /\[ref ([0-9A-Z]+-\d+)\]/u.exec(reply.text);
  assert.ok(match?.[1], `no reference in: ${reply.text}`);
  return match[1];
};

describe('port 25 without sign-in', () => {
  let house: TestHouse;
  before(async () => {
    house = await startTestHouse({
      objects: [
        domain('added.test', { verified: null }),
        domain('second.test'),
        domain('elsewhere.test', { type: 'internal-relay' }),
        group('all@ours.test', ['v@ours.test', 'printer@ours.test']),
        mailbox('aliased@ours.test', { aliases: ['other-name@ours.test'] }),
        inbound('copier', { senderAddresses: [DEVICE] }),
        inbound('narrow', {
          senderAddresses: [NARROW_DEVICE],
          senderDomains: ['ours.test'],
          associatedAcceptedDomains: ['ours.test'],
          recipientDomains: ['ours.test', '*.good.test'],
        }),
      ],
    });
  });
  after(() => house[Symbol.asyncDispose]());

  const open = async (from: string): Promise<SmtpTestClient> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
    assert.equal((await client.say('EHLO device.test')).code, 250);
    return client;
  };
  const attempt = async (address: string, from: string, to: string): Promise<TestReply> => {
    const client = await open(address);
    try {
      return await client.send(from, [to], CONTENT);
    } finally {
      client.end();
    }
  };
  const refused = async (reply: TestReply, code: number, enhanced: string, words: RegExp): Promise<void> => {
    assert.equal(reply.code, code, reply.text);
    assert.match(reply.text, new RegExp(enhanced.replaceAll('.', '\\.'), 'u'));
    assert.match(reply.text, words);
    const rows = await house.traced({ reference: reference(reply) });
    assert.equal(rows[0]?.status, 'Rejected');
    assert.match(rows[0]?.lastText ?? '', new RegExp(enhanced.replaceAll('.', '\\.'), 'u'));
  };

  test('a connector relays an own verified domain to anyone, and the sender need not exist', async () => {
    const reply = await attempt(DEVICE, 'nobody-at-all@ours.test', 'someone@outside.test');
    assert.equal(reply.code, 250, reply.text);
    const queueId = /Queued as (\w+)/u.exec(reply.text)?.[1];
    assert.ok(queueId);
    const rows = await house.traced({ recipient: 'someone@outside.test' });
    assert.equal(rows[0]?.queueId, queueId);
    assert.equal(rows[0]?.ingress, 'relay');
    assert.equal(rows[0]?.clientAddress, DEVICE);
  });

  test('a connector holds its recipient domains', async () => {
    assert.equal((await attempt(NARROW_DEVICE, 'x@ours.test', 'a@mx.good.test')).code, 250);
    await refused(await attempt(NARROW_DEVICE, 'x@ours.test', 'a@bad.test'), 550, '5.7.64', /recipient domains/u);
  });

  test("a sender domain outside the connector's is told so", async () => {
    await refused(await attempt(NARROW_DEVICE, 'x@second.test', 'a@mx.good.test'), 550, '5.7.64', /connector/u);
  });

  test('a sender domain that is not ours is told so', async () => {
    await refused(await attempt(DEVICE, 'x@foreign.test', 'a@outside.test'), 550, '5.7.64', /domain/u);
  });

  test('an address without connector is told so', async () => {
    await refused(await attempt(STRANGER, 'x@ours.test', 'a@outside.test'), 550, '5.7.64', /connector/u);
  });

  test('the null reverse-path relays to nobody outside by address alone', async () => {
    const reply = await attempt(DEVICE, '', 'a@outside.test');
    await refused(reply, 550, '5.7.64', /./u);
    assert.equal((await attempt(DEVICE, '', 'v@ours.test')).code, 250);
  });

  test('a sender domain that was added but not verified is named with the cure', async () => {
    await refused(await attempt(DEVICE, 'x@added.test', 'a@outside.test'), 550, '5.7.750', /verif/u);
  });

  test('Direct Send reaches mailbox, alias, plus-address and group', async () => {
    for (const to of ['v@ours.test', 'other-name@ours.test', 'v+scan@ours.test', 'all@ours.test', 'V@OURS.TEST']) {
      const reply = await attempt(STRANGER, 'fax@foreign.test', to);
      assert.equal(reply.code, 250, `${to}: ${reply.text}`);
    }
    const rows = await house.traced({ sender: 'fax@foreign.test' });
    assert.equal(rows[0]?.ingress, 'direct');
  });

  test('Direct Send to an unknown recipient is refused at RCPT', async () => {
    await refused(await attempt(STRANGER, 'fax@foreign.test', 'nobody@ours.test'), 550, '5.1.1', /./u);
  });

  test('an internal relay domain passes unknown recipients on', async () => {
    assert.equal((await attempt(STRANGER, 'fax@foreign.test', 'anyone@elsewhere.test')).code, 250);
  });

  test('Direct Send in the name of an own domain is refused when the organization says so', async () => {
    assert.equal((await attempt(STRANGER, 'boss@ours.test', 'v@ours.test')).code, 250);
    await house.put(organization({ rejectDirectSend: true }));
    await refused(await attempt(STRANGER, 'boss@ours.test', 'v@ours.test'), 550, '5.7.68', /./u);
    assert.equal((await attempt(STRANGER, 'fax@foreign.test', 'v@ours.test')).code, 250);
    assert.equal((await attempt(DEVICE, 'boss@ours.test', 'v@ours.test')).code, 250, 'a connector is not Direct Send');
    await house.put(organization());
  });

  test('permission is judged per recipient and per transaction, and never sticks', async () => {
    const client = await open(DEVICE);
    assert.equal((await client.send('x@ours.test', ['a@outside.test'], CONTENT)).code, 250);
    await client.say('MAIL FROM:<x@foreign.test>');
    assert.equal((await client.say('RCPT TO:<a@outside.test>')).code, 550);
    assert.equal((await client.say('RCPT TO:<v@ours.test>')).code, 250);
    assert.equal((await client.say('RCPT TO:<b@outside.test>')).code, 550);
    client.end();
  });

  test('a change of the directory acts on the next transaction of an open session', async () => {
    const client = await open('127.0.0.12');
    await client.say('MAIL FROM:<x@ours.test>');
    assert.equal((await client.say('RCPT TO:<a@outside.test>')).code, 550);
    await client.say('RSET');
    await house.put(inbound('late', { senderAddresses: ['127.0.0.12'] }));
    await client.say('MAIL FROM:<x@ours.test>');
    assert.equal((await client.say('RCPT TO:<a@outside.test>')).code, 250);
    client.end();
    await house.put(inbound('late', { senderAddresses: ['127.0.0.12'], enabled: false }));
    assert.equal((await attempt('127.0.0.12', 'x@ours.test', 'a@outside.test')).code, 550);
  });

  test('postmaster and abuse are always reachable', async () => {
    const client = await open(STRANGER);
    for (const to of [
      'postmaster',
      'Postmaster',
      'postmaster@ours.test',
      'abuse@ours.test',
      'postmaster@second.test',
    ]) {
      await client.say('MAIL FROM:<a@foreign.test>');
      assert.equal((await client.say(`RCPT TO:<${to}>`)).code, 250, to);
      await client.say('RSET');
    }
    client.end();
  });

  test('no form of a foreign recipient is relayed for a stranger', async () => {
    const client = await open(STRANGER);
    const forms = [
      '<victim@relay.test>',
      '<victim%relay.test@ours.test>',
      '<victim%relay.test@[127.0.0.1]>',
      '<victim%relay.test@mail.ours.test>',
      '<victim%relay.test>',
      '<"victim@relay.test">',
      '<"victim%relay.test">',
      '<victim@relay.test@ours.test>',
      '<victim@relay.test@[127.0.0.1]>',
      '<"victim@relay.test"@ours.test>',
      '<"victim@relay.test"@[127.0.0.1]>',
      '<"victim%relay.test"@ours.test>',
      '<@ours.test:victim@relay.test>',
      '<@[127.0.0.1]:victim@relay.test>',
      '<@ours.test,@other.test:victim@relay.test>',
      '<relay.test!victim>',
      '<relay.test!victim@ours.test>',
      '<relay.test!victim@[127.0.0.1]>',
      '<ours.test!relay.test!victim>',
    ];
    // Few refusals a session, so that no limit answers for the policy.
    for (const form of forms) {
      const fresh = await open(STRANGER);
      for (const sender of ['a@foreign.test', 'x@ours.test', '']) {
        await fresh.say(`MAIL FROM:<${sender}>`);
        const reply = await fresh.say(`RCPT TO:${form}`);
        assert.ok([501, 550, 553].includes(reply.code), `${sender} -> ${form}: ${reply.text}`);
        await fresh.say('RSET');
      }
      fresh.end();
    }
    client.end();
  });

  test('a recipient of another organization on this server is Direct Send for us', async () => {
    const other = 'other-org' as ObjectId;
    await house.put(
      organization({ id: other, name: 'theirs' }),
      domain('theirs.test', { organizationId: other }),
      mailbox('m@theirs.test', { organizationId: other }),
    );
    assert.equal((await attempt(STRANGER, 'a@foreign.test', 'm@theirs.test')).code, 250);
    const stranger = await attempt(STRANGER, 'x@theirs.test', 'a@outside.test');
    await refused(stranger, 550, '5.7.64', /connector/u);
    // The connector belongs to "ours"; the sender to "theirs".
    await refused(await attempt(DEVICE, 'x@theirs.test', 'a@outside.test'), 550, '5.7.64', /./u);
  });
});
