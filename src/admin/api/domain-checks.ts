/** How domains stand in DNS: a check that acts, what was found last, and what to publish as a file. */
import { bounds } from '../../base/bounds.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { KeptCheck } from '../../mail/doors/domain-health.ts';
import { missingRight } from '../../policy/access/rights.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import { provenBy } from '../../policy/domains/domain-health.ts';
import { zoneFile } from '../../policy/domains/zone-file.ts';
import { changeDirectory } from '../changes/change.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { domains } from '../contracts/domains.ts';
import { administers, type AnswerOf } from '../contracts/operation.ts';
import { findObject } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { toldLines } from '../answers/told-lines.ts';
import type { Sentences } from '../../texts/sentences.ts';
import { type CheckedRoom, shownDomain, shownRecord } from './shown-domain.ts';
import { tlsOfDomain } from './tls-reports.ts';

type Room = ChangeRoom & CheckedRoom & Pick<AdminContext, 'log'>;
type Line = AnswerOf<typeof domains.check>;

export const domainCheckRoutes = (
  room: Room,
  recordsOf: (domain: AcceptedDomain) => Promise<Parameters<typeof zoneFile>[1]>,
): readonly ApiRoute[] => [
  route(
    domains.check,
    ({ params, query, actor, caller, gone, sentences }) => {
      const domain = findObject(room.directory.current, 'domain', params.name, query.organization);
      const signal = gone();
      const checking = room.domainChecks?.check(domain.id, { outside: false }, signal);
      if (checking === undefined) throw new Problem('not-running-here', { room: 'checkup' }, 'Ask the running server.');
      // A change of the directory: of who may only help it is left to the house, which looks again by itself.
      const by = missingRight(caller, administers) === null ? actor : null;
      return toldLines(
        room.log,
        'the check of a domain broke off',
        linesOf(room, { domain, by, sentences }, checking),
        signal,
      );
    },
    { handlerTimeout: bounds.admin.check },
  ),
  route(domains.health, async ({ params, query, sentences }) => {
    const view = room.directory.current;
    const domain = findObject(view, 'domain', params.name, query.organization);
    const kept = (await room.domainChecks?.last(domain.id)) ?? null;
    return {
      item: shownDomain(room, view, domain),
      records: (kept?.checks ?? []).map((check) => shownRecord(room, domain, check, sentences)),
      tls: await tlsOfDomain(room, domain),
    };
  }),
  route(domains.uses, ({ params, query }) => {
    const view = room.directory.current;
    const domain = findObject(view, 'domain', params.name, query.organization);
    const needing = [...view.needingDomain(domain.name)].filter(
      ({ organizationId }) => organizationId === domain.organizationId,
    );
    return {
      total: needing.length,
      items: needing
        .slice(0, bounds.admin.usesShown)
        .map((object) => ({ kind: object.kind, id: object.id, name: naturalName(view, object) })),
    };
  }),
  route(domains.zone, async ({ params, query }) => {
    const domain = findObject(room.directory.current, 'domain', params.name, query.organization);
    return zoneFile(domain.name, await recordsOf(domain));
  }),
];

interface Checking {
  readonly domain: AcceptedDomain;
  /** null: it is only looked at. */
  readonly by: string | null;
  readonly sentences: Sentences;
}

async function* linesOf(
  room: Room,
  { domain, by, sentences }: Checking,
  checking: AsyncGenerator<Parameters<typeof shownRecord>[2], KeptCheck | null>,
): AsyncGenerator<Line> {
  try {
    let next = await checking.next();
    while (next.done !== true) {
      yield shownRecord(room, domain, next.value, sentences);
      next = await checking.next();
    }
    if (by !== null) await verifyByCheck(room, by, domain, next.value);
    const view = room.directory.current;
    yield { done: true, item: shownDomain(room, view, findObject(view, 'domain', domain.id, undefined)) };
  } finally {
    await checking.return(null);
  }
}

/** A domain that was proven once stays so: a lost record must not stop mail. */
async function verifyByCheck(room: Room, actor: string, domain: AcceptedDomain, kept: KeptCheck | null): Promise<void> {
  const by = kept && provenBy(kept.checks);
  if (domain.verified === null && by !== null) await markVerified(room, actor, domain, by);
}

export async function markVerified(
  room: ChangeRoom,
  actor: string,
  domain: AcceptedDomain,
  method: 'txt' | 'mx' | 'trusted',
): Promise<void> {
  await changeDirectory(room, actor, (view) => {
    const present = findObject(view, 'domain', domain.id, null);
    const object: AcceptedDomain = { ...present, verified: { at: room.clock.now(), method } };
    return { edits: [{ verb: 'put', object }], result: null };
  });
}
