/** Destinations, verbs that are only tried out, and tables of the queue and the audit log: asked of a real house. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { askAt, type Answer } from '../../lab/houses/test-admin.ts';
import { domain, inbound, mailbox, organization, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import type { ObjectId } from '../../src/base/id.ts';
import type { FailureCause } from '../../src/mail/delivery.ts';

const SORRY = '450 4.2.1 =cmd <b>not today</b>';
const THEIRS = { organizationId: 'THEIRS0000000000' as ObjectId };

/** Two organizations whose smart hosts put all mail off; one recipient of ours is paused. */
async function waitingHouse(context: { after(undo: () => Promise<void>): void }) {
  const state = { open: false, slow: false };
  const sink = await scriptedSink({
    script: (line) => {
      if (state.slow && line.startsWith('RCPT')) return 'silence';
      return line.startsWith('RCPT') && !state.open ? SORRY : null;
    },
  });
  const house = await startTestHouse({
    objects: [
      inbound('copier', { senderAddresses: [DEVICE] }),
      smartHost('up', sink.port, { id: 'VP00000000000000' as ObjectId }),
      organization({ id: THEIRS.organizationId, name: 'Theirs' }),
      domain('theirs.test', { ...THEIRS, id: 'D0000000THE1RS00' as ObjectId }),
      mailbox('x@theirs.test', { ...THEIRS, id: 'M0000000THE1RS00' as ObjectId }),
    ],
  });
  context.after(async () => {
    await house[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
  });
  const at = { socketPath: house.settings.adminSocket };
  const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
    askAt(at, method, `/api/v1${path}`, body === undefined ? {} : { body });
  const send = async (to: readonly string[], content?: string): Promise<void> => {
    const { total: before } = (await ask('GET', '/queue?limit=1')).body as { total: number };
    await submit(house, 'copier@ours.test', to, content);
    const put = (rows: readonly { status: string }[]) => rows.length === before + to.length;
    await house.traced({ sender: 'copier@ours.test', status: ['Pending'] }, put);
  };
  const act = async (body: object, query = '') => {
    const answer = await ask('POST', `/queue/actions${query}`, body);
    assert.equal(answer.status, 200, answer.text);
    return answer.body as {
      touched: number;
      untouched: { why: string; count: number; sample: { queueId: string; recipient: string | null }[] }[];
      dryRun?: { sample: { recipient: { address: { local: string } } }[] };
    };
  };
  const reader = async (organizations: readonly string[]) => {
    const made = await ask('POST', '/tokens', { name: `reader-${organizations[0]}`, role: 'reader', organizations });
    assert.equal(made.status, 201, made.text);
    const where = { host: '127.0.0.1', port: house.port('http') };
    return (path: string) => askAt(where, 'GET', `/api/v1${path}`, { token: (made.body as { token: string }).token });
  };
  return { house, state, ask, send, act, reader };
}

test('a destination tells whose it is, how it stands, how old its mail is, and what it was told', async (context) => {
  const { ask, send, act, reader } = await waitingHouse(context);
  await send(['a@far.test', 'b@far.test']);
  const [lane] = (await ask('GET', '/queue/lanes')).body.items;
  const { way, destination, organization: owner, state, waiting, held, attempts, ages, lastReply, cause } = lane;
  assert.deepEqual(
    { way, destination, owner, state, waiting, held, attempts, lastReply, cause },
    {
      ...{ way: 'connector', destination: 'up', owner: 'ours', state: 'waiting', waiting: 2, held: 0, attempts: 1 },
      ...{ lastReply: SORRY, cause: 'mailbox-unavailable' satisfies FailureCause },
    },
  );
  assert.deepEqual(ages, { tenMinutes: 2, hour: 0, sixHours: 0, day: 0, older: 0 });
  assert.equal(lane.until, lane.nextAttemptAt);
  assert.deepEqual(lane.remedy, { act: 'retry-destination', destination: lane.laneText });
  await act({ verb: 'hold', selection: { all: true } });
  const [paused] = (await ask('GET', '/queue/lanes?organization=ours&sort=held')).body.items;
  assert.deepEqual([paused.state, paused.until, paused.held], ['paused', null, 2]);
  assert.deepEqual(paused.remedy, { act: 'release-destination', destination: lane.laneText });
  assert.deepEqual((await ask('GET', '/queue/lanes?organization=Theirs')).body.items, []);
  assert.deepEqual((await (await reader(['Theirs']))('/queue/lanes')).body.items, [], 'not their mail');
  assert.equal((await (await reader(['ours']))('/queue/lanes')).body.items[0].lastReply, SORRY);
  assert.equal((await ask('GET', '/queue/lanes?sort=colour')).status, 400);
});

test('destinations come in the order and in the pages that are asked for', async (context) => {
  const { house, ask } = await waitingHouse(context);
  await house.put(smartHost('dead', 1, { id: 'DEAD000000000000' as ObjectId, recipientDomains: ['dead.test'] }));
  await submit(house, 'copier@ours.test', ['a@far.test']);
  await submit(house, 'copier@ours.test', ['a@dead.test', 'b@dead.test']);
  await house.traced({ status: ['Pending'] }, (rows) => rows.length === 3);
  const named = async (query: string): Promise<readonly string[]> =>
    (await ask('GET', `/queue/lanes?${query}`)).body.items.map((one: { destination: string }) => one.destination);
  assert.deepEqual(await named('sort=oldest'), ['up', 'dead']);
  assert.deepEqual(await named('sort=waiting'), ['dead', 'up']);
  const { items, next } = (await ask('GET', '/queue/lanes?sort=waiting&limit=1')).body;
  assert.equal(items.length, 1);
  assert.deepEqual(await named(`sort=waiting&limit=1&after=${next}`), ['up']);
  const [dead] = (await ask('GET', '/queue/lanes?sort=waiting')).body.items;
  assert.ok(['backing-off', 'held'].includes(dead.state), dead.state);
  assert.equal(dead.cause, 'connection-failed');
  assert.ok(dead.cure);
});

test('a verb that is only tried says how many it would touch, and touches none', async (context) => {
  const { act, ask, send } = await waitingHouse(context);
  await send(['a@far.test', 'b@far.test', 'c@far.test']);
  await act({ verb: 'hold', selection: { recipient: 'c@far' } });
  const all = { all: true };
  const tried = async (verb: string, selection: object = all, more: object = {}) => {
    const { touched, untouched, dryRun } = await act({ verb, selection, ...more }, '?dryRun=true');
    return [touched, untouched.map(({ why, count }) => `${why} ${count}`), dryRun?.sample.length];
  };
  assert.deepEqual(await tried('hold'), [2, ['paused-already 1'], 2]);
  assert.deepEqual(await tried('release'), [1, ['not-paused 2'], 1]);
  assert.deepEqual(await tried('retry'), [2, ['paused 1'], 2]);
  assert.deepEqual(await tried('retry', { held: true }), [1, [], 1]);
  assert.deepEqual(await tried('release', { held: false }), [0, ['not-paused 2'], 0]);
  assert.deepEqual(await tried('bounce'), [3, [], 3]);
  assert.deepEqual(await tried('expire', { text: 'B@FAR' }), [1, [], 1]);
  assert.deepEqual(await tried('redirect', all, { to: 'v@ours.test' }), [3, [], 3]);
  const nowhere = await ask('POST', '/queue/actions?dryRun=true', { verb: 'redirect', selection: all });
  assert.equal(nowhere.status, 400, 'what could not be done is refused');
  const { entries, total } = (await ask('GET', '/queue')).body;
  assert.deepEqual([total, entries.filter(({ held }: { held: boolean }) => held).length], [3, 1]);
  const acts = (await ask('GET', '/audit?kind=queue')).body.items;
  assert.equal(acts.length, 1, 'the one that was done');
});

test('single recipients of a message are named, and what waits no more is told', async (context) => {
  const { act, ask, send } = await waitingHouse(context);
  await send(['a@far.test', 'b@far.test']);
  const [{ message }] = (await ask('GET', '/queue')).body.entries;
  const recipients = [0, 7].map((ordinal) => ({ queueId: message.queueId.toLowerCase(), ordinal }));
  const { touched, untouched } = await act({ verb: 'bounce', selection: { recipients } });
  assert.equal(touched, 1);
  assert.deepEqual(untouched, [
    { why: 'not-waiting', count: 1, sample: [{ queueId: message.queueId, recipient: null }] },
  ]);
  const left = (await ask('GET', `/queue?queueId=${message.queueId.toLowerCase()}`)).body.entries;
  assert.deepEqual(
    left.map((one: { recipient: { address: { local: string } } }) => one.recipient.address.local),
    ['b'],
  );
  const gone = await act({ verb: 'retry', selection: { queueIds: ['01NOSUCH'] } }, '?dryRun=true');
  assert.deepEqual([gone.touched, gone.untouched[0]?.why], [0, 'not-waiting']);
});

test('an attempt that is being made is left alone when mail is ended, and that is told', async (context) => {
  const { act, ask, send, state, house } = await waitingHouse(context);
  await send(['a@far.test']);
  state.slow = true;
  await act({ verb: 'retry', selection: { all: true } });
  const leased = async () => (await house.house.store.spool.list({}, { limit: 1, after: null })).entries[0]?.leased;
  for (const until = Date.now() + 20_000; (await leased()) !== true; )
    assert.ok(Date.now() < until, 'the attempt has begun');
  assert.equal((await ask('GET', '/queue/lanes')).body.items[0].state, 'active');
  for (const query of ['?dryRun=true', '']) {
    const { touched, untouched } = await act({ verb: 'bounce', selection: { all: true } }, query);
    assert.deepEqual([touched, untouched[0]?.why, untouched[0]?.sample[0]?.recipient], [0, 'under-way', 'a@far.test']);
  }
  assert.equal((await ask('GET', '/queue')).body.total, 1);
});

test('at the shell: tried first, paused for one destination, and as tables', async (context) => {
  const { house, send } = await waitingHouse(context);
  await send(['a@far.test', 'b@far.test'], 'Subject: =1+1\n\nx\n');
  const run = (...args: readonly string[]) => cli([...args, '--data', house.folder]);
  const tried = await run('queue', 'bounce', '--all', '--dry-run');
  assert.deepEqual([tried.code, tried.out], [0, 'dry run: bounce would touch 2 recipients\n'], tried.err);
  assert.match((await run('queue', 'hold', '--recipient', 'a@far')).out, /^hold: 1 recipient\n$/u);
  const retry = await run('queue', 'retry', '--all', '--dry-run');
  assert.match(retry.out, /^dry run: retry would touch 1 recipient\nleft alone: 1 recipient, paused by you/u);
  assert.match((await run('queue', 'lanes')).out, /DESTINATION +STATE.*\nconnector:up +waiting +1 +1 /u);
  const { out, code } = await run('queue', 'list', '--csv', '--recipient', 'b@far');
  assert.equal(code, 0);
  const lines = out.trim().split('\r\n');
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? '', /,copier@ours\.test,b@far\.test,'=1\+1,/u);
  const audit = await run('audit', '--csv', '--limit', '1');
  assert.match(audit.out, /^time,who,kind,[^\n]*\r\n[^\n]*,queue,hold recipientContains=a@far,/u);
  assert.notEqual((await run('audit', '--csv', '--json')).code, 0);
});

test('the queue and the audit log come as CSV: filtered, cut to the caller, and no formula in it', async (context) => {
  const { act, ask, send, reader } = await waitingHouse(context);
  await send(['a@far.test'], 'Subject: =HYPERLINK("http://evil.test")\n\nx\n');
  await send(['b@far.test'], 'Subject: <script>alert(1)</script>\n\nx\n');
  const csv = async (path: string): Promise<readonly string[]> => {
    const { status, type, text } = await ask('GET', path);
    assert.equal(status, 200, text);
    assert.equal(type, 'text/csv; charset=utf-8');
    return text.split('\r\n').filter((line) => line !== '');
  };
  const [header = '', first = '', second = '', ...more] = await csv('/queue-csv');
  assert.match(header, /^received,sender,recipient,subject,destination,/u);
  assert.match(first, /^\d{4}-\d\d-\d\dT[\d:.]+Z,copier@ours\.test,a@far\.test,"'=HYPERLINK\(""http/u);
  assert.match(second, /b@far\.test,<script>alert\(1\)<\/script>,connector:up:?,false,1,/u);
  assert.deepEqual(more, []);
  assert.equal((await csv('/queue-csv?recipient=b@far')).length, 2);
  assert.equal((await csv('/queue-csv?limit=1')).length, 2, 'it ends whole');
  assert.equal((await csv('/queue-csv?organization=Theirs')).length, 1);
  assert.equal((await (await reader(['Theirs']))('/queue-csv')).text.split('\r\n').length, 2, 'the header alone');
  await act({ verb: 'hold', selection: { sender: '=1+1' } }, '?dryRun=true');
  await act({ verb: 'hold', selection: { all: true } });
  const [titles = '', ...entries] = await csv('/audit-csv?kind=queue');
  assert.match(titles, /^time,who,kind,name,id,/u);
  assert.equal(entries.length, 1);
  assert.match(entries[0] ?? '', /^\d{4}-[^,]+Z,local:[^,]+,queue,hold everything,hold,.*"\{""touched"":2\}"/u);
  assert.equal((await csv('/audit-csv?limit=2')).length, 3);
  assert.equal((await ask('GET', '/audit-csv?organization=nobody')).status, 404);
});
