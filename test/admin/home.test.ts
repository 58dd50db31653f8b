/** What the first page asks, as the composed house answers it: for all, and for one organization. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { askAt } from '../../lab/houses/test-admin.ts';
import { DEVICES, idOf, MARK, nameOf, openSite, OWN, type RolesSite, STRANGERS } from './roles/site.ts';

let site: RolesSite;
let reader: string;

before(async () => {
  site = await openSite();
  const body = { name: 'reader', role: 'reader', organizations: [nameOf(OWN, 'organization')] };
  reader = (await whole('POST', '/tokens', body)).token;
});
after(() => site[Symbol.asyncDispose]());

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function whole(method: string, path: string, body?: unknown): Promise<any> {
  const answer = await askAt({ socketPath: site.house.settings.adminSocket }, method, `/api/v1${path}`, { body });
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function own(path: string): Promise<any> {
  const at = { host: '127.0.0.1', port: site.house.port('http') };
  const answer = await askAt(at, 'GET', `/api/v1${path}`, { token: reader });
  assert.equal(answer.status, 200, answer.text);
  assert.doesNotMatch(answer.text, MARK);
  return answer.body;
}

interface Point {
  readonly label: string | null;
  readonly outcome: string;
  readonly count: number;
  readonly bytes: number;
}

/** Summed up, for a test may run into another hour. */
function sums({ points }: { readonly points: readonly Point[] }): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { label, outcome, count } of points)
    found[`${label} ${outcome}`] = (found[`${label} ${outcome}`] ?? 0) + count;
  return found;
}

test('mail by the hour is told apart by each thing, with names, and cut to who asks', async () => {
  assert.deepEqual(sums(await whole('GET', '/series?by=way')), {
    'relay Accepted': 4,
    'relay Rejected': 2,
    'direct Rejected': 2,
  });
  const outcomes = sums(await own('/series?by=outcome'));
  assert.deepEqual(outcomes, { 'Accepted Accepted': 2, 'Delivered Delivered': 1, 'Rejected Rejected': 2 });
  const devices = await own('/series?by=device');
  assert.deepEqual(devices.labels, [{ label: idOf(OWN, 'device'), name: nameOf(OWN, 'device') }]);
  assert.ok(devices.points.every(({ bytes, outcome }: Point) => bytes > 0 === (outcome === 'Accepted')));
  const connectors = await whole('GET', '/series?by=connector&labels=1&step=day');
  assert.equal(connectors.labels.length, 1);
  assert.ok(connectors.points.some(({ label }: Point) => label === null));
  assert.deepEqual(sums(await own('/series?by=tls')), { 'none Accepted': 2, 'none Rejected': 2 });
  assert.deepEqual((await own('/series?by=way&from=2020-01-01&to=2020-01-02')).points, []);
  const { status, body } = await askAt(
    { socketPath: site.house.settings.adminSocket },
    'GET',
    '/api/v1/series?from=90d',
    {},
  );
  assert.deepEqual([status, body.facts.why], [400, 'too-many-steps']);
});

test('the first page tells in one call how it is, what is set up and what needs a person', async () => {
  const all = await whole('GET', '/summary');
  assert.equal(all.mail.last24h.accepted, 4);
  assert.equal(all.mail.last24h.refused, 4);
  assert.equal(all.mail.last24h.delivered, 2);
  assert.deepEqual(all.mail.before24h, { accepted: 0, refused: 0, delivered: 0, failed: 0, captured: 0 });
  assert.equal(all.queue.waiting, 2);
  assert.equal(all.waitingDevices, 2);
  assert.deepEqual(
    all.setUp.map(({ step, done }: { step: string; done: boolean }) => `${step} ${done}`),
    [
      'organization true',
      'domain true',
      'upstream true',
      'device-network true',
      'test-mail true',
      'alarm-address false',
      'backup false',
    ],
  );
  const mine = await own('/summary');
  assert.deepEqual([mine.mail.last24h.accepted, mine.queue.waiting, mine.waitingDevices], [2, 1, 1]);
  assert.deepEqual(mine.queue, (await whole('GET', `/summary?organization=${idOf(OWN, 'organization')}`)).queue);
  assert.equal(mine.queue.oldest.recipient, 'far@outside.test');
  assert.deepEqual(
    mine.upstreams.map(({ name }: { name: string }) => name),
    [nameOf(OWN, 'outbound-connector')],
  );
  assert.ok(mine.setUp.every(({ step }: { step: string }) => step !== 'backup'));
  const alarm = mine.setUp.find(({ step }: { step: string }) => step === 'alarm-address');
  assert.deepEqual(alarm.remedy, { act: 'name-alarm-address', organization: nameOf(OWN, 'organization') });
  const waiting = mine.needs.find(({ what }: { what: string }) => what === 'waiting-devices');
  assert.deepEqual([waiting.count, waiting.remedy.act], [1, 'see-waiting-devices']);
});

