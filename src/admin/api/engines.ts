/** Spam filter, virus scanner and block lists, and how they stand. */
import type { AdminContext } from '../context.ts';
import { engines, type screeningForm } from '../contracts/engines.ts';
import { type ApiRoute, route } from '../http/route.ts';
import type { z } from 'zod';

export const engineRoutes = (room: Pick<AdminContext, 'screening'>): readonly ApiRoute[] => [
  route(engines.show, () => shownScreening(room)),
];

/** Nothing is screened where no mail comes in. */
export const shownScreening = ({ screening }: Pick<AdminContext, 'screening'>): z.output<typeof screeningForm> => ({
  engines: (screening?.engines() ?? []).map(({ trouble, version, ...one }) => ({
    ...one,
    version: version && { ...version },
    trouble: trouble && { ...trouble },
  })),
  lists: (screening?.lists() ?? []).map(({ organizations, ...one }) => ({ ...one, organizations: [...organizations] })),
});
