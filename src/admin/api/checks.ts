/** The troubleshooting list, run for real: lines of JSON as each step is done. */
import { bounds } from '../../base/bounds.ts';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { CheckRequest } from '../../mail/doors/checkup.ts';
import type { App } from '../http/fastify-app.ts';
import type { AdminContext } from '../context.ts';
import { findObject, organizationScope } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { answers, textAnswer } from './schemas.ts';

const request = z.strictObject({
  what: z.enum(['all', 'server', 'domain', 'upstream', 'device']).default('all'),
  name: z.string().min(1).max(bounds.admin.nameGiven).optional(),
  organization: z.string().max(bounds.admin.organizationGiven).optional(),
  sendTo: z
    .string()
    .min(3)
    .max(bounds.mail.address)
    .optional()
    .meta({ description: 'Who gets a test message, followed to its end' }),
  probeHost: z
    .string()
    .min(1)
    .max(bounds.smtp.domain)
    .optional()
    .meta({ description: 'Port 25 outward is tried there' }),
});

const KINDS = { domain: 'domain', upstream: 'outbound-connector', device: 'device' } as const;

export function checkRoutes(app: App, room: AdminContext): void {
  app.post(
    '/checks',
    {
      handlerTimeout: bounds.admin.check,
      schema: {
        tags: ['help'],
        description:
          'Answers lines of JSON, one for each step: about, check, asked, seen, verdict, cure; at the end {done}',
        body: request,
        response: answers(textAnswer('application/x-ndjson', 'The steps')),
      },
    },
    async ({ body }, reply) => {
      const { checkup } = room;
      if (checkup === undefined)
        throw new Problem('not-running-here', 'There is nothing to check here.', 'Ask the running server.');
      const abort = new AbortController();
      reply.raw.once('close', () => abort.abort());
      const steps = checkup(selectionOf(room, body), abort.signal);
      void reply.type('application/x-ndjson');
      return reply.send(Readable.from(linesOf(room, steps)));
    },
  );
}

async function* linesOf(room: AdminContext, steps: AsyncIterable<object>): AsyncGenerator<string> {
  try {
    for await (const step of steps) yield `${JSON.stringify(step)}\n`;
    yield `${JSON.stringify({ done: true })}\n`;
  } catch (error) {
    room.log.error({ err: error }, 'a check broke off');
    const problem = new Problem(
      'internal-error',
      'The check broke off; why is in the log.',
      'See the log at this time.',
    );
    yield `${JSON.stringify({ problem: problem.body() })}\n`;
  }
}

function selectionOf(room: AdminContext, body: z.infer<typeof request>) {
  const view = room.directory.current;
  const { what, name, organization, sendTo = null, probeHost = null } = body;
  const scope = organizationScope(view, organization)?.id ?? null;
  const asked = { what, sendTo, probeHost } satisfies Partial<CheckRequest>;
  if (name === undefined) return { ...asked, organizationId: scope, objectId: null };
  if (what === 'all' || what === 'server')
    throw new Problem(
      'invalid-fields',
      `${what} takes no name.`,
      'Say which kind: domain, upstream or device, and then its name.',
    );
  const found = findObject(view, KINDS[what], name, organization);
  return { ...asked, organizationId: found.organizationId, objectId: found.id };
}
