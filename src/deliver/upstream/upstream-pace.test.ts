import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../lab/manual-clock.ts';
import { connector } from '../../../lab/houses/delivery-house.ts';
import { silentLog } from '../../base/log.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { createFakeNotes } from '../../../lab/stores/fake-notes.ts';
import { accountOf } from './upstream-account.ts';
import type { Asking } from './account-pace.ts';
import { type PaceTurn, UpstreamPaces } from './upstream-pace.ts';

const never = new AbortController().signal;
const pace = { messagesPerMinute: 6, concurrent: 3, recipientsPerDay: null };
const up = connector({ pace });
/** The connector as its transport is known to the pace. */
const used = (by: OutboundConnector) => ({ connector: by, account: accountOf(by) });
const asking = (mail: string): Asking => ({ rank: 1, recipients: 1, mail });

function open() {
  const clock = createManualClock();
  const paces = new UpstreamPaces(clock, silentLog, null);
  const enter = (mail: string, by = up): Promise<PaceTurn> => paces.enter(used(by), asking(mail), never);
  return { clock, paces, enter };
}

const waitOf = (turn: PaceTurn): number | null => (turn.kind === 'later' ? turn.afterMs : null);

test('a wait that the upstream named holds for all mail of its account, whichever connector it goes by', async () => {
  const { clock, paces, enter } = open();
  const auth = { kind: 'password' as const, username: 'a@ours.test', passwordSecret: 's' };
  const [one, two] = ['one', 'two'].map((name) => connector({ name, id: name as never, pace, auth }));
  const first = await enter('m1', one);
  assert.ok(first.kind === 'go');
  first.leave(0);
  paces.pause(used(one!), 600_000);
  const waits = [waitOf(await enter('m2', two)), waitOf(await enter('m3', one))];
  assert.deepEqual(waits, [610_000, 620_000], 'after the wait, one behind the other');
  await clock.advance(600_000);
  assert.equal((await enter('m2', two)).kind, 'go');
});

const signIn = (username: string) => ({ kind: 'password' as const, username, passwordSecret: 's' });
const token = (username: string, tenant: string) => ({
  kind: 'client-credentials' as const,
  username,
  tokenEndpoint: `https://login.example/${tenant}/token`,
  clientId: 'app',
  scope: 's',
  proof: { kind: 'secret' as const, secret: 's', expiresAt: null },
});
const at = (host: string, port = 587) => ({ kind: 'smart-hosts' as const, hosts: [{ host, port }] });
const graph = { kind: 'graph' as const, endpoint: 'https://graph.example/v1.0', user: 'scanner@ours.test' };
const org = (text: string) => ({ organizationId: text as never });

const pairs: readonly [string, boolean, Partial<OutboundConnector>, Partial<OutboundConnector>][] = [
  [
    'one name at two hosts',
    false,
    { auth: signIn('apikey'), route: at('a.test') },
    { auth: signIn('apikey'), route: at('b.test') },
  ],
  [
    'one name at one host, of two organizations',
    false,
    { auth: signIn('apikey'), route: at('a.test'), ...org('one') },
    { auth: signIn('apikey'), route: at('a.test'), ...org('two') },
  ],
  [
    'one name at two tenants',
    false,
    { auth: token('scanner', 'one'), route: at('a.test') },
    { auth: token('scanner', 'two'), route: at('a.test') },
  ],
  [
    'one name of two services',
    false,
    { auth: signIn('scanner'), route: at('a.test'), service: 'google' },
    { auth: signIn('scanner'), route: at('a.test') },
  ],
  [
    'two names at one host',
    false,
    { auth: signIn('one'), route: at('a.test') },
    { auth: signIn('two'), route: at('a.test') },
  ],
  ['two connectors without a sign-in', false, { auth: null, route: at('a.test') }, { auth: null, route: at('a.test') }],
  [
    'one account at two ports of its host, in other letters',
    true,
    { auth: signIn('Scanner'), route: at('A.test', 465) },
    { auth: signIn('scanner'), route: at('a.test') },
  ],
  [
    'one mailbox by SMTP and by Graph with tokens of one tenant',
    true,
    { auth: token('scanner@ours.test', 'one'), route: at('a.test') },
    { auth: token('other', 'one'), route: graph },
  ],
];

