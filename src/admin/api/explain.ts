/** The fate of a mail that has not been sent. */
import { bounds } from '../../base/bounds.ts';
import { NoSuchListener } from '../../mail/doors/explanation.ts';
import type { AdminContext } from '../context.ts';
import { explainMail } from '../contracts/help.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';

export const explainRoutes = (room: Pick<AdminContext, 'explain'>): readonly ApiRoute[] => [
  route(
    explainMail,
    async ({ body }) => {
      const {
        headerFrom = null,
        certificate = null,
        login = null,
        listener = null,
        sizeBytes = null,
        assumed = [],
      } = body;
      const { from, to, address, helo, tls = certificate !== null || login !== null } = body;
      if (room.explain === undefined)
        throw new Problem('not-running-here', { room: 'receive' }, 'Ask the server that takes mail in.');
      try {
        return await room.explain({
          ...{ from, headerFrom, to, address, helo, tls },
          ...{ certificate, login, listener, sizeBytes, assumed },
        });
      } catch (error) {
        if (error instanceof NoSuchListener)
          throw new Problem(
            'invalid-fields',
            { why: 'no-such-listener', wanted: error.wanted, there: error.there },
            { act: 'see-all', of: 'listeners' },
          );
        throw error;
      }
    },
    { handlerTimeout: bounds.admin.explain },
  ),
];
