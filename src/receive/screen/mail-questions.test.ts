import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../lab/manual-clock.ts';
import { systemRandom } from '../../base/random.ts';
import type { DnsAnswer, Resolver } from '../../dns/resolver.ts';
import { createZoneResolver } from '../../dns/zone-resolver.ts';
import type { Observation } from '../../mail/observation.ts';
import { MailQuestions } from './mail-questions.ts';

function desk() {
  const clock = createManualClock();
  const asked: string[] = [];
  const observed: Observation[] = [];
  const state = { isDead: false };
  const dead: DnsAnswer<never> = { kind: 'failed', reason: 'the name servers did not answer' };
  const zone = createZoneResolver('_dmarc.a.test TXT "v=DMARC1; p=none"\n');
  const resolver: Resolver = {
    ...zone,
    txt: async (name) => {
      asked.push(name);
      const isSilent = state.isDead || name.startsWith('silent');
      return isSilent ? dead : zone.txt(name);
    },
  };
  const observe = (one: Observation): void => void observed.push(one);
  const questions = new MailQuestions({ resolver, clock, random: systemRandom, observe, host: 'mx.ours.test' });
  const { signal } = new AbortController();
  /** As one message would ask. */
  const ask = async (...names: readonly string[]): Promise<readonly string[]> => {
    const asker = questions.asker();
    const kinds: string[] = [];
    for (const name of names) kinds.push((await asker(name, 'TXT', signal)).kind);
    await clock.advance(0);
    return kinds;
  };
  const alarms = (): readonly string[] => observed.map(({ kind }) => kind);
  return { clock, asked, observed, state, questions, ask, alarms };
}

test('when our name server answers nobody, no mail waits for it, until a question of our own is answered again', async () => {
  const { clock, asked, state, questions, ask, alarms, observed } = desk();
  await ask('_dmarc.a.test');
  state.isDead = true;
  for (let n = 0; n < 18; n++) await ask(`n${n}.test`);
  assert.equal(questions.isSick, false);
  await ask('n0.test');
  assert.equal(questions.isSick, false, 'the same name again says nothing new');
  await ask('n18.test');
  assert.equal(questions.isSick, true);
  assert.deepEqual(alarms(), ['alarm']);
  assert.deepEqual(
    observed.map((one) => one.kind === 'alarm' && one.alarm.facts),
    [{ failed: 19, count: 20 }],
  );
  asked.length = 0;
  assert.deepEqual(await ask('n20.test', 'n21.test'), ['failed', 'failed']);
  assert.deepEqual(asked, [], 'nothing of it is asked');
  await clock.advance(10_000);
  assert.match(asked[0] ?? '', /^_probe-[0-9a-f]{8}\.mx\.ours\.test$/u);
  assert.equal(asked.length, 1);
  assert.equal(questions.isSick, true);
  state.isDead = false;
  await clock.advance(10_000);
  assert.equal(questions.isSick, false);
  assert.equal(alarms().at(-1), 'alarm-over');
  assert.deepEqual(await ask('n20.test'), ['no-such-name']);
  await clock.advance(60_000);
  assert.equal(asked.length, 3, 'nothing is tried any more');
});

test('strangers who name silent servers do not make ours sick', async () => {
  const { questions, ask, asked, alarms } = desk();
  for (let n = 0; n < 30; n++) await ask(`silent${n}.test`);
  assert.equal(questions.isSick, false);
  assert.deepEqual(alarms(), []);
  assert.ok(asked.some((name) => name.startsWith('_probe-')));
});

test('where nothing was answered for a while, the first name without an answer is enough to look', async () => {
  const { clock, asked, state, questions, ask, alarms } = desk();
  await ask('_dmarc.a.test');
  state.isDead = true;
  await clock.advance(9_000);
  await ask('n0.test');
  assert.deepEqual([questions.isSick, asked.some((name) => name.startsWith('_probe-'))], [false, false]);
  await clock.advance(1_000);
  await ask('n1.test');
  assert.equal(await questions.isSickByNow(), true);
  assert.deepEqual(alarms(), ['alarm']);
});

test('one message adds few names, and one in five answered is enough', async () => {
  const { state, questions, ask } = desk();
  await ask('_dmarc.a.test');
  state.isDead = true;
  await ask(...Array.from({ length: 60 }, (_, n) => `n${n}.test`));
  assert.equal(questions.isSick, false);
  state.isDead = false;
  for (let n = 0; n < 5; n++) await ask(`good${n}.test`);
  state.isDead = true;
  for (let n = 0; n < 15; n++) await ask(`m${n}.test`);
  assert.equal(questions.isSick, false);
});
