import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation } from '../../mail/observation.ts';
import { observationLog } from './observation-log.ts';

test('what a peer said stays one line, and carries the ids of the trace', () => {
  const lines: { level: string; fields: Record<string, unknown>; message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields: { ...fields }, message });
  const observe = observationLog({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') });
  observe({
    kind: 'session',
    record: {
      sessionId: 'S1',
      clientAddress: '192.0.2.1',
      startedAt: 0,
      endedAt: 5,
      accepted: [],
      end: 'closed\r\nby peer',
      refusals: [
        {
          reference: 'S1-1',
          stage: 'mail',
          reply: '501 5.1.7 x',
          cause: 'sent \u001b[2J\nthis',
          sender: 'a\r@b',
          recipient: null,
        },
      ],
    },
  } as unknown as Observation);
  observe({
    kind: 'trace',
    event: { at: 1, kind: 'Fail', queueId: 'Q1', ordinal: 0, text: 'refused', reply: '550 no\r\nway' },
  } as unknown as Observation);
  observe({ kind: 'warning', what: 'orphan-report', text: 'close' });
  const refused = lines.find((line) => line.message.startsWith('refused: '));
  assert.equal(refused?.fields['reference'], 'S1-1');
  const failed = lines.find((line) => line.fields['queueId'] === 'Q1');
  assert.equal(failed?.level, 'warn');
  assert.equal(lines.at(-1)?.fields['what'], 'orphan-report');
  for (const line of lines)
    for (const text of [line.message, ...Object.values(line.fields)])
      if (typeof text === 'string') assert.doesNotMatch(text, /[\p{Cc}\u2028\u2029]/u);
});
