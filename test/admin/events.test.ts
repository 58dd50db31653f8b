/** Hints: who hears of what, how often, and until when. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import { eventRoutes } from '../../src/admin/api/events.ts';
import { bounds } from '../../src/base/bounds.ts';
import type { ObjectId } from '../../src/base/id.ts';
import type { HintKind } from '../../src/mail/doors/hints.ts';
import type { TroubledUpstream } from '../../src/mail/doors/upstreams.ts';
import { untried } from '../../src/mail/delivery.ts';
import { acceptedOf, type Observation } from '../../src/mail/observation.ts';
import { recipient, sample, sessionRecord } from '../../src/store/contract/samples.ts';
import type { RaisedAlarm } from '../../src/policy/alarms/alarm-telling.ts';
import type { AdminOptions } from '../../src/admin/context.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { domain, organization } from '../../lab/houses/test-house.ts';
import { troubled } from '../../lab/troubled-upstream.ts';

const ANTS = 'A' as ObjectId;
const BEES = 'B' as ObjectId;

interface Hearing {
  /** Kinds since it was last asked. */
  taken(): readonly string[];
  readonly text: string;
  readonly isOver: boolean;
  pause(): void;
  go(): void;
  leave(): void;
}

interface HeardAdmin extends TestAdmin {
  readonly clock: ManualClock;
  readonly raised: RaisedAlarm[];
  readonly troubles: TroubledUpstream[];
  hear(token: string): Promise<Hearing>;
}

async function openHeard(over: Partial<AdminOptions> = {}): Promise<HeardAdmin> {
  const clock = createManualClock();
  const raised: RaisedAlarm[] = [];
  const troubles: HeardAdmin['troubles'] = [];
  const t = await openTestAdmin({
    objects: [
      organization({ id: ANTS, name: 'Ants' }),
      organization({ id: BEES, name: 'Bees' }),
      domain('bees.test', { id: 'DB' as ObjectId, organizationId: BEES }),
    ],
    over: {
      clock,
      upstreamStatus: () => troubles,
      alarms: {
        list: () => raised,
        acknowledge: async () => false,
        test: async () => [],
        upstreamExpiries: () => [],
      },
      ...over,
    },
  });
  const port = t.admin.listening().find((point) => point.port !== null)?.port ?? 0;
  const heard: Hearing[] = [];
  return {
    ...t,
    clock,
    raised,
    troubles,
    async hear(token) {
      const one = await hearing(port, token);
      heard.push(one);
      return one;
    },
    async [Symbol.asyncDispose]() {
      for (const one of heard) one.leave();
      await t[Symbol.asyncDispose]();
    },
  };
}

function hearing(port: number, token: string): Promise<Hearing> {
  const { promise, resolve, reject } = Promise.withResolvers<Hearing>();
  const headers = { authorization: `Bearer ${token}` };
  const asking = request({ host: '127.0.0.1', port, path: '/api/v1/events', headers }, (answer) => {
    let text = '';
    let seen = 0;
    let isOver = false;
    answer.setEncoding('utf8');
    answer.on('data', (part: string) => {
      text += part;
    });
    answer.once('close', () => {
      isOver = true;
    });
    if (answer.statusCode !== 200) reject(new Error(String(answer.statusCode)));
    resolve({
      taken() {
        const fresh = text.slice(seen);
        seen = text.length;
        return [...fresh.matchAll(/^event: (\w+)$/gmu)].map(([, kind = '']) => kind);
      },
      get text() {
        return text;
      },
      get isOver() {
        return isOver;
      },
      pause: () => void answer.pause(),
      go: () => void answer.resume(),
      leave: () => void asking.destroy(),
    });
  });
  asking.once('error', reject).end();
  return promise;
}

let tokens = 0;
async function tokenOf(t: TestAdmin, organizations: readonly string[]): Promise<string> {
  const role = organizations.length === 0 ? 'global-administrator' : 'reader';
  return (await t.ask('POST', '/api/v1/tokens', { name: `t${++tokens}`, role, organizations })).body.token;
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 5)))
    assert.ok(Date.now() < end, what);
}

