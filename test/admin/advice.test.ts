/** Advice by the API: the questions of the command line, and the same answer beside what is set up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { adviceQuestions } from '../../src/policy/advice/situation.ts';
import { assertProblem, contoso, must } from './asking.ts';

const situation = {
  ...{ target: 'doorpost', existing: false, newsletters: false, volume: 100, oldFirmware: false, tls: '1.0' },
  ...{ auth: 'none', portSettable: true, outside: true, address: 'dynamic', port25: 'unknown', senders: 'one' },
  domain: 'contoso.com',
};

test('the questions are those of the command line, with what each depends on', async () => {
  await using t = await openTestAdmin();
  const { items } = (await must(t, 'GET', '/advice/questions')).body;
  assert.deepEqual(
    items.map(({ key }: { key: string }) => key),
    adviceQuestions.map(({ key }) => key),
  );
  const strangers = items.find(({ key }: { key: string }) => key === 'strangers');
  assert.deepEqual(strangers.onlyIf, [
    { key: 'existing', value: false },
    { key: 'newsletters', value: false },
    { key: 'address', value: 'static' },
  ]);
});

test('what matters and was not answered is named; what does not matter may be left out', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const { tls, senders, ...less } = situation;
  const answer = await t.ask('POST', '/api/v1/advice', less);
  assertProblem(answer, 400);
  assert.deepEqual(
    answer.body.problems.map(({ path }: { path: string }) => path),
    ['tls', 'senders'],
  );
  for (const domain of ['contoso', 'no domain', '-.com'])
    assertProblem(await t.ask('POST', '/api/v1/advice', { ...situation, domain }), 400, /contoso\.com/u);
  const short = await must(t, 'POST', '/advice', { target: 'doorpost', existing: true, domain: 'contoso.com' });
  assert.equal(short.body.way, 'existing-server');
});

test('steps that are done are told, and what would have mail refused; the server is called as it is set up', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  await must(t, 'PATCH', '/organizations/Contoso', { protection: 'observe' });
  const doneOf = (body: { here: { done: boolean | null; remedy: { act: string } }[] }) =>
    Object.fromEntries(body.here.map(({ done, remedy }) => [remedy.act, done]));
  const first = (await must(t, 'POST', '/advice', situation)).body;
  assert.equal(first.way, 'relay');
  assert.deepEqual(doneOf(first), {
    'take-domain': true,
    'prove-domain': true,
    'add-device': null,
    'let-devices-relay': null,
    'send-by-mailbox': false,
  });
  assert.deepEqual(
    first.warningsTold.map(({ remedy }: { remedy: { act: string } }) => remedy.act),
    ['keep-or-relay-domain', 'honour-dmarc'],
  );
  assert.deepEqual(first.device[0], { label: 'SMTP server', value: 'mx.service.test' });
  await must(t, 'PATCH', '/organizations/Contoso', { protection: 'standard' });
  await must(t, 'PATCH', '/domains/contoso.com', { type: 'internal-relay' });
  const route = { kind: 'smart-hosts', hosts: [{ host: 'smtp.office365.com' }] };
  await must(t, 'POST', '/outbound-connectors', { name: 'M365', route, service: 'microsoft365' });
  const second = (await must(t, 'POST', '/advice', situation)).body;
  assert.deepEqual(second.warnings, []);
  assert.equal(doneOf(second)['send-by-mailbox'], true);
});

test('of the domain of another organization nothing is told', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  await must(t, 'POST', '/organizations', { name: 'Fabrikam' });
  const { body } = await must(t, 'POST', '/advice?organization=Fabrikam', situation);
  assert.equal(body.here[0].done, false);
  assert.doesNotMatch(JSON.stringify(body), /Contoso/u);
});
