/** A set-up that lends the organization's trust says so where it is made, by API, and the organization decides about it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { must } from './asking.ts';

async function open(): Promise<TestAdmin> {
  const t = await openTestAdmin();
  await must(t, 'POST', '/organizations', { name: 'Contoso' });
  await must(t, 'POST', '/domains', { name: 'contoso.com', trust: true });
  return t;
}

const said = ({ body }: Answer): string => (body.warnings ?? []).join('\n');
const REFUSED = /strangers.*550 5\.7\.68[\s\S]*doorpost org set Contoso --strangers-in-own-name/u;
const ALLOWED = /is believed there[\s\S]*doorpost org set Contoso --strangers-in-own-name refuse/u;
const smart = { kind: 'smart-hosts', hosts: [{ host: 'smtp.example.org', port: 587 }] };

test('a new internal-relay domain says what becomes of strangers in the name of own domains', async () => {
  await using t = await open();
  assert.match(
    said(await must(t, 'POST', '/domains', { name: 'site.com', type: 'internal-relay', trust: true })),
    REFUSED,
  );
  assert.doesNotMatch(said(await must(t, 'POST', '/domains', { name: 'more.com', trust: true })), /strangers/u);
  assert.match(said(await must(t, 'PATCH', '/domains/more.com', { type: 'internal-relay' })), REFUSED);
  assert.doesNotMatch(said(await must(t, 'PATCH', '/domains/more.com', { type: 'internal-relay' })), /strangers/u);
});

test('so does a new way for one that is there, and only for one', async () => {
  await using t = await open();
  assert.doesNotMatch(said(await must(t, 'POST', '/outbound-connectors', { name: 'One', route: smart })), /strangers/u);
  await must(t, 'POST', '/domains', { name: 'site.com', type: 'internal-relay', trust: true });
  const cases: readonly (readonly [string, readonly string[], boolean])[] = [
    ['Two', ['*'], true],
    ['Three', ['accepted'], true],
    ['Four', ['site.com'], true],
    ['Five', ['elsewhere.com'], false],
  ];
  for (const [name, recipientDomains, says] of cases) {
    const made = said(await must(t, 'POST', '/outbound-connectors', { name, route: smart, recipientDomains }));
    assert.equal(REFUSED.test(made), says, `${name}: ${made}`);
  }
});

test('the organization decides: undecided at first, refuse, or allow with a word about what that means', async () => {
  await using t = await open();
  await must(t, 'POST', '/domains', { name: 'site.com', type: 'internal-relay', trust: true });
  const shown = async (): Promise<unknown> =>
    (await must(t, 'GET', '/organizations/Contoso')).body.item.strangersInOwnName;
  assert.equal(await shown(), 'undecided');
  const refuse = await must(t, 'PATCH', '/organizations/Contoso', { strangersInOwnName: 'refuse' });
  assert.doesNotMatch(said(refuse), /strangers|believed/u);
  const decided = { name: 'decided.com', type: 'internal-relay', trust: true };
  assert.doesNotMatch(said(await must(t, 'POST', '/domains', decided)), /strangers/u, 'it was decided');
  assert.match(said(await must(t, 'PATCH', '/organizations/Contoso', { strangersInOwnName: 'allow' })), ALLOWED);
  assert.equal(await shown(), 'allow');
  assert.match(
    said(await must(t, 'POST', '/domains', { name: 'new.com', type: 'internal-relay', trust: true })),
    ALLOWED,
  );
  const odd = await t.ask('PATCH', '/api/v1/organizations/Contoso', { strangersInOwnName: true });
  assert.equal(odd.status, 400, odd.text);
});

test('a way for strangers’ mail past DMARC is not opened: by a domain, a connector, a preset or a check', async () => {
  await using t = await open();
  const refused = async (method: 'POST' | 'PATCH', path: string, body: object): Promise<void> => {
    const { status, text } = await t.ask(method, `/api/v1${path}`, body);
    assert.equal(status, 422, `${path}: ${text}`);
    assert.match(text, /speaks for the organization/u, path);
    assert.match(text, /--protection standard --protection-observes none/u, path);
  };
  const contoso = '/organizations/Contoso';
  await must(t, 'PATCH', contoso, { protection: 'observe', withoutUpstream: 'mx' });
  await must(t, 'POST', '/domains', { name: 'site.com', type: 'internal-relay', trust: true });
  await refused('POST', '/outbound-connectors', { name: 'One', route: smart, recipientDomains: ['*'] });
  await must(t, 'POST', '/outbound-connectors', { name: 'Two', route: smart, recipientDomains: ['other.com'] });
  await refused('PATCH', '/outbound-connectors/Two', { recipientDomains: ['accepted'] });
  await must(t, 'PATCH', contoso, { protection: 'standard' });
  await must(t, 'PATCH', '/outbound-connectors/Two', { recipientDomains: ['accepted'] });
  await refused('PATCH', contoso, { protection: 'observe' });
  await refused('PATCH', contoso, { protectionObserves: ['dmarc-reject'] });
  await refused('PATCH', contoso, { protectionObserves: ['spam', 'dmarc-quarantine'] });
  await must(t, 'PATCH', contoso, { protectionObserves: ['spam'] });
  await must(t, 'PATCH', '/outbound-connectors/Two', { enabled: false });
  await must(t, 'PATCH', contoso, { protection: 'observe' });
  await refused('PATCH', '/outbound-connectors/Two', { enabled: true });
});
