/** TLS reports of others (RFC 8460), by real SMTP through the whole house: those that count are seen, all are delivered. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { askAt } from '../../lab/houses/test-admin.ts';
import { domain, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { tlsReports } from '../../src/admin/contracts/tls-reports.ts';
import { silentLog } from '../../src/base/log.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
const record = `v=DKIM1; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
const zone = `
company-x.example TXT "v=spf1 ip4:127.0.0.2 -all"
_dmarc.company-x.example TXT "v=DMARC1; p=none"
k._domainkey.company-x.example TXT "${record}"
k._domainkey.other.example TXT "${record}"
own._domainkey.company-x.example TXT "${record.replace('; p=', '; s=tlsrpt; p=')}"
`;

const DAY_MS = 86_400_000;
const PATIENCE_MS = 60_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 'yyyy-mm-dd'.length);
const yesterday = dayOf(Date.now() - DAY_MS);

/** RFC 8460, appendix B, as of yesterday. */
const example = (): Example =>
  JSON.parse(
    readFileSync(new URL('../fixtures/tls-reports/appendix-b.json', import.meta.url), 'utf8').replaceAll(
      '2016-04-01',
      yesterday,
    ),
  ) as Example;

interface Example {
  'report-id': string;
  'organization-name': string;
  'date-range': { 'start-datetime': string; 'end-datetime': string };
  policies: { policy: { 'policy-domain': string }; summary: object }[];
}

interface Sent {
  readonly octets?: Uint8Array;
  readonly type?: string;
  readonly signer?: string | null;
  readonly selector?: string;
  /** Done to the message once it is signed. */
  readonly tampered?: (content: string) => string;
}

async function reportMail({
  octets = gzipSync(JSON.stringify(example())),
  type = 'application/tlsrpt+gzip',
  signer = 'company-x.example',
  selector = 'k',
  tampered = (content) => content,
}: Sent): Promise<string> {
  const text = [
    'From: TLS reports <tlsrpt@company-x.example>',
    'To: postmaster@company-y.example',
    'Subject: Report Domain: company-y.example Submitter: company-x.example Report-ID: <5065427c@company-x.example>',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'TLS-Report-Domain: company-y.example',
    'TLS-Report-Submitter: company-x.example',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type="tlsrpt";',
    '\tboundary="----=_NextPart_000_024E_01CC9B0A.AFE54C00"',
    '',
    '------=_NextPart_000_024E_01CC9B0A.AFE54C00',
    'Content-Type: text/plain; charset="us-ascii"',
    'Content-Transfer-Encoding: 7bit',
    '',
    'This is an aggregate TLS report from company-x.example',
    '',
    '------=_NextPart_000_024E_01CC9B0A.AFE54C00',
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="company-x.example!company-y.example!1459468800!1459555199.json.gz"',
    '',
    Buffer.from(octets).toString('base64').replace(/.{76}/gu, '$&\r\n'),
    '------=_NextPart_000_024E_01CC9B0A.AFE54C00--',
    '',
  ].join('\r\n');
  if (signer === null) return text;
  const { signatures } = await dkimSign(text, {
    signatureData: [{ signingDomain: signer, selector, privateKey: pem }],
  } as never);
  return tampered(signatures + text);
}

