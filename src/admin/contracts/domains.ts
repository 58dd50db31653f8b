/** Domains: added, proven, and what to publish for them. */
import { z } from 'zod';
import { domainForms } from '../../directory/kinds/domain.ts';
import { domainStates } from '../../mail/doors/domain-health.ts';
import { changing, collection, naming } from './collection.ts';
import { cureFields, remedyForm, stepForm } from './cures.ts';
import { domainRecordView } from './domain-views.ts';
import { administers, helps, json, named, operation, reads } from './operation.ts';
import { problemForm } from './problems.ts';
import { nameParams, organizationQuery } from './shared.ts';
import { heardSum } from './tls-reports.ts';
import { views } from './views.ts';

const trust = z.boolean().default(false).meta({ description: 'Verified without proof; over the local socket only' });

export const domainRecords = named(
  'DomainRecords',
  z.object({
    mxName: z.string(),
    submissionName: z.string(),
    records: z.array(
      z.object({
        of: z.enum(['verification', 'verification-mx', 'mx', 'host', 'spf', 'dkim', 'dmarc', 'tls-rpt']),
        type: z.string(),
        name: z.string(),
        value: z.string(),
        why: z.string(),
        remedy: cureFields.remedy,
      }),
    ),
    devices: z.array(
      z.object({
        way: z.string(),
        settings: z.array(z.tuple([z.string(), z.string()])),
        remedies: z.record(z.string(), remedyForm).optional(),
      }),
    ),
  }),
);

const forms = { create: domainForms.create.extend({ trust }), patch: domainForms.patch };

export const domains = {
  ...collection('domain', forms, {
    filter: { state: z.enum(domainStates).optional().meta({ description: 'How it does' }) },
    created: { records: domainRecords },
    problems: ['local-only'],
  }),
  verify: operation({
    id: 'verifyDomain',
    right: administers,
    method: 'POST',
    path: '/domains/:name/verify',
    tag: 'domains',
    description: 'Asks each authoritative name server and shows what it answered',
    params: nameParams,
    query: organizationQuery,
    body: z.strictObject({ trust }).prefault({}),
    answer: json(
      z.object({
        verified: z.boolean(),
        stays: z.string().nullable().meta({
          description: 'How it was verified before: a domain that was proven once stays so. null: it was not',
        }),
        steps: z.array(stepForm),
      }),
    ),
    problems: [...changing, 'local-only'],
  }),
  check: operation({
    id: 'checkDomain',
    right: helps,
    method: 'POST',
    path: '/domains/:name/check',
    tag: 'domains',
    description:
      'Checks its records in DNS now, and keeps what was found. A domain whose token is found is verified by that. The house does the same each day',
    params: nameParams,
    query: organizationQuery,
    answer: {
      as: 'lines',
      form: z.union([
        domainRecordView,
        z.object({ done: z.literal(true), item: views.domain }),
        z.object({ problem: problemForm }),
      ]),
      description: 'A record each, as it is found; at the end {done} with the domain',
    },
    problems: ['too-busy', ...changing, 'not-running-here'],
  }),
  health: operation({
    id: 'showDomainHealth',
    right: reads,
    method: 'GET',
    path: '/domains/:name/health',
    tag: 'domains',
    description: 'The last check: each record as it was seen last, and what each authoritative name server said',
    params: nameParams,
    query: organizationQuery,
    answer: json(
      z.object({
        item: views.domain,
        records: z.array(domainRecordView),
        tls: heardSum
          .extend({ since: z.number() })
          .meta({ description: 'Reports of others about TLS with its mail hosts, of the last 7 days' }),
      }),
    ),
    problems: naming,
  }),
  uses: operation({
    id: 'showDomainUses',
    right: reads,
    method: 'GET',
    path: '/domains/:name/uses',
    tag: 'domains',
    description: 'Everything that needs the domain, and keeps it from being removed',
    params: nameParams,
    query: organizationQuery,
    answer: json(
      z.object({
        total: z.int(),
        items: z
          .array(
            z.object({ kind: z.enum(['mailbox', 'group', 'inbound-connector']), id: z.string(), name: z.string() }),
          )
          .meta({ description: 'The first of them' }),
      }),
    ),
    problems: naming,
  }),
  zone: operation({
    id: 'exportDomainZone',
    right: reads,
    method: 'GET',
    path: '/domains/:name/zone',
    tag: 'domains',
    description: 'The records to publish as a zone file (RFC 1035 §5), to be imported where the DNS is kept',
    params: nameParams,
    query: organizationQuery,
    answer: { as: 'text', type: 'text/dns', description: 'A record a line; what cannot be said as one is a comment' },
    problems: naming,
  }),
  records: operation({
    id: 'showDomainRecords',
    right: reads,
    method: 'GET',
    path: '/domains/:name/records',
    tag: 'domains',
    params: nameParams,
    query: organizationQuery,
    answer: json(domainRecords),
    problems: naming,
  }),
};
