/** A cure says something that the cause does not: of every reason there is, an act, and never the refusal once more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reason } from '../../src/mail/reason.ts';
import { reasonVersion } from '../../src/mail/reason.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { causeLine } from '../../src/policy/reasons/kept-reason.ts';
import { lacksOf, readRefusal } from '../../src/policy/reasons/proposals.ts';
import { upstreamReplies } from '../../src/policy/upstreams/replies.ts';
import { ofAccount, toldCure } from '../../src/texts/remedy.ts';
import { allReasons } from './reason-samples.ts';

const REPLY = '550 5.7.1 These are the words that it was told';

/** @param connectorId of the connector it came by; null: none. */
const sessionRefusedFor = (reason: Reason, connectorId: string | null): SessionRecord =>
  ({
    sessionId: 'S',
    clientAddress: '192.0.2.10',
    connectorId,
    deviceId: null,
    login: null,
    tls: null,
    habits: [],
    authMechanism: null,
    ingress: null,
    refusals: [
      {
        reference: 'S-1',
        at: 0,
        stage: 'rcpt',
        reply: REPLY,
        cause: 'as it was kept',
        sender: null,
        recipient: null,
        organizationId: null,
        reason: { ...reason, version: reasonVersion },
      },
    ],
  }) as unknown as SessionRecord;

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, ' ')
    .trim();

test('every reason to refuse has a cure that is an act, whatever it came by, and no echo', () => {
  for (const reason of allReasons)
    for (const connectorId of [null, 'C1']) {
      const record = sessionRefusedFor(reason, connectorId);
      const [refusal] = record.refusals;
      const seen = readRefusal(record, { traced: false });
      assert.ok(seen !== null && refusal !== undefined);
      const what = `${JSON.stringify(reason)}: ${seen.cure}`;
      assert.ok(seen.remedy !== undefined && seen.remedy.act !== 'read-refusal', what);
      assert.ok(wordsOf(seen.cure).length > 20, what);
      assert.ok(!wordsOf(seen.cure).includes(wordsOf(causeLine(refusal))), what);
      assert.ok(!wordsOf(seen.cure).includes('words that it was told'), what);
      if (reason.kind !== 'farewell') assert.ok(lacksOf(record)[0] !== null, `in the trace: ${what}`);
    }
});

test('what an upstream’s refusal means, and what helps, are two things', () => {
  for (const { example, cause, cure } of upstreamReplies) {
    const told = toldCure(ofAccount(cure, 'Up', 'printer@contoso.com')).cure;
    assert.ok(wordsOf(told).length > 10, example);
    assert.ok(
      !wordsOf(told).includes(wordsOf(cause)) && !wordsOf(cause).includes(wordsOf(told)),
      `${example}: ${told}`,
    );
  }
});