describe('a TLS report', () => {
  let house: TestHouse;
  const passedOver: string[] = [];
  before(async () => {
    house = await startTestHouse({
      overrides: {
        resolver: createZoneResolver(zone),
        log: {
          ...silentLog,
          info: (fields, message) => {
            if (message.includes('not counted')) passedOver.push((fields as { why: string }).why);
          },
        },
      },
      objects: [domain('company-y.example'), domain('unproven.example', { verified: null })],
    });
  });
  after(() => house[Symbol.asyncDispose]());

  const send = async (sent: Sent = {}): Promise<void> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.2' });
    await client.say('EHLO mail.company-x.example');
    const reply = await client.send('tlsrpt@company-x.example', ['v@ours.test'], await reportMail(sent));
    client.end();
    assert.equal(reply.code, 250, reply.text);
  };
  const heard = async (query = '') => {
    const { status, body } = await askAt(
      { socketPath: house.settings.adminSocket },
      'GET',
      `/api/v1/tls-reports${query}`,
      {},
    );
    assert.equal(status, 200);
    return tlsReports.list.answer.form.parse(body);
  };
  const heardUntil = async (count: number) => {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await heard();
      if (answer.reports.length >= count) return answer;
      assert.ok(performance.now() < until, `not counted: ${passedOver.join('; ')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  test('that of RFC 8460, appendix B, is seen by API, command and the health of its domain, and delivered', async () => {
    await send();
    const { reports, domains } = await heardUntil(1);
    const [report, ...more] = reports;
    assert.equal(more.length, 0);
    assert.ok(report !== undefined);
    assert.deepEqual(
      [report.reporter, report.organizationName, report.reportId, report.contact, dayOf(report.from)],
      [
        'company-x.example',
        'Company-X',
        '5065427c-23d3-47ca-b6e0-946ea0e8c4be',
        'sts-reporting@company-x.example',
        yesterday,
      ],
    );
    assert.deepEqual(report.policies, [
      {
        ...{ domain: 'company-y.example', type: 'sts', successes: 5_326, failed: 303 },
        failures: [
          {
            ...{ result: 'starttls-not-supported', sessions: 200, sendingIp: '2001:db8:abcd:0013::1' },
            ...{ mxHost: 'mx2.mail.company-y.example', receivingIp: '203.0.113.56' },
          },
          {
            ...{ result: 'certificate-expired', sessions: 100, sendingIp: '2001:db8:abcd:0012::1' },
            ...{ mxHost: 'mx1.mail.company-y.example', receivingIp: null },
          },
          {
            ...{ result: 'validation-failure', sessions: 3, sendingIp: '198.51.100.62' },
            ...{ mxHost: 'mx-backup.mail.company-y.example', receivingIp: '203.0.113.58' },
          },
        ],
      },
    ]);
    assert.deepEqual(
      domains.map(({ domain: name, reporters, reports: count, failed }) => [name, reporters, count, failed]),
      [['company-y.example', 1, 1, 303]],
    );
    await house.traced({ queueId: report.queueId as never, status: ['Delivered'] });
    const run = shellIn(house.folder);
    const told = await done(run, 'protection', 'tls-reports', '--failures');
    assert.match(told, /company-y\.example: 1 report, 5326 sessions as it should be, 303 failed/u);
    assert.match(told, /company-x\.example .*starttls-not-supported/u);
    assert.match(await done(run, 'domain', 'health', 'company-y.example'), /not checked yet/u);
    const { body } = await askAt(
      { socketPath: house.settings.adminSocket },
      'GET',
      '/api/v1/domains/company-y.example/health',
      {},
    );
    assert.deepEqual([body.tls.reports, body.tls.successes, body.tls.failed], [1, 5_326, 303]);
    assert.equal((await heard('?domain=ours.test')).reports.length, 0);
  });

  test('a key that serves TLS reports alone counts for the report, and not for its mail', async () => {
    await send({
      octets: gzipSync(JSON.stringify({ ...example(), 'report-id': 'by another key' })),
      selector: 'own',
    });
    const { reports } = await heardUntil(2);
    const report = reports.find(({ reportId }) => reportId === 'by another key');
    assert.equal(report?.reporter, 'company-x.example');
    const story = await house.house.store.trace.story(report.queueId as never);
    const told = story?.events.filter(({ kind }) => kind === 'Screen').map(({ text }) => text) ?? [];
    assert.match(told.join(), /dkim=neutral|dkim=permerror|dkim=fail/u);
  });

  test('what is none, or not to be believed, counts nowhere and is delivered all the same', async () => {
    const before = (await heard()).reports.length;
    const as = (change: (report: Example) => void): Uint8Array => {
      const report = example();
      change(report);
      return gzipSync(JSON.stringify(report));
    };
    const about = (name: string) => (report: Example) => {
      for (const { policy } of report.policies) policy['policy-domain'] = name;
    };
    passedOver.length = 0;
    const sent: readonly (readonly [string, Sent])[] = [
      ['it was counted before', {}],
      ['it has no valid signature of its author’s domain', { signer: null }],
      ['it has no valid signature of its author’s domain', { signer: 'other.example' }],
      [
        'it has no valid signature of its author’s domain',
        { tampered: (content) => content.replace('an aggregate', 'another aggregate') },
      ],
      ['it cannot be unpacked, or is too large', { octets: gzipSync(Buffer.alloc(64 * 1024 ** 2)) }],
      ['it cannot be unpacked, or is too large', { octets: Buffer.from('no gzip') }],
      ['it is no JSON', { octets: gzipSync('{"report-id": "x", ') }],
      ['it is no JSON', { octets: gzipSync('['.repeat(1_000_000)) }],
      ['it has not the form of a report', { octets: gzipSync('{}') }],
      ['it has not the form of a report', { octets: as((report) => (report.policies = [])) }],
      ['it has no part that is a report', { type: 'application/octet-stream' }],
      ['it is about no verified domain of the organization', { octets: as(about('foreign.example')) }],
      ['it is about no verified domain of the organization', { octets: as(about('unproven.example')) }],
      ['it is about no verified domain of the organization', { octets: as(about('evil-company-y.example')) }],
      [
        'it is about another time',
        { octets: as((report) => (report['date-range']['start-datetime'] = '2016-04-01T00:00:00Z')) },
      ],
      [
        'it is about another time',
        {
          octets: as((report) => {
            report['date-range'] = {
              'start-datetime': '2016-04-01T00:00:00Z',
              'end-datetime': '2016-04-01T23:59:59Z',
            };
          }),
        },
      ],
    ];
    for (const [, one] of sent) await send(one);
    // They are read in their order: once the last one is there, all before it were looked at.
    await send({
      octets: Buffer.from(
        JSON.stringify({ ...example(), 'report-id': 'next', policies: [...example().policies, ...foreign()] }),
      ),
      type: 'application/tlsrpt+json',
    });
    const { reports } = await heardUntil(before + 1);
    assert.equal(reports.length, before + 1);
    assert.deepEqual(passedOver.toSorted(), sent.map(([why]) => why).toSorted());
    const next = reports.find(({ reportId }) => reportId === 'next');
    assert.deepEqual(
      next?.policies.map((policy) => policy.domain),
      ['company-y.example'],
    );
    await house.traced({ recipient: 'v@ours.test', status: ['Delivered'] }, (rows) => rows.length >= sent.length + 2);
  });
});

const foreign = (): Example['policies'] =>
  example().policies.map((one) => ({ ...one, policy: { ...one.policy, 'policy-domain': 'foreign.example' } }));
