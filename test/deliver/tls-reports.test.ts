import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { before, test } from 'node:test';
import { delivery, message, openRoom, type RoomOptions, summary, viaMx } from '../../lab/houses/delivery-house.ts';
import { domain, organization } from '../../lab/houses/test-house.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { byMailauth } from '../../lab/peers/dkim-verifiers.ts';
import { type Authority, type Certificate, createAuthority } from '../../lab/peers/certificates.ts';
import { type DeskAnswer, openDesk } from '../../lab/peers/http-desk.ts';
import { npmSink, scriptedSink } from '../../lab/peers/sinks.ts';
import { createFakeNotes } from '../../lab/stores/fake-notes.ts';
import type { DeliveryOptions } from '../../src/deliver/delivery-options.ts';
import type { ObjectId } from '../../src/base/id.ts';
import { dkimSecret } from '../../src/directory/dkim-keys.ts';
import type { DkimKey } from '../../src/directory/objects.ts';
import type { NewMessage, NoteStore } from '../../src/store/store.ts';

let authority: Authority;
let good: Certificate;
let wrong: Certificate;

before(async () => {
  authority = await createAuthority();
  good = await authority.issue(['mail.d.test', 'mta-sts.d.test', 'reports.d.test']);
  wrong = await authority.issue(['other.test']);
});

const policy = (mode: string): DeskAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  text: `version: STSv1\nmode: ${mode}\nmx: mail.d.test\nmax_age: 864000\n`,
});

interface Node {
  readonly clock: ManualClock;
  readonly notes: NoteStore;
  readonly accepted: NewMessage[];
  readonly mx: number;
  readonly policy: number;
  readonly wanted?: string;
  readonly send?: 'failures' | 'all';
  readonly more?: Pick<RoomOptions, 'objects' | 'secrets'>;
}

/** One of the nodes that share notes and clock. */
function node({ clock, notes, accepted, mx, policy, wanted = 'mailto:tls@d.test', send = 'failures', more }: Node) {
  const spool = { accept: (one: NewMessage) => Promise.resolve(void accepted.push(one)) };
  const parts = {
    notes,
    mxPort: mx,
    mtaStsPort: policy,
    extraAuthorities: [authority.cert],
    store: { spool: spool as unknown as DeliveryOptions['store']['spool'] },
    settings: {
      hostName: 'us.example',
      egressAddresses: [],
      outboundBind: { ipv4: null, ipv6: null },
      dataDirectory: '/nowhere',
      isOwnEndpoint: () => false,
      isOwnName: () => false,
      tlsReports: { contact: 'tls@us.example', send },
    },
  };
  const zone = `
    d.test MX 10 mail.d.test
    mail.d.test A 127.0.0.1
    mta-sts.d.test A 127.0.0.1
    reports.d.test A 127.0.0.1
    _mta-sts.d.test TXT "v=STSv1; id=1;"
    _smtp._tls.d.test TXT "v=TLSRPTv1; rua=${wanted}"`;
  return openRoom({ clock, zone, delivery: parts, ...more });
}

const DAY = 86_400_000;

/** A clock at noon of a day near the one that certificates are of. */
const noon = (): ManualClock => createManualClock(Math.floor(Date.now() / DAY) * DAY + DAY / 2);

const sinkWith = ({ cert, key }: Certificate) => npmSink({ disabledCommands: ['AUTH'], cert, key });

