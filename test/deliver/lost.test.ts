/** A delivery that another node may have: nothing more is begun for it, but the answer to content that is out is awaited. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connector, delivery, openRoom, smartHosts, viaConnector } from '../../lab/houses/delivery-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';

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