/** Kinds that each heard in a second, when the last has heard something. */
async function second(t: HeardAdmin, last: Hearing, ...others: readonly Hearing[]): Promise<readonly string[][]> {
  const before = last.text.length;
  await t.clock.advance(1_000);
  await until('a hint came', () => last.text.length > before);
  return [...others, last].map((each) => [...each.taken()].sort());
}

const accepted = (organizationId: ObjectId | null) => acceptedOf({ ...sample({ organizationId }), events: [] });

const settled = (organizationId: ObjectId, via: readonly string[] = []): Observation => ({
  kind: 'settled',
  message: sample({ organizationId }),
  lane: 'mx:example.test',
  recipients: [{ ...untried(0, recipient('ann@example.test')), via }],
  events: [],
  at: 0,
  tookMs: null,
});

const session = (...owners: readonly (ObjectId | null)[]): Observation => ({
  kind: 'session',
  record: sessionRecord({
    refusals: owners.map((organizationId, n) => ({
      ...{ reference: `S-${n}`, at: 0, reply: '550 no', cause: 'no', stage: 'rcpt', sender: null, recipient: null },
      organizationId,
    })),
  }),
});

const alarmOf = (organizationId: ObjectId, key: string) =>
  ({ alarm: { key, organizationId, stage: 1 }, toldAt: null, acknowledged: null }) as unknown as RaisedAlarm;

async function three(t: HeardAdmin) {
  const ants = await t.hear(await tokenOf(t, ['Ants']));
  const bees = await t.hear(await tokenOf(t, ['Bees']));
  const all = await t.hear(await tokenOf(t, []));
  await until('all hear', () => [ants, bees, all].every(({ text }) => text.includes('directory')));
  for (const each of [ants, bees, all]) assert.deepEqual(each.taken(), ['directory']);
  return { ants, bees, all };
}

test('each hears of its own organizations alone, once a second, of all that came together', async () => {
  await using t = await openHeard();
  const { ants, bees, all } = await three(t);
  for (let n = 0; n < 500; n++) t.admin.observe(accepted(ANTS));
  assert.deepEqual(await second(t, all, ants, bees), [['queue', 'trace'], [], ['queue', 'trace']]);
  t.admin.observe(session(BEES));
  assert.deepEqual(await second(t, all, ants, bees), [[], ['trace'], ['trace']]);
  t.admin.observe(session(null));
  assert.deepEqual(await second(t, all, ants, bees), [[], [], ['trace']]);
  // The group is the bees': so are the rows of its members.
  t.admin.observe(settled(ANTS, ['all@bees.test']));
  assert.deepEqual(await second(t, bees, ants, all), [
    ['queue', 'trace'],
    ['queue', 'trace'],
    ['queue', 'trace'],
  ]);
});

test('of alarms and troubles of others there is no hint, and none where nothing is another', async () => {
  await using t = await openHeard();
  const { ants, bees, all } = await three(t);
  t.raised.push(alarmOf(BEES, 'bees'));
  t.admin.observe({ kind: 'alarm', alarm: t.raised[0]!.alarm });
  assert.deepEqual(await second(t, all, ants, bees), [[], ['alarms'], ['alarms']]);
  t.admin.observe({ kind: 'alarm', alarm: t.raised[0]!.alarm });
  t.troubles.push(troubled('X', 'held'));
  t.admin.observe(settled(BEES));
  assert.deepEqual(await second(t, all, ants, bees), [[], ['queue', 'trace'], ['queue', 'trace', 'upstreams']]);
});

test('a change of the directory is told to whose objects it was about, with its revision', async () => {
  await using t = await openHeard();
  const { ants, bees, all } = await three(t);
  assert.equal((await t.ask('POST', '/api/v1/devices?organization=Bees', { name: 'Copier' })).status, 201);
  assert.deepEqual(await second(t, all, ants, bees), [[], ['directory'], ['directory']]);
  assert.match(bees.text, new RegExp(`"revision":${t.directory.current.revision}\\}\\s*$`, 'u'));
});

