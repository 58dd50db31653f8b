import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuthenticationFact, DmarcFact, SpfFact } from '../mail/screening/facts.ts';
import { type ScreenRow, screenRows, type ScreenAct } from '../mail/screening/screened.ts';
import { dispositionTable, firedRows, judge, judgeEnvelope } from './disposition.ts';
import type { ScreenFacts } from './screen-facts.ts';
import { cellOf, columnOf, columns } from './table-row.ts';

const dmarc = (result: DmarcFact['result'], policy: DmarcFact['policy']): DmarcFact => ({
  result,
  policy,
  domain: 'theirs.test',
  text: '',
});

const authentication = (changes: Partial<AuthenticationFact> = {}): AuthenticationFact => ({
  author: { kind: 'one', address: 'anna@theirs.test', domain: 'theirs.test' },
  spf: { result: 'fail', domain: 'theirs.test', isAligned: true, text: '' },
  dkim: [],
  dmarc: dmarc('pass', 'none'),
  arc: { result: 'none', domain: null },
  ...changes,
});

const clean: ScreenFacts = {
  way: 'direct',
  preset: 'standard',
  observes: [],
  isOwnAuthor: false,
  isKnownDevice: false,
  isForPostmaster: false,
  saidOwnHello: false,
  authentication: null,
  isResolverSick: false,
  listings: [],
  spf: null,
  engine: null,
  virus: null,
  isBulk: false,
  listed: {},
};
const pass = authentication({ spf: { result: 'pass', domain: 'theirs.test', isAligned: true, text: '' } });
const unshown = authentication({ dmarc: dmarc('none', null) });

const engine = (action: 'accept' | 'spam' | 'high-confidence-spam', score = 7) =>
  ({ kind: 'answered', action, score, symbols: [] }) as const;
const listing = (of: 'spam' | 'policy') =>
  [{ kind: 'listed', list: 'zen.test', of, code: '127.0.0.2', lookUp: null }] as const;
const restricted = (of: 'sender' | 'connector' | 'address') => ({ restricted: { of, who: 'who', why: 'spam' } });

/** Facts for which each row applies, on every way in on which it can. */
const applies: Readonly<Record<ScreenRow, Partial<ScreenFacts>>> = {
  'restricted-sender': { listed: restricted('sender') },
  'restricted-connector': { listed: restricted('connector') },
  'blocked-address': { listed: { blockedAddress: '192.0.2.0/24' } },
  'spam-list': { listings: listing('spam') },
  'policy-list': { listings: listing('policy'), spf: { result: 'none', isAligned: true } },
  'own-hello': { saidOwnHello: true },
  'no-author': { authentication: authentication({ author: { kind: 'none', why: 'header-ended-early' } }) },
  'blocked-recipient': { listed: { blockedRecipient: 'rival.test' } },
  malware: { virus: { kind: 'found', signature: 'Eicar-Test-Signature' } },
  'blocked-author': { listed: { blockedAuthor: 'spam.test' } },
  'attachment-type': { blockedAttachment: 'invoice.exe' },
  'dmarc-reject': { authentication: authentication({ dmarc: dmarc('fail', 'reject') }) },
  'virus-scan-failed': { virus: { kind: 'unknown', why: 'silent' } },
  'dmarc-quarantine': { authentication: authentication({ dmarc: dmarc('fail', 'quarantine') }) },
  'dmarc-unknown': { authentication: authentication({ dmarc: dmarc('temperror', null) }) },
  unauthenticated: { authentication: unshown },
  'high-confidence-spam': { engine: engine('high-confidence-spam', 20) },
  spam: { engine: engine('spam') },
  bulk: { isBulk: true, engine: engine('accept', 5) },
  'too-large-to-scan': { virus: { kind: 'unknown', why: 'too-large' } },
};

const wayOf = {
  relay: 'relay',
  submission: 'submission',
  direct: 'direct',
  own: 'direct',
  partner: 'partner',
} as const;
const REFUSING: ReadonlySet<ScreenAct> = new Set(['reject', 'defer']);

test('the table has each row once, in the order in which rows are named', () => {
  // Those of the envelope come first in both.
  assert.deepEqual(
    dispositionTable.map(({ name }) => name),
    screenRows,
  );
});

