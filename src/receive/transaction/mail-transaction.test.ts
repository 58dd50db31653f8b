import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueueId } from '../../base/id.ts';
import type { Address } from '../../mail/address.ts';
import { refuse } from '../../mail/verdict.ts';
import { replies } from '../../mail/replies.ts';
import type { Intake, IntakeResult } from '../content/intake.ts';
import { decideContent } from './decide-content.ts';
import { Transaction } from './mail-transaction.ts';

const address: Address = { local: 'ann', domain: 'ours.test', domainKey: 'ours.test' };
const complete = { kind: 'complete', content: {}, header: {} } as IntakeResult;

function begun() {
  const transaction = new Transaction({
    reversePath: null,
    parameters: { sizeBytes: null, body: '7bit', smtputf8: false, ret: null, envid: null } as never,
    match: null,
    mailbox: null,
    device: null,
    rewriting: null,
    limits: (() => 1) as never,
  });
  const did: string[] = [];
  const intake = {
    isOver: false,
    write: async () => void did.push('write'),
    finish: async () => {
      did.push('finish');
      return complete;
    },
    abort: async () => void did.push('abort'),
  } as unknown as Intake;
  const take = () =>
    transaction.take({ address, notify: null, orcpt: null }, {
      kind: 'accept',
      ingress: 'direct',
      match: null,
      organizationId: 'ORG',
      route: { kind: 'mailbox', mailboxId: 'M' },
      why: '',
    } as never);
  const begin = () => transaction.beginContent('Q' as QueueId, () => intake);
  return { transaction, did, take, begin };
}

test('a transaction goes from its envelope to its content to its end, and a step of another state is a bug', async () => {
  const { transaction, did, take, begin } = begun();
  const octets = new Uint8Array(1);
  assert.throws(begin, /no beginning of content in its envelope state/u, 'nobody is there to get it');
  await assert.rejects(transaction.write(octets), /no octet in its envelope state/u);
  await assert.rejects(transaction.finish(), /no end of content in its envelope state/u);
  assert.throws(() => transaction.queueId, /envelope state/u);
  assert.equal(take(), true);
  assert.equal(take(), false);
  begin();
  assert.equal(transaction.stage, 'content');
  assert.throws(take, /no recipient in its content state/u);
  assert.throws(begin, /content state/u);
  assert.equal(transaction.hasContent, false);
  await transaction.write(octets);
  assert.equal(transaction.hasContent, true);
  assert.equal(await transaction.finish(), complete);
  await transaction.end();
  assert.equal(transaction.stage, 'ended');
  for (const step of [take, begin]) assert.throws(step, /ended state/u);
  await assert.rejects(transaction.write(octets), /ended state/u);
  await transaction.end();
  await transaction.fail();
  assert.deepEqual(did, ['write', 'finish', 'abort'], 'what was not accepted is dropped once');
});

test('after the store has failed nothing more is written, and the end says so', async () => {
  const { transaction, did, take, begin } = begun();
  take();
  begin();
  await transaction.write(new Uint8Array(1));
  await transaction.fail();
  await transaction.write(new Uint8Array(1));
  assert.equal(transaction.hasFailed, true);
  assert.equal(await transaction.finish(), null);
  assert.deepEqual(did, ['write', 'abort']);
});

test('what it took is given back at its end, once', async () => {
  const { transaction } = begun();
  let back = 0;
  transaction.whenOver(() => back++);
  await transaction.end();
  await transaction.end();
  assert.equal(back, 1);
});

test('a screen can refuse what could be taken; what is refused already stays so', () => {
  const virus = refuse(replies.nul(), { kind: 'nul' });
  const own = refuse(replies.bareLineFeed(), { kind: 'bare-line-ends' });
  assert.equal(decideContent(complete, null), complete);
  const screened = { scl: 1, category: 'NONE', filter: 'NSPM', disposition: 'inbox' } as const;
  assert.deepEqual(decideContent(complete, { kind: 'take', screened, fired: [] }), {
    ...complete,
    screened,
  });
  assert.equal(decideContent(complete, { kind: 'refuse', row: 'malware', refused: virus, fired: [] }), virus);
  assert.equal(decideContent(complete, virus), virus);
  assert.equal(decideContent({ kind: 'refused', verdict: own }, null), own);
});
