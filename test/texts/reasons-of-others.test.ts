/**
 * What another version of Doorpost kept of a refusal, or of a session without mail, may have words that are not known here. Each is shown
 * all the same, in the trace and of a device, and decides nothing.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';
import { isNoMail, isReason, type KeptReason } from '../../src/mail/reason.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { addSession } from '../../src/policy/devices/sightings.ts';
import { kept, knownNoMail, reasonOf } from '../../src/policy/reasons/kept-reason.ts';
import { noMailWords } from '../../src/policy/reasons/no-mail.ts';
import { proposeFor } from '../../src/policy/reasons/proposals.ts';
import { sessionRecord } from '../../src/store/contract/samples.ts';
import { noMailLine, reasonLine } from '../../src/texts/reason-line.ts';
import { allNoMails, allReasons } from './reason-samples.ts';

const LATER = 'word-of-a-later-version';
const REPLY = '550 5.7.1 Not today';
const CAUSE = 'as it was said then';

/** The same with another text at one place, for each place that has one, however deep. */
function altered(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [LATER];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, fact]) =>
    altered(fact).map((other) =>
      Array.isArray(value)
        ? value.map((each, index) => (String(index) === name ? other : each))
        : { ...value, [name]: other },
    ),
  );
}

const alterations = (all: readonly Parameters<typeof kept>[0][]): readonly KeptReason[] =>
  all.flatMap((one) => altered(one) as readonly (typeof one)[]).map(kept);

const refusing = (reason: KeptReason): SessionRecord => {
  const record = sessionRecord();
  const reference = `${record.sessionId}-1`;
  const place = { at: record.endedAt, stage: 'rcpt', sender: null, recipient: null, organizationId: null } as const;
  return { ...record, refusals: [{ reference, reply: REPLY, cause: CAUSE, reason, ...place }] };
};

const records: readonly { readonly record: SessionRecord; readonly isKnown: boolean; readonly says: RegExp }[] = [
  ...alterations(allReasons).map((reason) => {
    const isKnown = isReason(reason);
    // Free words are in the line or are not told; of a reason that is not known the facts are, and the reply.
    return {
      record: refusing(reason),
      isKnown,
      says: isKnown ? /./u : new RegExp(`${LATER}.*; it was told: ${REPLY}`, 'u'),
    };
  }),
  ...alterations(allNoMails).map((noMail) => ({
    record: sessionRecord({ noMail }),
    isKnown: isNoMail(noMail),
    says: isNoMail(noMail) ? /./u : new RegExp(`it sent no mail: .*${LATER}`, 'u'),
  })),
];

test('what is made here is known here, and leaves no hole in its line', () => {
  for (const reason of allReasons) {
    assert.deepEqual(reasonOf({ reason: kept(reason), cause: '', stage: 'rcpt' }), kept(reason));
    assert.doesNotMatch(reasonLine(reason), /undefined|\[object|\{\{|  |^$/u, JSON.stringify(reason));
  }
  for (const noMail of allNoMails) {
    assert.deepEqual(knownNoMail(kept(noMail)), kept(noMail));
    assert.doesNotMatch(noMailLine(noMail), /undefined|^$/u, JSON.stringify(noMail));
    assert.notEqual(noMailWords(kept(noMail), '192.0.2.1').cure, '');
  }
});

test('a fact that is missing, or of another type, makes a reason unknown', () => {
  for (const reason of allReasons)
    for (const [name, fact] of Object.entries(reason)) {
      assert.equal(
        isReason({ ...reason, [name]: fact === null || typeof fact !== 'object' ? [5] : 'x' }),
        false,
        JSON.stringify(reason),
      );
      assert.ok(isReason({ ...reason, ofALaterVersion: true }));
    }
});

test('every word of a kind that is not known here is shown in the trace, with what the peer was told', async () => {
  assert.ok(records.filter(({ isKnown }) => !isKnown).length > 80);
  assert.ok(records.filter(({ isKnown }) => isKnown).length > 40);
  await using house = await startTestHouse();
  for (const { record } of records) house.house.store.trace.record(record);
  for (const { record, isKnown, says } of records) {
    const { code, out, err } = await cli(['--data', house.folder, 'trace', record.sessionId]);
    assert.equal(code, 0, `${JSON.stringify(record)}: ${err}`);
    // Of a refusal the line that was kept is shown.
    const shown =
      record.refusals.length === 0
        ? says
        : isKnown
          ? /cause: \S/u
          : new RegExp(`told: +${REPLY}\n *cause: ${CAUSE}\n`, 'u');
    assert.match(out, shown, JSON.stringify(record));
  }
});

test('a device is remembered with it, and no more is proposed than without', () => {
  for (const { record, isKnown, says } of records) {
    const sighting = addSession(null, record, null, null);
    const again = addSession(sighting, record, null, null);
    assert.match(again.lastRefusal?.cause ?? '', record.noMail === undefined || !isKnown ? says : /(?:)/u);
    if (isKnown) continue;
    assert.equal(again.lastRefusal?.lacks ?? 'other', 'other');
    assert.equal(proposeFor(again).profile, null);
  }
});
