/** What tests of routes ask, and how they look at answers. */
import assert from 'node:assert/strict';
import type { collectionOf } from '../../src/admin/contracts/collection.ts';
import type { Answer, TestAdmin } from '../../lab/houses/test-admin.ts';

export function assertProblem(answer: Answer, status: number, cure: RegExp = /\S/): void {
  assert.equal(answer.status, status, answer.text);
  assert.match(answer.type, /^application\/problem\+json/);
  assert.match(answer.body.type, /^\/problems\/[a-z0-9-]+$/);
  for (const field of ['title', 'detail', 'cure']) assert.equal(typeof answer.body[field], 'string', field);
  assert.equal(answer.body.status, status);
  const all: { cure: string }[] = [answer.body, ...(answer.body.problems ?? [])];
  assert.match(all.map((each) => each.cure).join('\n'), cure);
  for (const problem of answer.body.problems ?? [])
    for (const field of ['path', 'message', 'cure']) assert.equal(typeof problem[field], 'string', field);
}

export async function must(t: TestAdmin, method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await t.ask(method, `/api/v1${path}`, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
  return answer;
}

export async function contoso(t: TestAdmin): Promise<void> {
  await must(t, 'POST', '/organizations', { name: 'Contoso' });
  await must(t, 'POST', '/domains', { name: 'contoso.com', trust: true });
  await must(t, 'POST', '/mailboxes', { address: 'office@contoso.com' });
}

/** Of each kind: what makes one, and what changes it. */
export const examples: Readonly<
  Record<keyof typeof collectionOf, readonly [create: object, name: string, change: object]>
> = {
  organization: [{ name: 'Fabrikam' }, 'Fabrikam', { name: 'Fabrikam AG' }],
  domain: [{ name: 'fabrikam.com' }, 'fabrikam.com', { type: 'internal-relay' }],
  mailbox: [{ address: 'a@contoso.com', password: 'generate' }, 'a@contoso.com', { displayName: 'Ann' }],
  group: [{ address: 'all@contoso.com', members: ['office@contoso.com'] }, 'all@contoso.com', { displayName: 'All' }],
  credential: [
    { mailbox: 'office@contoso.com', name: 'copier', username: 'copier', password: 'generate', cramMd5: true },
    'office@contoso.com: copier',
    { enabled: false },
  ],
  'inbound-connector': [{ name: 'Printers', senderAddresses: ['192.0.2.0/24'] }, 'Printers', { requireTls: true }],
  'outbound-connector': [
    {
      name: 'Relay',
      route: { kind: 'smart-hosts', hosts: [{ host: 'mx.example.org' }] },
      auth: { kind: 'password', username: 'u', password: 'a-good-Passw0rd' },
    },
    'Relay',
    { auth: null },
  ],
  device: [{ name: 'Copier', addresses: ['192.0.2.9'] }, 'Copier', { place: 'Hall' }],
  'device-profile': [{ name: 'Old ones' }, 'Old ones', { name: 'Older ones' }],
  'allow-entry': [{ name: 'partner.example' }, 'partner.example', { until: 'never' }],
  'block-entry': [{ name: '192.0.2.0/24' }, '192.0.2.0/24', { note: 'spam' }],
  restriction: [{ name: 'office@contoso.com' }, 'office@contoso.com', { why: 'taken over' }],
  'dkim-key': [
    { domain: 'contoso.com', selector: 's1', algorithm: 'ed25519-sha256' },
    's1._domainkey.contoso.com',
    { state: 'active' },
  ],
  'licence-pool': [{ mailboxSeats: 1 }, 'Contoso', { mailboxSeats: 2 }],
};