test('each row does on each way in, by each preset, what its cell says, and observed nothing', () => {
  for (const row of dispositionTable)
    for (const column of columns)
      for (const preset of ['observe', 'standard', 'strict'] as const)
        for (const named of [false, true]) {
          const facts: ScreenFacts = {
            ...clean,
            way: wayOf[column],
            isOwnAuthor: column === 'own',
            preset,
            observes: named ? [row.name] : [],
            ...applies[row.name],
          };
          const told = `${row.name} ${column} ${preset} ${named ? 'observed' : ''}`;
          assert.equal(columnOf(row, facts), column, told);
          const act = cellOf(row, facts);
          const fired = firedRows(facts).filter(({ row: name }) => name === row.name);
          assert.deepEqual(
            fired.map((one) => one.act),
            act === null ? [] : [act],
            told,
          );
          const isObserved = act !== 'stamp' && (named || (preset === 'observe' && row.isOwnWord !== true));
          const verdict = judge(facts);
          const decides = act !== null && !isObserved;
          if (decides && REFUSING.has(act)) {
            assert.ok(verdict.kind === 'refuse' && verdict.row === row.name, told);
            assert.equal(verdict.refused.kind, act, told);
            assert.equal(verdict.refused.reply.code < 500, act === 'defer', told);
            assert.notEqual(verdict.refused.reply.enhanced, '4.3.0', `${told}: the row has no reply`);
            continue;
          }
          if (verdict.kind !== 'take') assert.fail(told);
          if (decides) assert.equal(verdict.screened.row, row.name, told);
          if (act === 'junk' || act === 'quarantine')
            assert.equal(verdict.screened.disposition, decides ? act : 'inbox', told);
          const observed = (verdict.screened.observed ?? []).find(({ row: name }) => name === row.name);
          assert.equal(observed?.would, act !== null && isObserved ? act : undefined, told);
        }
});

test('the first row that is not observed decides, and those before it are told', () => {
  const facts: ScreenFacts = {
    ...clean,
    observes: ['malware'],
    virus: { kind: 'found', signature: 'Eicar' },
    engine: engine('spam'),
    authentication: pass,
  };
  const verdict = judge(facts);
  assert.ok(verdict.kind === 'take');
  assert.equal(verdict.screened.row, 'spam');
  assert.equal(verdict.screened.disposition, 'junk');
  assert.deepEqual(verdict.screened.observed, [{ row: 'malware', would: 'quarantine' }]);
  assert.equal(verdict.screened.virus, 'Eicar');
});

test('a device that is known never fails for lacking SPF, whatever its domain asks for', () => {
  for (const policy of ['none', 'quarantine', 'reject'] as const)
    for (const result of ['fail', 'temperror'] as const)
      for (const preset of ['standard', 'strict'] as const) {
        const verdict = judge({
          ...clean,
          preset,
          isOwnAuthor: true,
          isKnownDevice: true,
          saidOwnHello: true,
          authentication: authentication({ dmarc: dmarc(result, policy) }),
        });
        assert.ok(verdict.kind === 'take');
        assert.equal(verdict.screened.disposition, 'inbox');
      }
});

test('a known device that writes in a foreign name is judged as anybody', () => {
  const facts = { ...clean, isKnownDevice: true, authentication: authentication({ dmarc: dmarc('fail', 'reject') }) };
  assert.equal(judge(facts).kind, 'refuse');
});

const temporaryOf = (domain: string) => ({ result: 'temperror', domain, text: '' }) as const;

test('a temporary error of DNS is never a DMARC failure', () => {
  const temporary = { ...temporaryOf('theirs.test'), isAligned: true };
  for (const policy of ['quarantine', 'reject'] as const) {
    const facts = { ...clean, authentication: authentication({ spf: temporary, dmarc: dmarc('temperror', policy) }) };
    const waits = judge(facts);
    assert.ok(waits.kind === 'refuse' && waits.refused.kind === 'defer');
    assert.equal(waits.refused.reply.enhanced, '4.4.3');
    const sick = judge({ ...facts, isResolverSick: true });
    assert.ok(sick.kind === 'take' && sick.screened.disposition === 'inbox');
  }
  // Where the record asks for nothing there is nothing to wait for.
  const own = {
    ...clean,
    isOwnAuthor: true,
    authentication: authentication({ spf: temporary, dmarc: dmarc('fail', 'none') }),
  };
  const taken = judge(own);
  assert.ok(taken.kind === 'take' && taken.screened.disposition === 'inbox');
});

