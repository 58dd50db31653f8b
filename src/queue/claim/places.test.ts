import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../lab/manual-clock.ts';
import type { Place } from '../../mail/doors/place.ts';
import { type Guest, Places } from './places.ts';

const never = new AbortController().signal;
const guest = (over: Partial<Guest> = {}): Guest => ({ kind: 'mx', isHeard: true, isReport: false, ...over });

function house(each: number) {
  const clock = createManualClock(0);
  const places = new Places(clock, each);
  const granted: string[] = [];
  const open = (name: string, over: Partial<Guest> = {}): Place => {
    const place = places.of(guest(over));
    void Promise.resolve(place.take(never)).then((isGranted) => isGranted && granted.push(name));
    return place;
  };
  const settle = (): Promise<void> => clock.advance(0);
  return { clock, places, granted, open, settle };
}

test('each kind has places of its own', async () => {
  const { granted, open, settle } = house(2);
  for (const kind of ['mx', 'lmtp', 'upstream', 'mailbox'] as const)
    for (let n = 0; n < 3; n++) open(`${kind} ${n}`, { kind });
  await settle();
  assert.equal(granted.length, 8);
  assert.ok(granted.every((name) => !name.endsWith('2')));
});

test('half of the places are left to those that have been heard', async () => {
  const { granted, open, settle } = house(4);
  const silent = Array.from({ length: 10 }, (_, n) => open(`silent ${n}`, { isHeard: false }));
  open('good 0');
  const good = open('good 1');
  open('good 2');
  await settle();
  assert.deepEqual(granted, ['silent 0', 'silent 1', 'good 0', 'good 1']);
  good.leave();
  await settle();
  assert.equal(granted.at(-1), 'good 2', 'who has waited longer is silent, and there are enough of those');
  silent[0]?.leave();
  await settle();
  assert.equal(granted.at(-1), 'silent 2');
});

test('reports go last', async () => {
  const { granted, open, settle } = house(1);
  const first = open('first');
  const report = open('report', { isReport: true });
  const second = open('second');
  const third = open('third');
  for (const place of [first, second, third]) {
    await settle();
    place.leave();
  }
  await settle();
  report.leave();
  assert.deepEqual(granted, ['first', 'second', 'third', 'report']);
});

test('a place is taken once, given back once, and may be taken again', async () => {
  const { granted, open, settle, places } = house(1);
  const one = open('one');
  assert.equal(one.take(never), true);
  open('two');
  one.leave();
  one.leave();
  await settle();
  assert.deepEqual(granted, ['one', 'two']);
  assert.ok(places.of(guest()).take(never) instanceof Promise);
});

test('who is given up, or waits too long, has none and holds none', async () => {
  const { clock, granted, open, settle, places } = house(1);
  const one = open('one');
  const abort = new AbortController();
  const given = places.of(guest()).take(abort.signal);
  const late = places.of(guest()).take(never);
  abort.abort();
  assert.equal(await given, false);
  assert.equal(places.of(guest()).take(abort.signal), false);
  await clock.advance(5 * 60_000);
  assert.equal(await late, false);
  one.leave();
  open('two');
  await settle();
  assert.deepEqual(granted, ['one', 'two']);
});