for (const [what, isOne, first, second] of pairs)
  test(`${what}: ${isOne ? 'one account, with one pace, one day and one wait' : 'two accounts that have nothing in common'}`, async () => {
    const clock = createManualClock();
    const paces = new UpstreamPaces(clock, silentLog, null);
    const daily = { messagesPerMinute: 1, concurrent: 1, recipientsPerDay: 1 };
    const [one, two] = [first, second].map((changes, n) =>
      connector({ id: `c${n}` as never, pace: daily, ...changes }),
    );
    const turn = await paces.enter(used(one!), asking('m1'), never);
    assert.ok(turn.kind === 'go');
    turn.leave(1);
    const other = await paces.enter(used(two!), asking('m2'), never);
    assert.equal(other.kind, isOne ? 'later' : 'go');
    paces.pause(used(one!), 600_000);
    await clock.advance(61_000);
    if (other.kind === 'go') other.leave(0);
    const later = await paces.enter(used({ ...two!, pace: null }), asking('m3'), never);
    assert.equal(later.kind === 'later' && later.why === 'named-wait', isOne);
  });

test('what an account sent until an upgrade counts for the rest of its day, whatever it was called in the notes of 0.1.0', async () => {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const step = Math.floor(clock.now() / 900_000);
  await notes.put('upstream', [
    { key: 'sent:other apikey', value: [[step, 5]] },
    { key: 'pause:other apikey', value: clock.now() + 3_000_000 },
    { key: 'next:other apikey', value: clock.now() + 3_000_000 },
    { key: 'token:c0', value: { lastUsedAt: 1 } },
  ]);
  const daily = { messagesPerMinute: 600, concurrent: 3, recipientsPerDay: 5 };
  const up = connector({ pace: daily, auth: signIn('apikey'), route: at('a.test') });
  const other = connector({ id: 'other' as never, pace: null, auth: signIn('apikey'), route: at('b.test') });
  const first = new UpstreamPaces(clock, silentLog, notes);
  const turn = await first.enter(used(up), asking('m1'), never);
  assert.ok(turn.kind === 'later' && turn.why === 'day-full', 'counted on');
  assert.equal(
    (await first.enter(used(other), asking('m2'), never)).kind,
    'go',
    'waits that may have been another’s hold nobody',
  );
  await first.close();
  await clock.advance(25 * 3_600_000);
  const second = new UpstreamPaces(clock, silentLog, notes);
  assert.equal((await second.enter(used(up), asking('m1'), never)).kind, 'go');
  await second.close();
  const left = (await notes.all('upstream')).map(({ key }) => key);
  assert.ok(
    left.every((key) => !key.endsWith(' apikey')),
    `what is over is cleared away: ${left.join()}`,
  );
  assert.ok(left.includes('token:c0'), 'and nothing else');
});

test('a wait that the upstream named is known after a restart', async () => {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const before = new UpstreamPaces(clock, silentLog, notes);
  const first = await before.enter(used(up), asking('m1'), never);
  assert.ok(first.kind === 'go');
  first.leave(0);
  before.pause(used(up), 900_000);
  await before.close();
  await clock.advance(60_000);
  const after = new UpstreamPaces(clock, silentLog, notes);
  assert.equal(waitOf(await after.enter(used(up), asking('m2'), never)), 850_000);
  await clock.advance(900_000);
  assert.equal((await after.enter(used(up), asking('m2'), never)).kind, 'go');
  await after.close();
});

test('what was not taken after all counts for no day, though a quarter of an hour lay between', async () => {
  const clock = createManualClock();
  const paces = new UpstreamPaces(clock, silentLog, null);
  const daily = connector({ pace: { messagesPerMinute: 600, concurrent: 3, recipientsPerDay: 1 } });
  for (let tries = 0; tries < 3; tries++) {
    const turn = await paces.enter(used(daily), asking('m1'), never);
    assert.ok(turn.kind === 'go', `try ${tries}`);
    await clock.advance(20 * 60_000);
    turn.leave(0);
  }
  const taken = await paces.enter(used(daily), asking('m1'), never);
  assert.ok(taken.kind === 'go');
  taken.leave(1);
  const next = await paces.enter(used(daily), asking('m2'), never);
  assert.ok(next.kind === 'later' && next.why === 'day-full');
});

test('a wait that is over, as somebody has seen, holds nobody any more', async () => {
  const { clock, paces, enter } = open();
  const first = await enter('m1');
  assert.ok(first.kind === 'go');
  first.leave(0);
  paces.pause(used(up), 900_000);
  const waits = await enter('m2');
  assert.ok(waits.kind === 'later' && waits.why === 'named-wait');
  paces.resume(used(up));
  const entered = enter('m2');
  await clock.advance(10_000);
  assert.equal((await entered).kind, 'go');
});

test('who comes back early keeps his place, and nobody behind him waits the longer for it', async () => {
  const { enter } = open();
  await enter('m0');
  const waits: (number | null)[] = [];
  // The next two wait here; the rest is put off.
  for (const name of ['w1', 'w2']) void enter(name);
  for (let n = 0; n < 5; n++) waits.push(waitOf(await enter(`m${n}`)));
  const again: (number | null)[] = [];
  for (let round = 0; round < 3; round++) for (let n = 0; n < 5; n++) again.push(waitOf(await enter(`m${n}`)));
  assert.deepEqual(new Set(again), new Set(waits));
  const last = waits.at(-1) ?? 0;
  assert.equal(waitOf(await enter('new')), last + 10_000);
});