interface Group {
  readonly label: string | null;
  readonly count: number;
  readonly reference: string;
}

test('refusals are counted by one thing, the most first, with the latest of each', async () => {
  const counted = async (by: string): Promise<Record<string, number>> => {
    const { items, counted: all } = await own(`/trace/refusals?by=${by}`);
    const found = Object.fromEntries(items.map(({ label, count }: Group) => [label, count]));
    assert.equal(
      all,
      items.reduce((sum: number, { count }: Group) => sum + count, 0),
    );
    for (const { reference } of items) assert.ok((await own(`/trace/sessions/${reference}`)).sessionId);
    return found;
  };
  assert.deepEqual(await counted('code'), { '550 5.1.1': 1, '550 5.7.64': 1 });
  assert.deepEqual(await counted('address'), { [DEVICES[OWN]]: 1, [STRANGERS[OWN]]: 1 });
  assert.deepEqual(await counted('device'), { [idOf(OWN, 'device')]: 1, null: 1 });
  const causes = await counted('cause');
  assert.equal(Object.keys(causes).length, 2);
  assert.ok(!('null' in causes), JSON.stringify(causes));
  const all = await whole('GET', '/trace/refusals?by=code&top=1');
  assert.deepEqual([all.counted, all.groups, all.items.length, all.items[0].count], [4, 2, 1, 2]);
});

test('sessions are listed by address, by device, and those alone that were refused', async () => {
  const of = async (query: string): Promise<readonly string[]> =>
    (await own(`/trace/sessions?${query}`)).items.map(({ clientAddress }: { clientAddress: string }) => clientAddress);
  assert.deepEqual(await of(''), [STRANGERS[OWN], DEVICES[OWN]]);
  assert.deepEqual(await of(`address=${STRANGERS[OWN]}`), [STRANGERS[OWN]]);
  assert.deepEqual(await of(`device=${encodeURIComponent(nameOf(OWN, 'device'))}&refused=true`), [DEVICES[OWN]]);
  assert.deepEqual(await of('since=2030-01-01'), []);
  const [session] = (await own('/trace/sessions?limit=1')).items;
  assert.equal('transcript' in session, false);
});

test('the trace is searched by several senders, subject, size and next hop, and what is new is found by itself', async () => {
  const recipients = async (query: string): Promise<readonly string[]> =>
    (await whole('GET', `/trace?status=Delivered,Pending,Getting%20status&${query}`)).rows
      .map(({ recipient }: { recipient: string }) => recipient)
      .sort();
  const far = ['far@outside.test', 'far@outside.test'];
  assert.deepEqual(await recipients('recipient=far@outside.test,%20nobody@nowhere.test'), far);
  assert.equal((await recipients('sender=scan@newts.test;scan@zebra.test')).length, 4);
  assert.deepEqual(await recipients('subject=scan&subjectMatch=ends'), far);
  assert.deepEqual(await recipients('subject=newts&subjectMatch=starts'), ['bob@newts.test', 'far@outside.test']);
  assert.deepEqual(await recipients('subject=newts&subjectMatch=ends'), []);
  assert.deepEqual(await recipients('sizeOver=100000'), []);
  assert.equal((await recipients('sizeOver=10')).length, 4);
  assert.deepEqual(await recipients('remoteHost=mx.nowhere.test'), []);
  const { newest } = await whole('GET', '/trace?limit=1');
  const since = await whole('GET', `/trace?newerThan=${newest}`);
  assert.deepEqual([since.rows, since.next], [[], null]);
});

test('the audit log is searched by who, what and whose', async () => {
  const body = { name: 'Printer of the audit' };
  const added = await whole('POST', `/devices?organization=${idOf(OWN, 'organization')}`, body);
  const names = async (query: string): Promise<readonly string[]> =>
    (await own(`/audit?${query}`)).items.map(({ name }: { name: string }) => name);
  const wanted = [added.item.name, nameOf(OWN, 'device')];
  assert.deepEqual(await names('kind=device'), wanted);
  assert.deepEqual(await names(`kind=device&organization=${idOf(OWN, 'organization')}&since=1h`), wanted);
  assert.deepEqual(await names('kind=device&actor=nobody'), []);
  assert.deepEqual(await names('kind=device&since=2030-01-01'), []);
  const all = await whole('GET', `/audit?kind=device&limit=1`);
  const { actor, name } = all.items[0];
  assert.equal(name, added.item.name);
  assert.deepEqual(await names(`actor=${actor}&kind=device`), [name]);
  assert.ok(Number((await whole('GET', `/audit?kind=device&limit=1&after=${all.next}`)).items[0].n) < Number(all.next));
});
