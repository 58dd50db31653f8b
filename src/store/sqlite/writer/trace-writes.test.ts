import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSqlite } from '../../../../lab/stores/sqlite-store.ts';
import type { Refusal } from '../../../mail/trace-event.ts';
import { ids, sessionRecord, START } from '../../contract/samples.ts';

test('the row of a handshake that failed says why; that of another refusal, what the peer was told', async () => {
  const { store, dispose } = await openSqlite();
  try {
    const sessionId = ids.sessionId();
    const refusal = (n: number, stage: Refusal['stage'], reply: string, cause: string): Refusal => ({
      reference: `${sessionId}-${n}`,
      at: START + n,
      reply,
      cause,
      stage,
      sender: null,
      recipient: null,
      organizationId: null,
    });
    store.trace.record(
      sessionRecord({
        sessionId,
        ingress: 'submission',
        refusals: [
          refusal(1, 'tls', '454 4.7.0 TLS handshake failed', 'the client offered up to TLSv1.1'),
          refusal(2, 'rcpt', '550 5.7.64 Relay access denied', 'no connector'),
        ],
      }),
    );
    const { rows } = await store.trace.search({ limit: 10, reference: sessionId });
    assert.deepEqual(rows.map((row) => row.lastText).sort(), [
      '454 4.7.0 TLS handshake failed: the client offered up to TLSv1.1',
      '550 5.7.64 Relay access denied',
    ]);
    assert.equal(rows[0]?.ingress, 'submission');
    assert.equal((await store.trace.search({ limit: 10, text: 'offered' })).rows.length, 1, 'found by its words');
  } finally {
    await dispose();
  }
});
