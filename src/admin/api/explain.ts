/** What would become of a mail that has not been sent. */
import { bounds } from '../../base/bounds.ts';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { App } from '../http/fastify-app.ts';
import type { AdminContext } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { answers } from './schemas.ts';
import { NoSuchListener } from '../../mail/doors/explanation.ts';

const address = z.string().max(bounds.mail.address);
/** One line: it becomes a line of the conversation. */
const line = (most: number): z.ZodString =>
  z
    .string()
    .max(most)
    .regex(/^[^\r\n\0]*$/u, 'must be one line');

const question = z.strictObject({
  from: line(bounds.mail.address).meta({
    description: 'MAIL FROM without angle brackets; empty: the null reverse-path',
  }),
  headerFrom: line(bounds.mail.address)
    .optional()
    .meta({ description: 'From in the header as it is written there, also with a name; absent: as from' }),
  to: z.array(line(bounds.mail.address).min(1)).min(1).max(bounds.admin.explainRecipients),
  address: address.refine((text) => isIP(text) !== 0, 'must be an IPv4 or IPv6 address'),
  helo: line(bounds.smtp.domain).min(1).default('device.example'),
  tls: z.boolean().optional().meta({ description: 'absent: when a certificate is shown or somebody signs in' }),
  certificate: line(bounds.admin.parameter).optional().meta({
    description: 'DNS names, SHA-256 or both of a trusted client certificate, with commas between',
  }),
  login: line(bounds.mail.address)
    .optional()
    .meta({ description: 'Signs in with this name, the password being right' }),
  listener: line(bounds.admin.listenerGiven).optional().meta({ description: 'Name or role of a listener' }),
  sizeBytes: z.int().min(0).optional(),
});

export function explainRoutes(app: App, room: AdminContext): void {
  app.post(
    '/explain',
    {
      handlerTimeout: bounds.admin.explain,
      schema: {
        tags: ['help'],
        description: 'Takes a mail that has not been sent through the real decisions; nothing is sent, kept or counted',
        body: question,
        response: answers(z.looseObject({})),
      },
    },
    async (request) => {
      const { headerFrom = null, certificate = null, login = null, listener = null, sizeBytes = null } = request.body;
      const { from, to, address: client, helo, tls = certificate !== null || login !== null } = request.body;
      if (room.explain === undefined)
        throw new Problem('not-running-here', 'No mail comes in here.', 'Ask the server that takes mail in.');
      try {
        return await room.explain({
          ...{ from, headerFrom, to, address: client, helo, tls },
          ...{ certificate, login, listener, sizeBytes },
        });
      } catch (error) {
        if (error instanceof NoSuchListener)
          throw new Problem('invalid-fields', error.message, { act: 'see-all', of: 'listeners' });
        throw error;
      }
    },
  );
}
