/** Export and apply. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { slices } from '../../base/slices.ts';
import type { App } from '../http/fastify-app.ts';
import type { Making } from '../changes/apply.ts';
import { applyFile, tryOutFile } from '../changes/apply-file.ts';
import type { AdminContext } from '../context.ts';
import { exportYaml } from '../changes/export.ts';
import { objectAnswerOf } from '../http/list-answer.ts';
import { organizationScope } from '../http/naming.ts';
import { openOctets, openText } from '../changes/read-file.ts';
import { answers, flagText, organizationQuery, textAnswer } from './schemas.ts';

const applyQuery = z.strictObject({ dryRun: flagText.optional(), prune: flagText.optional() });
const applyBody = z.strictObject({
  yaml: z.string().min(1).max(bounds.admin.fileInJson),
  dryRun: z.boolean().default(false),
  prune: z.boolean().default(false).meta({
    description: 'Deletes what the sections of the file do not name, within the organizations it names',
  }),
});
const applyAnswer = z.object({
  changes: z.array(z.looseObject({ action: z.string(), kind: z.string(), name: z.string() })),
  applied: z.boolean(),
  revision: z.int(),
  warnings: z.array(z.string()),
  passwords: z
    .array(z.object({ mailbox: z.string(), name: z.string(), username: z.string(), password: z.string() }))
    .optional(),
});

export function transferRoutes(app: App, room: AdminContext): void {
  app.get(
    '/export',
    {
      schema: {
        tags: ['transfer'],
        description:
          'Organizations as YAML; * for all of them. The system settings are left out when one organization is named',
        querystring: organizationQuery,
        response: answers(textAnswer('text/yaml', 'The file')),
      },
    },
    async (request, reply) => {
      const view = room.directory.current;
      const { organization } = request.query;
      const yaml = exportYaml(
        view,
        organizationScope(view, organization),
        organization === undefined || organization === '*',
        slices(room.clock),
      );
      return reply.type('text/yaml; charset=utf-8').send(Readable.from(yaml));
    },
  );
  app.post(
    '/apply',
    {
      bodyLimit: bounds.admin.fileInJson + 65_536,
      handlerTimeout: bounds.admin.apply,
      config: { takesYaml: true },
      schema: {
        tags: ['transfer'],
        description:
          'The file as JSON, or by itself as application/yaml with dryRun and prune in the query: that way a large one is read as it comes',
        querystring: applyQuery,
        body: applyBody,
        response: answers(applyAnswer),
      },
    },
    async (request, reply) => {
      const body: unknown = request.body;
      const isFile = body instanceof Readable;
      const { dryRun = false, prune = false } = isFile ? request.query : request.body;
      await using reading = await (isFile ? openOctets(body as AsyncIterable<Buffer>) : openText(request.body.yaml));
      const making: Making = { ids: room.ids, random: room.random, now: room.clock.now(), prune };
      const answer = dryRun
        ? await tryOutFile(room, reading, making)
        : await applyFile(room, request.actor, reading, making);
      return objectAnswerOf(room, reply, answer);
    },
  );
}
