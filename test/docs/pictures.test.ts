/** The pictures of the pages are drawn by code; UPDATE_DOCS=1 writes them. They have no overlaps, and say what the program says. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { advise } from '../../src/policy/advice/advice.ts';
import type { Situation } from '../../src/policy/advice/situation.ts';
import { Drawing } from './pictures/drawing.ts';
import { lifeOfAMail } from './pictures/life-of-a-mail.ts';
import { siteRelay } from './pictures/site-relay.ts';
import { otherwise, steps, whichWay } from './pictures/which-way.ts';

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url));
const pictures: Readonly<Record<string, Drawing>> = {
  'which-way': whichWay(),
  'life-of-a-mail': lifeOfAMail(),
  'site-relay': siteRelay(),
};

for (const [name, drawing] of Object.entries(pictures))
  test(`docs/pictures/${name}.svg is as it is drawn, and nothing in it overlaps`, async () => {
    assert.deepEqual(drawing.faults(), []);
    const file = `${folder}/${name}.svg`;
    if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, drawing.svg());
    assert.equal(await readFile(file, 'utf8'), drawing.svg(), 'run UPDATE_DOCS=1 npm test -- test/docs');
  });

test('a drawing sees what overlaps, sticks out or is run through', () => {
  const drawing = new Drawing('x', 200);
  drawing.box('plain', 10, 10, 100, 'one');
  drawing.box('plain', 50, 20, 100, 'two');
  drawing.label(150, 100, 'too far to the right');
  drawing.arrow([60, 0], [60, 120]);
  assert.deepEqual(drawing.faults(), [
    'one overlaps two',
    'outside: too far to the right',
    'an arrow runs through: one',
    'an arrow runs through: two',
  ]);
});

const usual: Situation = {
  target: 'doorpost',
  existing: false,
  newsletters: false,
  volume: 200,
  oldFirmware: false,
  tls: '1.2',
  auth: 'none',
  portSettable: true,
  port25: 'unknown',
  outside: true,
  address: 'dynamic',
  listed: true,
  strangers: false,
  senders: 'one',
  domain: 'contoso.com',
};

test('the questions of the picture lead where `doorpost advise` leads', () => {
  const wayOf = (situation: Situation): string => advise(situation, { host: 'mail.contoso.com', egress: null }).way;
  let known = usual;
  for (const { question, way, yes, no } of steps) {
    if (yes !== null) assert.equal(wayOf({ ...known, ...yes }), way, question);
    known = { ...known, ...no };
  }
  for (const situation of otherwise.situations)
    assert.equal(wayOf({ ...known, ...situation }), otherwise.way, JSON.stringify(situation));
});
