/** Mail by hours or days, with names where the store keeps ids. */
import { bounds } from '../../base/bounds.ts';
import { startOfDay, startOfHour, zoneName } from '../../base/words/local-day.ts';
import { OTHERS } from '../../mail/doors/series.ts';
import { labelName } from '../../policy/counts/label-name.ts';
import type { AdminContext } from '../context.ts';
import { mailSeries } from '../contracts/series.ts';
import { organizationsSaid } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { requireTime } from '../http/times.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock'>;

export const seriesRoutes = (room: Room): readonly ApiRoute[] => [
  route(mailSeries, async ({ query }) => {
    const { by, step, labels } = query;
    const view = room.directory.current;
    const now = room.clock.now();
    const startOf = step === 'hour' ? startOfHour : startOfDay;
    const from = startOf(requireTime(query.from, 'from', now) ?? now);
    const to = requireTime(query.to, 'to', now) ?? now;
    if ((to - from) / (step === 'hour' ? 3_600_000 : 86_400_000) > bounds.admin.seriesSteps)
      throw new Problem(
        'invalid-parameters',
        { why: 'too-many-steps', most: bounds.admin.seriesSteps },
        'Ask for a shorter time, or by days.',
      );
    const only = organizationsSaid(view, query.organization) ?? null;
    const named = query.of?.split(',');
    if (named !== undefined && named.length > bounds.admin.seriesLabels)
      throw new Problem(
        'invalid-parameters',
        { why: 'too-many-labels', most: bounds.admin.seriesLabels },
        'Ask for fewer, several times.',
      );
    const { since, points } = await room.store.trace.series({
      ...{ by, step, from, to, only, labels: named?.length ?? labels },
      ...(named === undefined ? {} : { named }),
    });
    const found = new Set(points.flatMap(({ label }) => (label === OTHERS ? [] : [label])));
    return {
      ...{ from, to, last: startOf(to), step, by, since },
      zone: zoneName(),
      labels: [...found].map((label) => ({ label, name: labelName(view, by, label) })),
      points: points.map((point) => ({ ...point, label: point.label === OTHERS ? null : point.label })),
    };
  }),
];
