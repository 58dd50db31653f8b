import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import { type DayResult, type Failures, merged } from './day-result.ts';
import { reportFileName, reportJson, reportTargets } from './report.ts';

const failures = (fault: Failures['fault'], count: number, more: Partial<Failures> = {}): Failures => ({
  fault,
  sendingIp: null,
  mxHost: null,
  receivingIp: null,
  count,
  ...more,
});

const result: DayResult = [
  {
    type: 'sts',
    strings: ['version: STSv1', 'mode: testing', 'mx: *.mail.company-y.example', 'max_age: 86400'],
    mx: ['*.mail.company-y.example'],
    successes: 5_326,
    failures: [
      failures('certificate-expired', 100, {
        sendingIp: '2001:db8:abcd:0012::1',
        mxHost: 'mx1.mail.company-y.example',
      }),
      failures('starttls-not-supported', 200, {
        sendingIp: '2001:db8:abcd:0013::1',
        mxHost: 'mx2.mail.company-y.example',
        receivingIp: '203.0.113.56',
      }),
      failures('validation-failure', 3, {
        sendingIp: '198.51.100.62',
        mxHost: 'mx-backup.mail.company-y.example',
        receivingIp: '203.0.113.58',
      }),
    ],
  },
];

const facts = {
  domain: 'company-y.example',
  day: '2016-04-01',
  organization: 'Company-X',
  contact: 'sts-reporting@company-x.example',
  id: '5065427c-23d3-47ca-b6e0-946ea0e8c4be',
  result,
};

test('the JSON is that of RFC 8460, appendix B, but for what nobody here can know', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(reportJson(facts))), {
    'organization-name': 'Company-X',
    'date-range': { 'start-datetime': '2016-04-01T00:00:00Z', 'end-datetime': '2016-04-01T23:59:59Z' },
    'contact-info': 'sts-reporting@company-x.example',
    'report-id': '5065427c-23d3-47ca-b6e0-946ea0e8c4be',
    policies: [
      {
        policy: {
          'policy-type': 'sts',
          'policy-string': ['version: STSv1', 'mode: testing', 'mx: *.mail.company-y.example', 'max_age: 86400'],
          'policy-domain': 'company-y.example',
          'mx-host': ['*.mail.company-y.example'],
        },
        summary: { 'total-successful-session-count': 5_326, 'total-failure-session-count': 303 },
        'failure-details': [
          {
            'result-type': 'certificate-expired',
            'sending-mta-ip': '2001:db8:abcd:0012::1',
            'receiving-mx-hostname': 'mx1.mail.company-y.example',
            'failed-session-count': 100,
          },
          {
            'result-type': 'starttls-not-supported',
            'sending-mta-ip': '2001:db8:abcd:0013::1',
            'receiving-mx-hostname': 'mx2.mail.company-y.example',
            'receiving-ip': '203.0.113.56',
            'failed-session-count': 200,
          },
          {
            'result-type': 'validation-failure',
            'sending-mta-ip': '198.51.100.62',
            'receiving-mx-hostname': 'mx-backup.mail.company-y.example',
            'receiving-ip': '203.0.113.58',
            'failed-session-count': 3,
          },
        ],
      },
    ],
  });
  const name = 'mail.x.example!company-y.example!1459468800!1459555199!5065427c-23d3-47ca-b6e0-946ea0e8c4be.json.gz';
  assert.equal(reportFileName(facts, 'mail.x.example'), name);
});

test('a record names where reports are wanted, mail and HTTPS, a bounded number of them', () => {
  assert.deepEqual(reportTargets(['v=TLSRPTv1; rua=mailto:reports@example.com']), [
    { kind: 'mail', address: 'reports@example.com' },
  ]);
  assert.deepEqual(
    reportTargets(['v=spf1 -all', 'v=TLSRPTv1;rua=https://r.example/v1?a=b , mailto:a%2Bb@example.com;']),
    [
      { kind: 'https', url: 'https://r.example/v1?a=b' },
      { kind: 'mail', address: 'a+b@example.com' },
    ],
  );
  const many = Array.from({ length: 10 }, (_, index) => `mailto:r${index}@example.com`).join(',');
  assert.equal(reportTargets([`v=TLSRPTv1; rua=${many}`]).length, bounds.deliver.tlsReportTargets);
  for (const records of [
    [],
    ['v=TLSRPTv1; rua=mailto:a@x.test', 'v=TLSRPTv1; rua=mailto:b@x.test'],
    ['v=TLSRPTv2; rua=mailto:a@x.test'],
    ['v=TLSRPTv1;'],
    ['v=TLSRPTv1; rua=http://x.test/'],
    ['v=TLSRPTv1; rua=mailto:%0d%0aBcc:x@x.test'],
    ['v=TLSRPTv1; rua=mailto:no address'],
    ['v=TLSRPTv1; rua=mailto:%ff@x.test'],
  ])
    assert.deepEqual(reportTargets(records), [], records.join());
});

test('counts of several nodes and hours become one, with a bounded number of places', () => {
  const one: DayResult = [
    { type: 'sts', strings: ['a'], mx: ['m'], successes: 5, failures: [failures('validation-failure', 1)] },
  ];
  const other: DayResult = [
    { type: 'sts', strings: [], mx: [], successes: 0, failures: [failures('validation-failure', 2)] },
    { type: 'tlsa', strings: ['3 1 1 aa'], mx: ['m'], successes: 1, failures: [] },
  ];
  assert.deepEqual(merged(one, other), [
    { type: 'sts', strings: ['a'], mx: ['m'], successes: 5, failures: [failures('validation-failure', 3)] },
    other[1],
  ]);
  let all: DayResult = [];
  for (let index = 0; index < bounds.deliver.tlsFailureKinds + 50; index++)
    all = merged(all, [
      {
        type: 'sts',
        strings: [],
        mx: [],
        successes: 0,
        failures: [failures('validation-failure', 1, { mxHost: `m${index}` })],
      },
    ]);
  assert.equal(all[0]?.failures.length, bounds.deliver.tlsFailureKinds + 1);
  assert.equal(all[0]?.failures.at(-1)?.count, 50);
});
