/** A smart host of ten years ago: its mail waits with the cure, and the cure, typed as it stands there, sends it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';

test('TLS 1.0 only: held and named; --tls-minimum sends it under TLS, and is exported', async () => {
  const certificate = await (await createAuthority()).issue(['127.0.0.1']);
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' };
  await using sink = await scriptedSink({
    certificate: { ...certificate, ...old },
    extensions: ['STARTTLS', '8BITMIME', 'PIPELINING'],
  });
  await using house = await startTestHouse({
    objects: [inbound('office', { senderAddresses: [DEVICE] }), smartHost('hop', sink.port, { tls: 'required' })],
  });
  await submit(house, 'copier@ours.test', ['boss@far.test']);
  const [waiting] = await house.traced({ recipient: 'boss@far.test' }, ([row]) =>
    /TLS 1\.0/u.test(row?.lastText ?? ''),
  );
  assert.equal(waiting?.status, 'Pending');
  const command = /doorpost (upstream set hop --tls-minimum TLSv1)/u.exec(waiting?.lastText ?? '')?.[1];
  assert.ok(command !== undefined, waiting?.lastText ?? '');
  const run = shellIn(house.folder);
  for (const args of [command.split(' '), ['queue', 'retry', '--all']]) await done(run, ...args);
  const [sent] = await house.traced({ recipient: 'boss@far.test', status: ['Delivered'] });
  assert.equal(sent?.status, 'Delivered');
  assert.equal(sink.contents.length, 1);
  const { out } = await run('export');
  assert.match(out, /tlsMinimum: TLSv1$/mu);
  const wrong = await run('upstream', 'set', 'hop', '--tls-minimum', 'SSLv3');
  assert.notEqual(wrong.code, 0);
});
