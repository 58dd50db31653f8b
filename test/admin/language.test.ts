/** Answers of the API in the language of who asks: problems, causes and cures; values stay what they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEVICE } from '../../lab/flow.ts';
import { askAt, openTestAdmin } from '../../lab/houses/test-admin.ts';
import { inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const asked = (house: TestHouse, path: string, language: string) =>
  askAt({ socketPath: house.settings.adminSocket }, 'GET', path, { headers: { 'accept-language': language } });

test('a problem in German: title, detail and cure; its facts and its act are the same', async () => {
  await using t = await openTestAdmin();
  const path = '/api/v1/devices/Ghost';
  const ask = (language: string) =>
    askAt({ socketPath: t.socketPath }, 'GET', path, { headers: { 'accept-language': language } });
  const { body } = await ask('de-AT, en;q=0.5');
  const { body: english } = await ask('it');
  assert.equal(body.title, 'Nicht gefunden');
  assert.equal(body.detail, 'Nicht vorhanden: Gerät „Ghost“.');
  assert.match(body.cure, /^Prüfen Sie die Schreibweise; das sind alle, die es gibt: doorpost device list/u);
  assert.equal(english.detail, 'There is no device "Ghost".');
  assert.deepEqual([body.facts, body.remedy, body.type], [english.facts, english.remedy, english.type]);
});

test('why a mail was refused, and what helps, in the language of each who looks', async () => {
  await using house = await startTestHouse({
    objects: [inbound('copier', { senderAddresses: [DEVICE], recipientDomains: ['far.test'] })],
  });
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.99' });
  for (const line of ['EHLO copier', 'MAIL FROM:<x@ours.test>', 'RCPT TO:<a@elsewhere.test>', 'QUIT'])
    await client.say(line);
  client.end();
  const [row] = await house.traced({ status: ['Rejected'] });
  const path = `/api/v1/trace/sessions/${row?.reference}`;
  const [german, french, english] = await Promise.all(
    ['de', 'fr', '*'].map(async (language) => (await asked(house, path, language)).text),
  );
  assert.match(german ?? '', /kein Connector für diese Adresse \(127\.0\.0\.99\)/u);
  assert.match(french ?? '', /aucun connecteur pour cette adresse \(127\.0\.0\.99\)/u);
  assert.match(english ?? '', /no connector for this address \(127\.0\.0\.99\)/u);
});