test('an act on the queue is told to who sees all that it may have touched', async () => {
  await using t = await openHeard();
  const { ants, bees, all } = await three(t);
  const act = (organization: string) =>
    t.ask('POST', `/api/v1/queue/actions?organization=${organization}`, { verb: 'hold', selection: { all: true } });
  assert.equal((await act('Bees')).status, 200);
  assert.deepEqual(await second(t, all, ants, bees), [[], ['queue', 'trace'], ['queue', 'trace']]);
  assert.equal((await act('*')).status, 200);
  assert.deepEqual(await second(t, all, ants, bees), [[], [], ['queue', 'trace']]);
});

test('who signs out hears so and the stream ends; it ends with the token, too', async () => {
  await using t = await openHeard();
  const token = await tokenOf(t, ['Ants']);
  const name = `t${tokens}`;
  const heard = await t.hear(token);
  await t.clock.advance(10_000);
  await until('it goes on', () => heard.text.includes(': still here'));
  assert.equal((await t.ask('DELETE', `/api/v1/tokens/${name}`)).status, 204);
  await t.clock.advance(10_000);
  await until('it is over', () => heard.isOver);
  assert.equal(heard.taken().at(-1), 'me');
  const body = { name: 'short', role: 'reader', organizations: ['Ants'], expires: t.clock.now() + 5_000 };
  const short = await t.hear((await t.ask('POST', '/api/v1/tokens', body)).body.token);
  await t.clock.advance(5_000);
  await until('it is over', () => short.isOver);
});

test('of a listener that is too slow each kind waits once, and is told when there is room', async () => {
  let tell: (kinds: ReadonlySet<HintKind>) => void = () => assert.fail('nobody listens');
  const room = {
    clock: createManualClock(),
    directory: { current: { revision: 7 } },
    hearers: { take: () => () => {} },
    hints: { hear: (_: null, told: typeof tell) => ((tell = told), () => {}) },
    alarms: { list: () => [] },
    devices: { strangers: () => [] },
  };
  const [events] = eventRoutes(room as never);
  const asked = { query: {}, gone: () => new AbortController().signal, caller: { expiresAt: null } };
  const stream = (await events?.act(asked as never)) as Readable;
  for (let n = 0; n < 10_000; n++) tell(new Set(['trace', 'queue']));
  const waiting = stream.readableLength;
  assert.ok(waiting >= bounds.admin.hintsWaiting && waiting < bounds.admin.hintsWaiting + 100, String(waiting));
  const last: string[] = [];
  stream.on('data', (part) => void last.push(String(part)));
  const kinds = () => last.slice(-2).map((text) => /event: (\w+)/u.exec(text)?.[1]);
  await until('each came once more', () => last.length > 1 && stream.readableLength === 0);
  assert.deepEqual(kinds().sort(), ['queue', 'trace']);
  stream.destroy();
});

test('places are bounded: of one sign-in, and of one organization', async () => {
  await using t = await openHeard();
  const { hearersOfOne, hearersOfOrganization } = bounds.admin;
  const heard: Hearing[] = [];
  const refusal = async (token: string) => (await t.askTcp('GET', '/api/v1/events', { token })).body.facts;
  const first = await tokenOf(t, ['Ants']);
  for (let at = 0; at < hearersOfOne; at++) heard.push(await t.hear(first));
  assert.deepEqual(await refusal(first), { of: 'caller', most: hearersOfOne });
  let token = first;
  while (heard.length < hearersOfOrganization) {
    if (heard.length % hearersOfOne === 0) token = await tokenOf(t, ['Ants']);
    heard.push(await t.hear(token));
  }
  const late = await tokenOf(t, ['Ants', 'Bees']);
  assert.deepEqual(await refusal(late), { of: 'organization', most: hearersOfOrganization });
  await t.hear(await tokenOf(t, ['Bees']));
});