test('a day with three failures and five successes, on several nodes, is reported once, by mail, in the form of RFC 8460', async () => {
  const clock = noon();
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const common = { clock, notes: createFakeNotes(), accepted: [] as NewMessage[] };
  await using desk = await openDesk(() => policy('testing'), { certificate: good });
  await using right = await sinkWith(good);
  await using stranger = await sinkWith(wrong);
  await using clear = await scriptedSink();
  const session = async (mx: number): Promise<void> => {
    await using room = await node({ ...common, mx, policy: desk.port });
    assert.equal(summary(await room.one(delivery(viaMx, ['x@d.test']))), 'relayed 2.0.0');
  };
  for (const { port } of [right, stranger, right, right, clear, stranger, right, right]) await session(port);

  await using one = await node({ ...common, mx: clear.port, policy: desk.port });
  await using other = await node({ ...common, mx: clear.port, policy: desk.port });
  await one.room.sendTlsReports();
  assert.equal(common.accepted.length, 0, 'the day is not over');
  await clock.advance(DAY / 2 + 3_600_000);
  await Promise.all([one.room.sendTlsReports(), other.room.sendTlsReports()]);
  assert.equal(common.accepted.length, 1);
  const [report] = common.accepted;
  assert.ok(report?.content.kind === 'inline');
  assert.equal(report.reversePath, null);
  assert.deepEqual(
    report.recipients.map(({ address, notify }) => [`${address.local}@${address.domain}`, notify]),
    [['tls@d.test', 'never']],
  );
  const text = Buffer.from(report.content.bytes).toString('latin1');
  for (const field of [
    /^From: Doorpost <tls@us\.example>\r$/mu,
    /^TLS-Report-Domain: d\.test\r$/mu,
    /^TLS-Report-Submitter: us\.example\r$/mu,
    /^TLS-Required: No\r$/mu,
    /^Content-Type: multipart\/report; report-type="tlsrpt"; boundary=/mu,
    /^Content-Type: application\/tlsrpt\+gzip\r$/mu,
    /^Subject: Report Domain: d\.test Submitter: us\.example Report-ID: <[^>]+>\r$/mu,
  ])
    assert.match(text, field);
  assert.ok(text.split('\r\n').every((line) => line.length <= 998));
  const base64 =
    /filename="us\.example!d\.test![0-9]+![0-9]+![^"]+\.json\.gz"\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/u.exec(text)?.[1];
  const json = JSON.parse(gunzipSync(Buffer.from(base64 ?? '', 'base64')).toString()) as {
    readonly 'date-range': object;
    readonly policies: readonly {
      readonly policy: object;
      readonly summary: object;
      readonly 'failure-details': object[];
    }[];
  };
  assert.deepEqual(json['date-range'], { 'start-datetime': `${day}T00:00:00Z`, 'end-datetime': `${day}T23:59:59Z` });
  const [sts, ...more] = json.policies;
  assert.equal(more.length, 0);
  assert.deepEqual(sts?.policy, {
    'policy-type': 'sts',
    'policy-string': ['version: STSv1', 'mode: testing', 'mx: mail.d.test', 'max_age: 864000'],
    'policy-domain': 'd.test',
    'mx-host': ['mail.d.test'],
  });
  assert.deepEqual(sts?.summary, { 'total-successful-session-count': 5, 'total-failure-session-count': 3 });
  const place = { 'sending-mta-ip': '127.0.0.1', 'receiving-mx-hostname': 'mail.d.test', 'receiving-ip': '127.0.0.1' };
  assert.deepEqual(sts?.['failure-details'], [
    { 'result-type': 'certificate-host-mismatch', ...place, 'failed-session-count': 2 },
    { 'result-type': 'starttls-not-supported', ...place, 'failed-session-count': 1 },
  ]);

  // The report's own way is by no demand, and counts nowhere: there is none about it the next day.
  const own = delivery(
    viaMx,
    ['tls@d.test'],
    message(report.content.bytes, { header: report.header, reversePath: null }),
  );
  assert.equal(summary(await one.one(own)), 'relayed 2.0.0');
  await clock.advance(DAY);
  await one.room.sendTlsReports();
  assert.equal(common.accepted.length, 1);
});