test('a signature of a domain whose DNS is silent helps nobody who writes in another name', () => {
  const foreign = { ...temporaryOf('sick.test'), selector: 's', isPartial: false, isAligned: false };
  const signed = authentication({ dkim: [foreign], dmarc: dmarc('fail', 'reject') });
  assert.equal(judge({ ...clean, authentication: signed }).kind, 'refuse');
  const own = authentication({ dkim: [foreign], dmarc: dmarc('none', null) });
  const junk = judge({ ...clean, isOwnAuthor: true, authentication: own });
  assert.ok(junk.kind === 'take' && junk.screened.disposition === 'junk');
});

test('an address on a policy list may send in an own name that SPF lets it send in', () => {
  const facts: ScreenFacts = { ...clean, isOwnAuthor: true, listings: listing('policy'), authentication: pass };
  const spf = (result: SpfFact['result'], isAligned = true) => ({ ...facts, spf: { result, isAligned } });
  for (const unheard of [facts, spf('temperror')]) assert.equal(judgeEnvelope(unheard).refused, null);
  assert.equal(judgeEnvelope(spf('pass')).refused, null);
  assert.equal(judge(spf('pass')).kind, 'take');
  for (const unnamed of [spf('fail'), spf('none'), spf('pass', false)]) {
    assert.equal(judgeEnvelope(unnamed).refused?.kind, 'reject');
    assert.equal(judge(unnamed).kind, 'refuse');
  }
  assert.equal(judgeEnvelope({ ...spf('pass'), isOwnAuthor: false }).refused?.kind, 'reject');
});

test('an allowed address skips lists and the spam filter, and neither DMARC nor malware', () => {
  const allowed: ScreenFacts = { ...clean, listed: { allowedAddress: '192.0.2.1' } };
  assert.equal(judge({ ...allowed, listings: listing('spam'), engine: engine('high-confidence-spam') }).kind, 'take');
  assert.equal(judge({ ...allowed, ...applies['dmarc-reject'] }).kind, 'refuse');
  const infected = judge({ ...allowed, ...applies.malware });
  assert.ok(infected.kind === 'take' && infected.screened.disposition === 'quarantine');
});

test('an allowed author is let through the spam filter where it has shown who it is', () => {
  const facts: ScreenFacts = { ...clean, listed: { allowedAuthor: 'theirs.test' }, engine: engine('spam') };
  const shown = judge({ ...facts, authentication: pass });
  assert.ok(shown.kind === 'take' && shown.screened.disposition === 'inbox');
  assert.equal(shown.screened.filter, 'SKA');
  const claimed = judge({ ...facts, authentication: unshown });
  assert.ok(claimed.kind === 'take' && claimed.screened.disposition === 'junk');
});

test('mail to postmaster alone passes lists and the spam filter, and no malware', () => {
  const facts: ScreenFacts = {
    ...clean,
    isForPostmaster: true,
    saidOwnHello: true,
    listings: listing('spam'),
    listed: { blockedAddress: '192.0.2.1' },
    engine: engine('high-confidence-spam'),
  };
  assert.equal(judgeEnvelope(facts).refused, null);
  const verdict = judge(facts);
  assert.ok(verdict.kind === 'take' && verdict.screened.disposition === 'inbox');
  assert.equal(judge({ ...facts, ...applies.malware }).kind, 'take');
});

test('mail in an own name that nothing shows goes to Junk, and its reason names the domain', () => {
  const verdict = judge({ ...clean, isOwnAuthor: true, authentication: unshown });
  assert.ok(verdict.kind === 'take');
  assert.equal(verdict.screened.disposition, 'junk');
  assert.deepEqual(verdict.fired[0]?.reason, { kind: 'unauthenticated', domain: 'theirs.test' });
});
