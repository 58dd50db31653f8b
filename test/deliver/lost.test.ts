/** A delivery that another node may have: nothing more is begun for it, but the answer to content that is out is awaited. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  connector,
  delivery,
  mailbox,
  openRoom,
  plainMail,
  message,
  smartHosts,
  viaConnector,
} from '../../lab/houses/delivery-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { bench, large } from './graph-bench.ts';

for (const [when, action] of [
  ['EHLO', 'delayed'],
  ['DATA', 'delayed'],
  ['<content>', 'relayed'],
] as const)
  test(`a delivery that is lost at ${when} is ${action}`, async () => {
    const lost = new AbortController();
    await using sink = await scriptedSink({
      script: (line) => {
        if (line.startsWith(when)) lost.abort();
        return null;
      },
    });
    await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
    const task = { ...delivery(viaConnector, ['x@d.test']), lost: lost.signal };
    const outcomes = await house.room.deliver(task, new AbortController().signal);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.action),
      [action],
    );
    assert.equal(sink.contents.length, action === 'relayed' ? 1 : 0);
  });

const never = new AbortController().signal;

for (const [step, mail, action] of [
  ['POST sendMail', message(plainMail), 'relayed'],
  ['POST messages', large(), 'delayed'],
  ['POST messages/ID/attachments/createUploadSession', large(), 'delayed'],
  ['POST messages/ID/send', large(), 'relayed'],
] as const)
  test(`by Graph, a delivery that is lost at ${step} is ${action}`, async () => {
    const lost = new AbortController();
    await using at = await bench((now) => {
      if (now === step) lost.abort();
      return null;
    });
    const task = { ...delivery(viaConnector, ['b@d.test'], mail), lost: lost.signal };
    const [outcome] = await at.room.room.deliver(task, never);
    assert.equal(outcome?.action, action);
    // Another node makes a draft of its own.
    assert.equal(at.graph.drafts.length, step === 'POST messages/ID/send' ? 1 : 0);
  });

test('by Graph, recipients whose turn comes after a delivery is lost are not asked for', async () => {
  const lost = new AbortController();
  let mails = 0;
  await using at = await bench((step) => {
    if (step === 'POST sendMail' && ++mails === 1) lost.abort();
    return null;
  });
  const to = Array.from({ length: 501 }, (_, n) => `r${n}@d.test`);
  const outcomes = await at.room.room.deliver({ ...delivery(viaConnector, to), lost: lost.signal }, never);
  assert.deepEqual([outcomes[499]?.action, outcomes[500]?.action, mails], ['relayed', 'delayed', 1]);
});

for (const [when, action] of [
  ['write', 'delayed'],
  ['rename', 'delivered'],
] as const)
  test(`into a Maildir, a delivery that is lost at its first ${when} is ${action}, and the copy after it is not begun`, async () => {
    const lost = new AbortController();
    const touched: string[] = [];
    await using house = await openRoom({
      objects: [mailbox()],
      delivery: {
        observeDisk: (operation) => {
          touched.push(operation);
          if (operation === when) lost.abort();
        },
      },
    });
    const route = { kind: 'mailbox', mailboxId: mailbox().id } as const;
    const task = { ...delivery(route, ['inbox@ours.test', 'inbox+a@ours.test']), lost: lost.signal };
    const outcomes = await house.room.deliver(task, never);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.action),
      [action, 'delayed'],
    );
    const count = (operation: string): number => touched.filter((one) => one === operation).length;
    assert.deepEqual([count('write'), count('rename')], [1, action === 'delivered' ? 1 : 0]);
    assert.ok(outcomes.every((outcome) => outcome.action !== 'delayed' || !outcome.laneTrouble));
  });
