import type { App } from '../http/fastify-app.ts';
import type { AdminContext } from '../context.ts';
import { alarmRoutes } from './alarms.ts';
import { inboundConnectorRoutes, outboundConnectorRoutes } from './connectors.ts';
import { checkRoutes } from './checks.ts';
import { credentialRoutes } from './credentials.ts';
import { deviceProfileRoutes } from './device-profiles.ts';
import { deviceRoutes } from './devices.ts';
import { domainRoutes } from './domains.ts';
import { explainRoutes } from './explain.ts';
import { houseRoutes, openRoutes } from './house.ts';
import { licenceRoutes } from './licences.ts';
import { limitRoutes } from './limits.ts';
import { groupRoutes, mailboxRoutes } from './mailboxes.ts';
import { capturedRoutes } from './messages.ts';
import { organizationRoutes } from './organizations.ts';
import { queueRoutes } from './queue.ts';
import { traceRoutes } from './trace.ts';
import { transferRoutes } from './transfer.ts';
import { upstreamRoutes } from './upstreams.ts';
import { waitingDeviceRoutes } from './waiting-devices.ts';
import { watchRoutes } from './watch.ts';
import { z } from 'zod';

const noQuery = z.strictObject({});

/** Every route of the admin room: the API under /api/v1, and what monitoring asks at the root. */
export async function registerRoutes(app: App, room: AdminContext): Promise<void> {
  await app.register(
    async (scope) => {
      const api = scope as unknown as App;
      // A parameter nobody reads is a mistake worth telling: where a route takes none, none is taken.
      api.addHook('onRoute', (route) => {
        route.schema = { querystring: noQuery, ...route.schema };
      });
      for (const routes of [
        organizationRoutes,
        domainRoutes,
        mailboxRoutes,
        capturedRoutes,
        groupRoutes,
        credentialRoutes,
        inboundConnectorRoutes,
        outboundConnectorRoutes,
        upstreamRoutes,
        deviceRoutes,
        waitingDeviceRoutes,
        deviceProfileRoutes,
        licenceRoutes,
        limitRoutes,
        traceRoutes,
        queueRoutes,
        transferRoutes,
        alarmRoutes,
        explainRoutes,
        checkRoutes,
        watchRoutes,
        houseRoutes,
      ])
        routes(api, room);
    },
    { prefix: '/api/v1' },
  );
  openRoutes(app, room);
}
