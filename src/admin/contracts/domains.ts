/** Domains: added, proven, and what to publish for them. */
import { z } from 'zod';
import { domainForms } from '../../directory/kinds/domain.ts';
import { changing, collection } from './collection.ts';
import { cureFields, remedyForm, stepForm } from './cures.ts';
import { administers, json, named, operation, reads } from './operation.ts';
import { nameParams, organizationQuery } from './shared.ts';

const trust = z.boolean().default(false).meta({ description: 'Verified without proof; over the local socket only' });

export const domainRecords = named(
  'DomainRecords',
  z.object({
    mxName: z.string(),
    submissionName: z.string(),
    records: z.array(
      z.object({ type: z.string(), name: z.string(), value: z.string(), why: z.string(), remedy: cureFields.remedy }),
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
  ...collection('domain', forms, { created: { records: domainRecords }, problems: ['local-only'] }),
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
  records: operation({
    id: 'showDomainRecords',
    right: reads,
    method: 'GET',
    path: '/domains/:name/records',
    tag: 'domains',
    params: nameParams,
    query: organizationQuery,
    answer: json(domainRecords),
    problems: ['not-found', 'not-unique', 'which-organization'],
  }),
};
