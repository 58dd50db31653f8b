/** What tests of routes ask, and how they look at answers. */
import assert from 'node:assert/strict';
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
