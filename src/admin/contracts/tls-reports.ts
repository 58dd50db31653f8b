/** TLS as others see it: their reports about our domains, and policies of theirs that are kept. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { stsModes } from '../../mail/doors/sts-policies.ts';
import { heardPolicyTypes } from '../../mail/doors/tls-reports.ts';
import { governs, json, named, operation, reads } from './operation.ts';
import { countText, flagText, timeText, word } from './shared.ts';

const tag = 'protection';

const counts = { successes: z.number(), failed: z.number() };

const heardFailure = z.object({
  result: z.string().meta({ description: 'Result type of RFC 8460 §4.3: certificate-expired, starttls-not-supported' }),
  sessions: z.number(),
  sendingIp: z.string().nullable(),
  mxHost: z.string().nullable(),
  receivingIp: z.string().nullable(),
});

export const heardSum = z.object({
  reports: z.number(),
  ...counts,
  results: z
    .array(z.object({ result: z.string(), sessions: z.number() }))
    .meta({ description: 'Why sessions failed, the most frequent first' }),
});

const report = named(
  'TlsReport',
  z.object({
    organization: z.string().meta({ description: 'Id of the organization that it came to' }),
    reporter: z.string().meta({ description: 'The domain whose signature it bears' }),
    organizationName: z.string().meta({ description: 'As the reporter calls itself' }),
    reportId: z.string(),
    contact: z.string().nullable(),
    from: z.number(),
    until: z.number(),
    receivedAt: z.number(),
    queueId: z.string().meta({ description: 'The mail that brought it' }),
    policies: z.array(
      z.object({
        domain: z.string(),
        type: z.enum(heardPolicyTypes),
        ...counts,
        failures: z
          .array(heardFailure)
          .meta({ description: `Of a report the ${bounds.receive.tlsReportFailures} most frequent at most` }),
      }),
    ),
  }),
);

export const tlsReports = {
  list: operation({
    id: 'listTlsReports',
    right: reads,
    method: 'GET',
    path: '/tls-reports',
    tag,
    description: `Reports of others about TLS with our mail hosts (RFC 8460), the latest days first; kept for ${bounds.store.tlsReportDays} days`,
    query: z.strictObject({
      organization: word,
      domain: word.meta({ description: 'About that domain, or a mail host in it' }),
      failures: flagText.optional().meta({ description: 'Only those with sessions that failed' }),
      since: timeText.default('7d').meta({ description: 'About times since then' }),
      limit: countText(bounds.admin.tlsReportsShown, bounds.admin.tlsReportsShown),
    }),
    answer: json(
      z.object({
        since: z.number(),
        domains: z
          .array(z.object({ organization: z.string(), domain: z.string(), reporters: z.number(), ...heardSum.shape }))
          .meta({ description: 'Sums of all of them, also of those that are not shown' }),
        reports: z.array(report),
        more: z.boolean().meta({ description: 'There are more than are shown' }),
      }),
    ),
    problems: ['not-found', 'not-unique'],
  }),
  policies: operation({
    id: 'listMtaStsPolicies',
    right: governs,
    method: 'GET',
    path: '/mta-sts-policies',
    tag,
    description: 'MTA-STS policies of other domains (RFC 8461) that are kept, by domain',
    query: z.strictObject({
      domain: word.meta({ description: 'A part of the domain' }),
      limit: countText(bounds.admin.listWhole, bounds.admin.listWhole),
    }),
    answer: json(
      z.object({
        at: z.number(),
        policies: z.array(
          named(
            'MtaStsPolicy',
            z.object({
              domain: z.string(),
              mode: z.enum(stsModes),
              mx: z.array(z.string()),
              maxAgeS: z.number(),
              id: z.string(),
              fetchedAt: z.number(),
              expiresAt: z.number(),
              refreshAt: z.number().meta({ description: 'It is fetched again from then on' }),
              usedAt: z.number().meta({ description: 'When mail last asked for it, to the day' }),
              trouble: z
                .object({ why: z.string(), at: z.number() })
                .nullable()
                .meta({ description: 'Why it could not be fetched the last time' }),
            }),
          ),
        ),
        more: z.boolean(),
      }),
    ),
    problems: [],
  }),
};