test('a restart makes no room: the next mail goes when it would have gone', async () => {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const goes = async (mail: string, waitMs: number): Promise<void> => {
    const paces = new UpstreamPaces(clock, silentLog, notes);
    let turn: PaceTurn | null = null;
    void paces.enter(used(up), asking(mail), never).then((made) => {
      turn = made;
    });
    await clock.advance(Math.max(0, waitMs - 1));
    assert.equal(turn === null, waitMs > 0, `${mail} too early`);
    await clock.advance(1);
    const made = turn as PaceTurn | null;
    assert.ok(made?.kind === 'go', mail);
    made.leave(1);
    await paces.close();
  };
  await goes('m1', 0);
  // One millisecond has gone by since.
  for (let n = 2; n < 6; n++) await goes(`m${n}`, n === 2 ? 9_999 : 10_000);
});

test('a clock that was set back meanwhile keeps nobody longer than one interval', async () => {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const before = new UpstreamPaces(clock, silentLog, notes);
  const first = await before.enter(used(up), asking('m1'), never);
  assert.ok(first.kind === 'go');
  first.leave(1);
  await before.close();
  clock.jumpWall(-3_600_000);
  const entered = new UpstreamPaces(clock, silentLog, notes).enter(used(up), asking('m2'), never);
  await clock.advance(10_000);
  assert.equal((await entered).kind, 'go');
});

test('without a pace a named wait holds for the account too, after a restart as well, until it is over or somebody has seen it is', async () => {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const auth = { kind: 'password' as const, username: 'a@ours.test', passwordSecret: 's' };
  const [one, two] = ['one', 'two'].map((name) => connector({ name, id: name as never, pace: null, auth }));
  const before = new UpstreamPaces(clock, silentLog, notes);
  assert.equal((await before.enter(used(one!), asking('m1'), never)).kind, 'go');
  before.pause(used(one!), 5_000);
  assert.equal((await before.enter(used(one!), asking('m1'), never)).kind, 'go', 'a short one is the lane’s');
  before.pause(used(one!), 900_000);
  const told = await before.enter(used(two!), asking('m2'), never);
  assert.ok(told.kind === 'later' && told.why === 'named-wait' && told.afterMs === 900_000);
  await before.close();
  await clock.advance(60_000);
  const after = new UpstreamPaces(clock, silentLog, notes);
  assert.equal(waitOf(await after.enter(used(two!), asking('m2'), never)), 840_000);
  await after.resume(used(one!));
  assert.equal((await after.enter(used(two!), asking('m2'), never)).kind, 'go');
  await after.close();
});

test('what one stranger’s mail host asks for holds for no other', async () => {
  const { paces, enter } = open();
  const direct = connector({ pace: null, route: { kind: 'mx' } });
  await enter('m1', direct);
  paces.pause(used(direct), 900_000);
  assert.equal((await enter('m2', direct)).kind, 'go');
});

test('a day that a wrong clock filled in the far future is not full now', async () => {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const daily = connector({ pace: { messagesPerMinute: 600, concurrent: 9, recipientsPerDay: 2 } });
  const ahead = clock.now() + 10 * 365 * 24 * 3_600_000;
  await notes.put('upstream', [{ key: `sent:${accountOf(daily)}`, value: [[Math.floor(ahead / 900_000), 2]] }]);
  const paces = new UpstreamPaces(clock, silentLog, notes);
  assert.equal((await paces.enter(used(daily), asking('m1'), never)).kind, 'go');
  await paces.close();
});

test('an account that comes back to this node is read anew, and what another sent by it counts', async () => {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const terms = { here: 1, there: 0 };
  const daily = connector({ pace: { messagesPerMinute: 600, concurrent: 3, recipientsPerDay: 2 } });
  const here = new UpstreamPaces(clock, silentLog, notes, () => terms.here);
  const there = new UpstreamPaces(clock, silentLog, notes, () => terms.there);
  const sendBy = async (paces: UpstreamPaces, mail: string): Promise<string> => {
    const turn = await paces.enter(used(daily), asking(mail), never);
    if (turn.kind === 'go') turn.leave(1);
    await clock.advance(3_000);
    return turn.kind === 'go' ? 'sent' : turn.why;
  };
  assert.equal(await sendBy(here, 'm1'), 'sent');
  Object.assign(terms, { here: 0, there: 1 });
  assert.equal(await sendBy(there, 'm2'), 'sent');
  Object.assign(terms, { here: 2, there: 0 });
  assert.equal(await sendBy(here, 'm3'), 'day-full');
  await Promise.all([here.close(), there.close()]);
});