test('a report is signed by the key of its contact’s domain, with the fields that say whose report it is', async () => {
  const clock = noon();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const key: DkimKey = {
    ...{ kind: 'dkim-key', id: 'K' as ObjectId, organizationId: 'org' as ObjectId, domain: 'us.example' },
    ...{ selector: 's1', algorithm: 'rsa-sha256', state: 'active', publicKey: spki, createdAt: 0, since: 0 },
  };
  const accepted: NewMessage[] = [];
  await using desk = await openDesk(() => policy('testing'), { certificate: good });
  await using clear = await scriptedSink();
  await using room = await node({
    ...{ clock, notes: createFakeNotes(), accepted, mx: clear.port, policy: desk.port },
    more: {
      objects: [organization(), domain('us.example'), key],
      secrets: { [dkimSecret(key.id)]: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    },
  });
  await room.one(delivery(viaMx, ['x@d.test']));
  await clock.advance(DAY / 2 + 3_600_000);
  await room.room.sendTlsReports();
  const [report] = accepted;
  assert.ok(report?.content.kind === 'inline');
  const { header, ingress, organizationId } = report;
  const sent = message(report.content.bytes, { header, ingress, organizationId, reversePath: null });
  assert.equal(summary(await room.one(delivery(viaMx, ['tls@d.test'], sent))), 'relayed 2.0.0');
  const arrived = clear.contents.at(-1) ?? '';
  assert.match(arrived, /h=[^;]*TLS-Report-Domain[^;]*TLS-Report-Submitter/isu);
  const record = { 's1._domainkey.us.example': `v=DKIM1; k=rsa; p=${spki}` };
  assert.deepEqual(await byMailauth(Buffer.from(arrived, 'latin1'), record), ['pass']);
});

test('a failure before any session is reported too, and a day without one only where that is set', async () => {
  const clock = noon();
  for (const [mode, send, expected] of [
    ['enforce', 'failures', ['validation-failure']],
    ['broken', 'failures', ['sts-policy-fetch-error']],
    ['testing', 'failures', null],
    ['testing', 'all', []],
  ] as const) {
    const accepted: NewMessage[] = [];
    await using sink = await sinkWith(good);
    const elsewhere = policy('enforce') as { readonly text: string };
    const answers: Record<string, DeskAnswer> = {
      enforce: {
        ...(elsewhere as object),
        status: 200,
        headers: { 'content-type': 'text/plain' },
        text: elsewhere.text.replace('mail.d.test', 'mx.other.test'),
      },
      broken: { status: 500 },
      testing: policy('testing'),
    };
    await using desk = await openDesk(() => answers[mode] ?? { status: 404 }, { certificate: good });
    await using room = await node({
      clock,
      notes: createFakeNotes(),
      accepted,
      mx: sink.port,
      policy: desk.port,
      send,
    });
    await room.one(delivery(viaMx, ['x@d.test']));
    await clock.advance(DAY);
    await room.room.sendTlsReports();
    assert.equal(accepted.length, expected === null ? 0 : 1, mode);
    const content = accepted[0]?.content;
    if (expected === null || content?.kind !== 'inline') continue;
    const base64 = /\.json\.gz"\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/u.exec(
      Buffer.from(content.bytes).toString('latin1'),
    )?.[1];
    const json = gunzipSync(Buffer.from(base64 ?? '', 'base64')).toString();
    assert.deepEqual(
      [...json.matchAll(/"result-type":"([^"]+)"/gu)].map(([, type]) => type),
      expected,
    );
  }
});

test('where a domain wants its report by HTTPS it is handed over there; who wants none gets none', async () => {
  const clock = noon();
  const accepted: NewMessage[] = [];
  const certificate = good;
  await using sink = await sinkWith(wrong);
  await using desk = await openDesk(({ path }) => (path === '/tls' ? { status: 201 } : policy('testing')), {
    certificate,
  });
  for (const wanted of [`https://reports.d.test:${desk.port}/tls`, 'ftp://x']) {
    await using room = await node({
      clock,
      notes: createFakeNotes(),
      accepted,
      mx: sink.port,
      policy: desk.port,
      wanted,
    });
    await room.one(delivery(viaMx, ['x@d.test']));
    await clock.advance(DAY);
    await room.room.sendTlsReports();
  }
  assert.equal(accepted.length, 0);
  const posted = desk.requests.filter(({ method }) => method === 'POST');
  assert.equal(posted.length, 1);
  assert.equal(posted[0]?.headers['content-type'], 'application/tlsrpt+gzip');
  assert.match(gunzipSync(posted[0]?.body ?? Buffer.alloc(0)).toString(), /"policy-domain":"d\.test"/u);
});

test('reports go out at night by themselves, and nothing is counted where nobody is to be told', async () => {
  const clock = noon();
  const common = { clock, notes: createFakeNotes(), accepted: [] as NewMessage[] };
  await using sink = await sinkWith(wrong);
  await using desk = await openDesk(() => policy('testing'), { certificate: good });
  await using room = await node({ ...common, mx: sink.port, policy: desk.port });
  const stop = room.room.followPolicies();
  await room.one(delivery(viaMx, ['x@d.test']));
  await clock.advance(DAY / 2 + 4 * 60_000);
  assert.equal(common.accepted.length, 0, 'before five past midnight');
  for (let turn = 0; turn < 48 && common.accepted.length === 0; turn++) {
    await clock.advance(300_000);
    // What is signed and packed has real work to do.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(common.accepted.length, 1);
  await stop();
  const notes = createFakeNotes();
  await using silent = await openRoom({
    zone: 'd.test MX 10 mail.d.test\nmail.d.test A 127.0.0.1\n_mta-sts.d.test TXT "v=STSv1; id=1;"\nmta-sts.d.test A 127.0.0.1',
    delivery: { notes, mxPort: sink.port, mtaStsPort: desk.port, extraAuthorities: [authority.cert] },
  });
  await silent.one(delivery(viaMx, ['x@d.test']));
  await silent.room.close();
  assert.deepEqual(await notes.all('tls-result'), []);
});
