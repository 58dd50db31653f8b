/** Help with one device: the values to set in it, what another profile would have done, and what a rewriting makes of its mail. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { anyAddress, label } from '../../directory/fields/values.ts';
import { rewriting } from '../../directory/kinds/rewriting.ts';
import { nextFields } from './cures.ts';
import { json, named, operation, reads } from './operation.ts';
import { line, nameParams, organizationQuery } from './shared.ts';

const tag = 'devices';
const sampleField = line(bounds.mail.address);
const naming = ['not-found', 'not-unique', 'which-organization'] as const;

export const deviceHelp = {
  settings: operation({
    id: 'showDeviceSettings',
    right: reads,
    method: 'GET',
    path: '/devices/:name/settings',
    tag,
    description: 'The values that it has to be set to, so that it may send; no password, which nobody can read',
    params: nameParams,
    query: organizationQuery,
    answer: json(
      named(
        'DeviceSettings',
        z.object({
          device: z.string(),
          place: z.string(),
          organization: z.string().nullable(),
          server: z.string(),
          port: z.int(),
          tls: z.enum(['from-the-first-byte', 'starttls', 'as-it-likes']),
          signIn: z.enum(['none', 'mailbox', 'named']).meta({
            description: 'mailbox: as the user name of a credential of a mailbox, which has to be made or chosen',
          }),
          login: z.string().nullable(),
          from: z.string().nullable().meta({
            description: 'The address of the mailbox it signs in as; null: any address of one of the domains',
          }),
          domains: z.array(z.string()).meta({ description: 'Verified domains of its organization, the first ones' }),
          ...nextFields,
        }),
      ),
    ),
    problems: naming,
  }),
  preview: operation({
    id: 'previewDeviceProfile',
    right: reads,
    method: 'POST',
    path: '/devices/:name/profile-preview',
    tag,
    description:
      'What a profile would have done with the last sessions of a device that were refused, or ended without mail; nothing is changed',
    params: nameParams,
    query: organizationQuery,
    body: z.strictObject({
      profile: label.nullable().meta({ description: 'null: the one of the connector it came by' }),
    }),
    answer: json(
      named(
        'ProfilePreview',
        z.object({
          profile: z.string(),
          letIn: z.int(),
          refusals: z.array(
            z.object({
              at: z.number(),
              sessionId: z.string(),
              cause: z.string(),
              outcome: z.enum(['let-in', 'refused', 'other']).meta({
                description: 'other: it was not for want of a profile',
              }),
              still: z.array(z.string()).meta({ description: 'Habits that this profile does not take either' }),
            }),
          ),
          still: z.array(z.string()).meta({ description: 'Of all habits it has shown, those that are not taken' }),
        }),
      ),
    ),
    problems: [...naming, 'refers-to-nothing'],
  }),
  rewriting: operation({
    id: 'previewRewriting',
    right: reads,
    method: 'POST',
    path: '/rewriting-preview',
    tag,
    description:
      'What a rewriting, of a device or a connector, saved or not, makes of a mail: by the code that rewrites; nothing is changed',
    body: z.strictObject({
      rewriting,
      sample: z.strictObject({
        envelopeSender: z
          .union([anyAddress, z.literal('')])
          .meta({ description: 'MAIL FROM; empty: none, as reports have it' }),
        from: sampleField.meta({ description: 'As From stands in the header, also with a name' }),
        sender: sampleField.optional(),
        replyTo: sampleField.optional(),
        to: sampleField.optional(),
        subject: sampleField.optional(),
      }),
    }),
    answer: json(
      named(
        'RewritingPreview',
        z.object({
          rows: z.array(
            z.object({
              name: z.string().meta({ description: 'MAIL FROM, or a field of the header' }),
              before: z.string().nullable().meta({ description: 'null: it is not there' }),
              after: z.string().nullable(),
            }),
          ),
        }),
      ),
    ),
    problems: [],
  }),
};
