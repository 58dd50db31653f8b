/** The table of upstreams' replies, each by the reply it was written for; and the page that tells it to administrators. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { EnhancedStatus, Reply } from '../mail/reply.ts';
import { upstreamReplies, upstreamTrouble } from './upstream-replies.ts';

const replyOf = (text: string): Reply => {
  const [, code = '', enhanced, words = ''] = /^(\d{3})[ ;](?:([245]\.\d{1,3}\.\d{1,3}) )?(.*)$/u.exec(text) ?? [];
  return { code: Number(code), enhanced: (enhanced as EnhancedStatus | undefined) ?? null, lines: [words] };
};

for (const row of upstreamReplies)
  test(`${row.services[0]} means ${row.what} by: ${row.example}`, () => {
    for (const service of row.services) {
      const found = upstreamTrouble(service, replyOf(row.example));
      assert.equal(found?.cause, row.cause);
    }
  });

test('a service’s words are only its own, and a success means nothing', () => {
  assert.equal(upstreamTrouble('other', replyOf('550 5.7.64 TenantAttribution; Relay Access Denied')), null);
  assert.equal(upstreamTrouble('other', replyOf('550 5.1.1 no such user')), null);
  assert.equal(upstreamTrouble('microsoft365', replyOf('250 2.0.0 queued')), null);
});

test('no refusal about our own account makes mail fail, and every fail is one a sender or recipient can mend', () => {
  for (const { act, ownAccount, what } of upstreamReplies)
    assert.ok(!(act === 'fail' && ownAccount), `${what} both fails and is our own`);
});

test('docs/operate/upstream-trouble.md tells every row', async () => {
  const page = await readFile(new URL('../../docs/operate/upstream-trouble.md', import.meta.url), 'utf8');
  for (const { example, cause, cure } of upstreamReplies)
    for (const part of [example, cause, cure]) assert.ok(page.includes(part.replaceAll('|', '\\|')), part);
});
