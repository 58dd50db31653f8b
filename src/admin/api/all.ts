/** Every operation of the API, implemented. */
import type { AdminContext } from '../context.ts';
import type { ApiRoute } from '../http/route.ts';
import { administratorRoutes } from './administrators.ts';
import { adviceRoutes } from './advice.ts';
import { alarmRoutes } from './alarms.ts';
import { approveDevicesRoutes } from './approve-devices.ts';
import { checkRoutes } from './checks.ts';
import { credentialRoutes } from './credentials.ts';
import { deviceProfileRoutes } from './device-profiles.ts';
import { deviceHelpRoutes } from './device-help.ts';
import { deviceRoutes } from './devices.ts';
import { dkimKeyRoutes } from './dkim-keys.ts';
import { domainRoutes } from './domains.ts';
import { engineRoutes } from './engines.ts';
import { eventRoutes } from './events.ts';
import { explainRoutes } from './explain.ts';
import { groupRoutes } from './groups.ts';
import { houseRoutes } from './house.ts';
import { inboundConnectorRoutes } from './inbound-connectors.ts';
import { licenceRoutes } from './licences.ts';
import { listRoutes } from './lists.ts';
import { restrictionRoutes } from './restrictions.ts';
import { limitRoutes } from './limits.ts';
import { mailboxRoutes } from './mailboxes.ts';
import { capturedRoutes, messageRoutes } from './messages.ts';
import { ownQueryRoutes } from './own-queries.ts';
import { organizationRoutes } from './organizations.ts';
import { outboundConnectorRoutes } from './outbound-connectors.ts';
import { passkeyRoutes } from './passkeys.ts';
import { personRoutes } from './person.ts';
import { protectionRoutes } from './protection.ts';
import { quarantineRoutes } from './quarantine.ts';
import { queueRoutes } from './queue.ts';
import { signInRoutes } from './sign-in.ts';
import { singleSignOnRoutes } from './single-sign-on.ts';
import { seriesRoutes } from './series.ts';
import { summaryRoutes } from './summary.ts';
import { tlsReportRoutes } from './tls-reports.ts';
import { tokenRoutes } from './tokens.ts';
import { traceRoutes } from './trace.ts';
import { transferRoutes } from './transfer.ts';
import { upstreamRoutes } from './upstreams.ts';
import { waitingDeviceRoutes } from './waiting-devices.ts';
import { watchRoutes } from './watch.ts';

export const allRoutes = (room: AdminContext): readonly ApiRoute[] =>
  [
    organizationRoutes,
    domainRoutes,
    dkimKeyRoutes,
    mailboxRoutes,
    messageRoutes,
    capturedRoutes,
    groupRoutes,
    credentialRoutes,
    inboundConnectorRoutes,
    outboundConnectorRoutes,
    upstreamRoutes,
    deviceRoutes,
    deviceHelpRoutes,
    waitingDeviceRoutes,
    approveDevicesRoutes,
    deviceProfileRoutes,
    listRoutes,
    restrictionRoutes,
    licenceRoutes,
    limitRoutes,
    traceRoutes,
    queueRoutes,
    quarantineRoutes,
    personRoutes,
    transferRoutes,
    alarmRoutes,
    explainRoutes,
    adviceRoutes,
    checkRoutes,
    engineRoutes,
    protectionRoutes,
    tlsReportRoutes,
    watchRoutes,
    eventRoutes,
    houseRoutes,
    seriesRoutes,
    summaryRoutes,
    tokenRoutes,
    ownQueryRoutes,
    signInRoutes,
    singleSignOnRoutes,
    passkeyRoutes,
    administratorRoutes,
  ].flatMap((routes) => routes(room));
