import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Alarm, AlarmEnd, EndedBy } from '../../mail/alarm.ts';
import { sentencesOf } from '../../texts/languages.ts';
import { alarmWords, overWords } from './alarm-words.ts';

const sealed: Alarm = {
  key: 'secrets-sealed',
  kind: 'secrets-sealed',
  organizationId: null,
  subject: 'secret.key',
  stage: 1,
  facts: { secrets: ['the password of connector North'], count: 3 },
};

test('the words of an alarm are made of its facts', () => {
  const { cause, cure, means } = alarmWords(sealed);
  assert.equal(cause, 'secret.key does not open 3 secrets: the password of connector North and 2 more.');
  assert.match(cure, /^Put the right secret\.key back/u);
  assert.notEqual(means, '');
});

test('they are said in the language of their reader', async () => {
  const { cause, cure, means } = alarmWords(sealed, await sentencesOf('de'));
  assert.equal(cause, 'secret.key öffnet 3 Geheimnisse nicht: the password of connector North und 2 weitere.');
  assert.match(cure, /^Legen Sie die richtige Datei secret\.key zurück/u);
  assert.match(means, /^E-Mails, die sie brauchen, warten/u);
  assert.equal(
    overWords(sealed, { end: 'opens-again' }, await sentencesOf('fr')),
    'Tous les secrets s’ouvrent avec secret.key.',
  );
});

test('an alarm that brings its sentences, as those kept by earlier versions do, is told with them', () => {
  const kept = { ...sealed, kind: 'upstream-held', facts: undefined, cause: 'It is down.', cure: 'Mend it.' };
  const alarm = JSON.parse(JSON.stringify(kept)) as Alarm;
  assert.deepEqual(alarmWords(alarm), { cause: 'It is down.', cure: 'Mend it.', means: alarmWords(alarm).means });
  assert.match(alarmWords(alarm).means, /^Mail for this way out waits here/u);
  assert.equal(overWords(alarm, { text: 'It is up.' }), 'It is up.');
});

test('what a later version kept in the notes shows its facts, and breaks nothing', () => {
  for (const kind of ['from-tomorrow', 'constructor', '__proto__']) {
    const alarm = { ...sealed, kind, facts: { depth: 3 } } as unknown as Alarm;
    assert.equal(alarmWords(alarm).cause, `${kind}: {"depth":3}`);
  }
  const facts = { queueId: 'Q', damage: 'bewitched', foundBytes: 1, sizeBytes: 2 };
  for (const [kind, later] of [
    ['content-damaged', facts],
    ['next-hop-unreachable', { of: 'moons', names: ['Io'], count: 1, since: 0, lastError: 'x' }],
    ['disk-full', { path: '/' }],
  ] as const) {
    const { cause, cure } = alarmWords({ ...sealed, kind, facts: later } as unknown as Alarm);
    assert.deepEqual([cause, cure], [`${kind}: ${JSON.stringify(later)}`, '']);
  }
  const spoken = { ...sealed, kind: 'from-tomorrow', facts: undefined, cause: 'a', cure: 'b' } as unknown as Alarm;
  assert.deepEqual(alarmWords(spoken), { cause: 'a', cure: 'b', means: '' });
  assert.equal(overWords(sealed, { end: 'constructor' as never }), 'constructor');
});

test('ends have words, made of their facts', () => {
  const ends: { readonly [End in AlarmEnd]?: readonly [over: EndedBy<End>, words: string] } = {
    renewed: [
      { end: 'renewed', words: 'The sign-in of upstream m365', expiresAt: Date.UTC(2027, 0, 2) },
      'The sign-in of upstream m365 was renewed: it lasts until 2027-01-02.',
    ],
    'waits-no-more': [
      { end: 'waits-no-more', address: '10.0.0.7', why: 'known', device: 'Fax' },
      '10.0.0.7 waits for approval no more: it is the device "Fax" now',
    ],
    'limit-has-room': [
      { end: 'limit-has-room', limit: 'recipientsPerDay', used: 1, most: 10, words: 'recipients in 24 hours' },
      'secret.key has room again: 1 of 10 recipients in 24 hours (recipientsPerDay).',
    ],
    'opens-again': [{ end: 'opens-again' }, 'All secrets open with secret.key.'],
  };
  for (const [over, said] of Object.values(ends)) assert.equal(overWords(sealed, over), said);
  const later = { end: 'waits-no-more', address: 1 } as unknown as EndedBy;
  assert.equal(overWords(sealed, later), 'waits-no-more', 'facts of another version');
});
