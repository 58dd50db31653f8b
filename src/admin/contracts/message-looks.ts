/** A look into a message that nobody has got yet, whether it waits or is kept in quarantine. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { json, named } from './operation.ts';
import { noQuery } from './shared.ts';

/** As it is shown to who may read it, wherever it lies. */
export const shownContent = {
  headers: z.array(z.tuple([z.string(), z.string()])),
  text: z.string(),
  html: z.string().nullable().meta({
    description: 'Made again of a few tags without attributes: nothing in it runs, loads or leads anywhere',
  }),
  attachments: z.array(z.object({ filename: z.string(), type: z.string(), sizeBytes: z.number() })),
  complete: z.boolean().meta({ description: 'false: only the beginning of it was looked at' }),
};

const preview = named(
  'MessagePreview',
  z.object({
    ...shownContent,
    source: z.string().meta({ description: 'The beginning as it stands, a character a byte' }),
  }),
);

/** Of both operations: the message as it can be read, and as a file. */
const look = {
  description: 'Noted in the audit log',
  method: 'GET',
  params: z.object({ queueId: z.string().min(1).max(bounds.admin.idGiven) }),
  query: noQuery,
} as const;

export const previewing = { ...look, answer: json(preview), problems: ['not-found', 'too-busy'] } as const;

export const downloading = {
  ...look,
  answer: { as: 'octets', type: 'message/rfc822', description: 'As it was accepted, byte for byte' },
  problems: ['not-found'],
} as const;
