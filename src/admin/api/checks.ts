/** The troubleshooting list, run for real: a line of JSON as each step is done. */
import { bounds } from '../../base/bounds.ts';
import type { CheckRequest } from '../../mail/doors/checkup.ts';
import type { Step } from '../../mail/step.ts';
import type { AdminContext } from '../context.ts';
import { runChecks } from '../contracts/help.ts';
import { type BodyOf, governs } from '../contracts/operation.ts';
import { findObject, organizationScope } from '../http/naming.ts';
import { requirePermission } from '../http/permission.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { toldLines } from '../answers/told-lines.ts';

type Room = Pick<AdminContext, 'directory' | 'log' | 'checkup'>;

const KINDS = {
  domain: 'domain',
  upstream: 'outbound-connector',
  connector: 'inbound-connector',
  device: 'device',
} as const;

export const checkRoutes = (room: Room): readonly ApiRoute[] => [
  route(
    runChecks,
    ({ body, caller, gone }) => {
      // The server belongs to nobody, and so does the network that it stands in.
      if (body.what === 'server' || body.probeHost !== undefined) requirePermission(caller, governs);
      const { checkup } = room;
      if (checkup === undefined) throw new Problem('not-running-here', { room: 'checkup' }, 'Ask the running server.');
      return toldLines(room.log, 'a check broke off', linesOf(checkup(selectionOf(room, body), gone())));
    },
    { handlerTimeout: bounds.admin.check },
  ),
];

async function* linesOf(steps: AsyncIterable<Step>): AsyncGenerator<Step | { readonly done: true }> {
  yield* steps;
  yield { done: true };
}

function selectionOf(room: Room, body: BodyOf<typeof runChecks>) {
  const view = room.directory.current;
  const { what, name, organization, sendTo = null, probeHost = null } = body;
  const scope = organizationScope(view, organization)?.id ?? null;
  const asked = { what, sendTo, probeHost } satisfies Partial<CheckRequest>;
  if (name === undefined) return { ...asked, organizationId: scope, objectId: null };
  if (what === 'all' || what === 'server' || what === 'protection')
    throw new Problem(
      'invalid-fields',
      { why: 'takes-no-name', what },
      'Say which kind: domain, upstream, connector or device, and then its name.',
    );
  const found = findObject(view, KINDS[what], name, organization);
  return { ...asked, organizationId: found.organizationId, objectId: found.id };
}
