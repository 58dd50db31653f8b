/** What mail is screened with, and how it stands. */
import type { AdminContext } from '../context.ts';
import { engines, type screeningForm } from '../contracts/engines.ts';
import { type ApiRoute, route } from '../http/route.ts';
import type { z } from 'zod';

export const engineRoutes = (room: Pick<AdminContext, 'screening'>): readonly ApiRoute[] => [
  route(engines.show, () => shownScreening(room)),
];

/** Where no mail comes in, nothing is screened. */
export const shownScreening = ({ screening }: Pick<AdminContext, 'screening'>): z.output<typeof screeningForm> => ({
  engines: (screening?.engines() ?? []).map(({ trouble, ...one }) => ({ ...one, trouble: trouble && { ...trouble } })),
  lists: (screening?.lists() ?? []).map(({ organizations, ...one }) => ({ ...one, organizations: [...organizations] })),
});
