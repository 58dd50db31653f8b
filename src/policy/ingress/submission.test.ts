import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { domain, mailbox, organization, pool } from '../../../lab/houses/receive-house.ts';
import type { Address } from '../../mail/address.ts';
import { replyText } from '../../mail/reply.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { Verdict } from '../../mail/verdict.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { judgeMailboxSeat, judgeRelaySeat, protectionSubject } from '../licences/licence.ts';
import { nextPlace, type Pace } from '../delivery/pace.ts';
import { judgeShownSenders, judgeSubmissionSender } from './submission.ts';

const address = (text: string): Address => {
  const [local = '', name = ''] = text.split('@');
  return { local, domain: name, domainKey: name };
};
const said = (verdict: Verdict): string => (verdict.kind === 'accept' ? 'accept' : replyText(verdict.reply));

const scanner = mailbox('Ours', 'scanner@ours.test', {
  aliases: ['mfp@ours.test'],
  sendAs: ['team@ours.test', '@second.test', '@foreign.test'],
});
const objects = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  domain('Ours', 'second.test'),
  domain('Ours', 'pending.test', { verified: null }),
  scanner,
];
const view = new DirectoryView({ revision: 1, objects });

describe('Send As', () => {
  test('covers own address, aliases, plus-addresses and what is granted, without regard to case', () => {
    for (const own of ['scanner@ours.test', 'SCANNER@ours.test', 'mfp@ours.test', 'scanner+floor2@ours.test'])
      assert.equal(said(judgeSubmissionSender(view, scanner, address(own))), 'accept', own);
    for (const granted of ['team@ours.test', 'anyone@second.test'])
      assert.equal(said(judgeSubmissionSender(view, scanner, address(granted))), 'accept', granted);
  });
  test('covers nobody else, no foreign domain, and not the null reverse-path', () => {
    for (const other of ['ceo@ours.test', 'anyone@foreign.test', 'team+x@ours.test', 'scanner@evil.test'])
      assert.match(said(judgeSubmissionSender(view, scanner, address(other))), /^550 5\.7\.60/u, other);
    assert.match(said(judgeSubmissionSender(view, scanner, null)), /^550 5\.7\.60/u);
  });
  test('a mailbox of an unverified domain sends nothing', () => {
    const pending = mailbox('Ours', 'a@pending.test');
    const there = new DirectoryView({ revision: 1, objects: [...objects, pending] });
    assert.match(said(judgeSubmissionSender(there, pending, address('a@pending.test'))), /^550 5\.7\.750/u);
    const shown = [{ field: 'From', address: address('a@pending.test'), written: 'a@pending.test' }];
    assert.match(said(judgeShownSenders(there, pending, shown)), /^550 5\.7\.750/u);
  });
  test('covers no domain that another organization has verified, however old the grant', () => {
    const early = mailbox('Ours', 'early@ours.test', { sendAs: ['ceo@new.test'] });
    const claimed = domain('Theirs', 'new.test', { verified: null });
    const judged = (theirs: AcceptedDomain): readonly string[] => {
      const there = new DirectoryView({ revision: 1, objects: [...objects, early, organization('Theirs'), theirs] });
      const shown = [{ field: 'From', address: address('ceo@new.test'), written: 'ceo@new.test' }];
      return [judgeSubmissionSender(there, early, address('ceo@new.test')), judgeShownSenders(there, early, shown)].map(
        said,
      );
    };
    assert.deepEqual(judged(claimed), ['accept', 'accept']);
    for (const text of judged(domain('Theirs', 'new.test'))) assert.match(text, /^550 5\.7\.60 .*new\.test/u);
  });
  test('holds for every address the header shows', () => {
    const from = (text: string) => ({ field: 'From', address: address(text), written: text });
    const ok = from('scanner@ours.test');
    assert.equal(said(judgeShownSenders(view, scanner, [ok])), 'accept');
    assert.match(
      said(judgeShownSenders(view, scanner, [ok, from('ceo@ours.test')])),
      /^550 5\.7\.60 .*ceo@ours\.test/u,
    );
    assert.match(
      said(judgeShownSenders(view, scanner, [{ field: 'Sender', address: null, written: '?' }])),
      /^550 5\.7\.60/u,
    );
  });
});

describe('seats', () => {
  const enforced = (more: Parameters<typeof pool>[1]): DirectoryView =>
    new DirectoryView({
      revision: 1,
      objects: [...objects, organization('Ours', { licensing: 'enforce' }), pool('Ours', more)],
    });
  test('are asked for only where enforced', () => {
    assert.equal(said(judgeMailboxSeat(view, scanner)), 'accept');
    assert.match(said(judgeMailboxSeat(enforced({}), scanner)), /^550 5\.7\.1 .*seat/u);
    assert.equal(said(judgeMailboxSeat(enforced({ assignedMailboxes: ['Scanner@ours.test'] }), scanner)), 'accept');
  });
  test('a relay in the name of nobody needs a protection seat, in the name of a mailbox that mailbox seat', () => {
    const ours = scanner.organizationId;
    const ghost = address('ghost@ours.test');
    assert.match(said(judgeRelaySeat(enforced({}), ours, ghost)), /^550 5\.7\.1/u);
    assert.equal(said(judgeRelaySeat(enforced({ assignedSenders: ['ghost@ours.test'] }), ours, ghost)), 'accept');
    assert.match(said(judgeRelaySeat(enforced({}), ours, address('scanner@ours.test'))), /^550 5\.7\.1/u);
    assert.equal(said(judgeRelaySeat(enforced({}), ours, null)), 'accept');
    assert.equal(said(judgeRelaySeat(enforced({}), ours, address('a@elsewhere.test'))), 'accept');
  });
  test('count senders of own domains who are no mailbox', () => {
    const ours = scanner.organizationId;
    assert.equal(protectionSubject(view, ours, address('ghost@ours.test')), 'sender:Ours:ghost@ours.test');
    assert.equal(protectionSubject(view, ours, address('scanner@ours.test')), null);
    assert.equal(protectionSubject(view, ours, address('a@elsewhere.test')), null);
    assert.equal(protectionSubject(view, ours, address('postmaster@ours.test')), 'sender:Ours:postmaster@ours.test');
  });
});

test('the pace lets 30 a minute go at once and spreads the rest over the following minutes', () => {
  let pace: Pace | null = null;
  const delays: number[] = [];
  for (let n = 0; n < 95; n++) {
    const place = nextPlace(pace, 1_000 + n, 30);
    pace = place.pace;
    delays.push(place.delayMs);
  }
  assert.ok(delays.slice(0, 30).every((delay) => delay === 0));
  assert.ok(delays.slice(30, 60).every((delay) => delay > 59_000 && delay <= 60_000));
  assert.ok(delays.slice(60, 90).every((delay) => delay > 119_000 && delay <= 120_000));
  assert.ok(delays.slice(90).every((delay) => delay > 179_000));
  assert.equal(nextPlace(pace, 1_000 + 4 * 60_000, 30).delayMs, 0);
});
