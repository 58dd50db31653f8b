import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import { readReport } from './report-json.ts';

const policy = (over: object = {}) => ({
  policy: { 'policy-type': 'tlsa', 'policy-domain': 'MX.Ours.Test.' },
  summary: { 'total-successful-session-count': 1, 'total-failure-session-count': 2 },
  ...over,
});

const report = (over: object = {}) => ({
  'organization-name': 'Far \u202Eaway\n',
  'date-range': { 'start-datetime': '2026-11-30T00:00:00Z', 'end-datetime': '2026-11-30T23:59:59Z' },
  'contact-info': 7,
  'report-id': 'r',
  policies: [policy()],
  ...over,
});

const failure = (over: object = {}) => ({ 'result-type': 'certificate-expired', 'failed-session-count': 1, ...over });

test('names are lower case and whole, words printable; what is not said is null', () => {
  assert.deepEqual(readReport(report()), {
    ...{ id: 'r', organizationName: 'Far away', contact: null },
    ...{ from: Date.UTC(2026, 10, 30), until: Date.UTC(2026, 10, 30, 23, 59, 59) },
    policies: [{ domain: 'mx.ours.test', type: 'tlsa', successes: 1, failed: 2, failures: [] }],
  });
});

test('what lacks a part of the form, or has another in its place, is no report', () => {
  for (const json of [
    null,
    [],
    'report',
    report({ 'report-id': '' }),
    report({ 'report-id': { toString: 'x' } }),
    report({ 'organization-name': '\u0007' }),
    report({ 'date-range': { 'start-datetime': 'yesterday', 'end-datetime': '2026-11-30T23:59:59Z' } }),
    report({ 'date-range': null }),
    report({ policies: {} }),
    report({ policies: [policy(), 'x'] }),
    report({ policies: [policy({ policy: { 'policy-domain': 'two words' } })] }),
    report({ policies: [policy({ summary: { 'total-successful-session-count': -1 } })] }),
    report({
      policies: [policy({ summary: { 'total-successful-session-count': 1e300, 'total-failure-session-count': 0 } })],
    }),
    report({ policies: [policy({ 'failure-details': 'many' })] }),
  ])
    assert.equal(readReport(json), null, JSON.stringify(json));
});

test('a policy of a type that is not known is one of another; faults and places of no form are left out', () => {
  const details = [
    failure({ 'receiving-mx-hostname': '<b>', 'sending-mta-ip': '[192.0.2.1]', 'receiving-ip': 'somewhere' }),
    failure({ 'result-type': 'Robert"; drop' }),
    failure({ 'failed-session-count': '3' }),
  ];
  const read = readReport(
    report({
      policies: [
        policy({ policy: { 'policy-type': 'new', 'policy-domain': 'ours.test' }, 'failure-details': details }),
      ],
    }),
  );
  assert.deepEqual(read?.policies, [
    {
      ...{ domain: 'ours.test', type: 'other', successes: 1, failed: 2 },
      failures: [
        { result: 'certificate-expired', sessions: 1, sendingIp: '192.0.2.1', mxHost: null, receivingIp: null },
      ],
    },
  ]);
});

test('a report has so many policies and failures at most, the most frequent ones', () => {
  const { tlsReportFailures, tlsReportPolicies } = bounds.receive;
  const details = Array.from({ length: 2 * tlsReportFailures }, (_, n) => failure({ 'failed-session-count': n }));
  const one = policy({ 'failure-details': details });
  const read = readReport(report({ policies: Array.from({ length: tlsReportPolicies + 5 }, () => one) }));
  assert.equal(read?.policies.length, tlsReportPolicies);
  const [first, second] = read.policies;
  assert.equal(first?.failures.length, tlsReportFailures);
  assert.equal(first.failures[0]?.sessions, 2 * tlsReportFailures - 1);
  assert.equal(second?.failures.length, 0);
});
