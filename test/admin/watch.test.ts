/** An open watch against its sign-in, which may end before it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { organization } from '../../lab/houses/test-house.ts';
import { bounds } from '../../src/base/bounds.ts';
import type { LiveEvent } from '../../src/mail/doors/live-session.ts';

const line: LiveEvent = { kind: 'line', at: 1, sessionId: 'S', text: 'C: QUIT' } as never;

const ORGANIZATIONS = ['Ants', 'Bees', 'Crows'];

interface WatchedAdmin extends TestAdmin {
  readonly clock: ManualClock;
  /** Of each stream that is open, what it hears by. */
  readonly hearers: Set<(event: LiveEvent) => void>;
}

async function openWatched(): Promise<WatchedAdmin> {
  const clock = createManualClock();
  const hearers = new Set<(event: LiveEvent) => void>();
  const t = await openTestAdmin({
    objects: ORGANIZATIONS.map((name) => organization({ id: name.slice(0, 1) as never, name })),
    over: {
      clock,
      watch: (_, hear) => {
        hearers.add(hear);
        return { stop: () => void hearers.delete(hear) };
      },
    },
  });
  return { ...t, clock, hearers };
}

const tokenOf = async (t: TestAdmin, name: string, more: object = {}): Promise<string> => {
  const body = { name, role: 'reader', organizations: ['Ants'], ...more };
  return (await t.ask('POST', '/api/v1/tokens', body)).body.token;
};

/** Real time, for what comes and goes by sockets. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 10)))
    assert.ok(Date.now() < end, what);
}

const hear = (t: WatchedAdmin): void => t.hearers.forEach((tell) => tell(line));

test('a watch ends soon after its token was removed, and others go on', async () => {
  await using t = await openWatched();
  const removed = t.askTcp('GET', '/api/v1/watch', { token: await tokenOf(t, 'gone') });
  const kept = t.askTcp('GET', '/api/v1/watch?seconds=60', { token: await tokenOf(t, 'kept') });
  const local = t.ask('GET', '/api/v1/watch?seconds=60');
  await until('all watch', () => t.hearers.size === 3);
  await t.clock.advance(10_000);
  assert.equal(t.hearers.size, 3);
  assert.equal((await t.ask('DELETE', '/api/v1/tokens/gone')).status, 204);
  // Another one of that name is another sign-in.
  await tokenOf(t, 'gone');
  await t.clock.advance(10_000);
  await until('the one is over', () => t.hearers.size === 2);
  hear(t);
  assert.doesNotMatch((await removed).text, /QUIT/u);
  await t.clock.advance(40_000);
  for (const { text } of [await kept, await local]) assert.match(text, /QUIT/u);
});

test('a watch ends when its token expires, whatever it asked for', async () => {
  await using t = await openWatched();
  const token = await tokenOf(t, 'short', { expires: t.clock.now() + 7_000 });
  const watching = t.askTcp('GET', '/api/v1/watch?seconds=86400', { token });
  await until('it watches', () => t.hearers.size === 1);
  await t.clock.advance(6_900);
  hear(t);
  await t.clock.advance(200);
  await until('it is over', () => t.hearers.size === 0);
  assert.match((await watching).text, /QUIT/u);
});

test('a watch ends where nobody can tell whether its token still holds', async () => {
  await using t = await openWatched();
  const token = await tokenOf(t, 'portal');
  const watching = t.askTcp('GET', '/api/v1/watch', { token });
  await until('it watches', () => t.hearers.size === 1);
  const names = t.fake.store.secrets.names;
  t.fake.store.secrets.names = () => new Promise(() => {});
  await t.clock.advance(20_000);
  await until('it is over', () => t.hearers.size === 0);
  t.fake.store.secrets.names = names;
  assert.equal((await watching).status, 200);
});

test('nobody takes the places of all: one token has its share, and some are left to the local administrator', async () => {
  await using t = await openWatched();
  const { watchers, watchersOfOne, watchersOfOrganization, watchersKept } = bounds.admin;
  const open: Promise<unknown>[] = [];
  let watching = 0;
  const watch = async (how: () => Promise<unknown>): Promise<void> => {
    open.push(how());
    watching++;
    await until('it watches', () => t.hearers.size === watching);
  };
  const refused = async (token: string): Promise<object> => {
    const { status, body } = await t.askTcp('GET', '/api/v1/watch', { token });
    assert.equal(status, 429);
    return body.facts;
  };
  const greedy = await tokenOf(t, 'greedy');
  const take = (token: string) => watch(() => t.askTcp('GET', '/api/v1/watch?seconds=60', { token }));
  for (let at = 0; at < watchersOfOne; at++) await take(greedy);
  assert.deepEqual(await refused(greedy), { of: 'caller', most: watchersOfOne });
  const of = (name: string) => ({ organizations: [name] });
  while (watching < watchersOfOrganization) await take(await tokenOf(t, `ant-${watching}`));
  const ofBoth = await tokenOf(t, 'of-both', { organizations: ORGANIZATIONS });
  assert.deepEqual(await refused(ofBoth), { of: 'organization', most: watchersOfOrganization });
  for (let at = 0; watching < watchers - watchersKept; at++)
    await take(await tokenOf(t, `other-${at}`, of(ORGANIZATIONS[1 + (at % 2)] ?? '')));
  const late = await tokenOf(t, 'late', of('Bees'));
  assert.deepEqual(await refused(late), { of: 'server', most: watchers - watchersKept });
  for (let at = 0; at < watchersKept; at++) await watch(() => t.ask('GET', '/api/v1/watch?seconds=60'));
  assert.equal((await t.ask('GET', '/api/v1/watch')).status, 429);
  await t.clock.advance(60_000);
  await Promise.all(open);
  await until('all are over', () => t.hearers.size === 0);
  watching = 0;
  for (let at = 0; at < watchersOfOne; at++) await take(greedy);
  await t.clock.advance(60_000);
  await Promise.all(open);
});
