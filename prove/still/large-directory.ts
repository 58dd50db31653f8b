/** Connections are matched against thousands of networks while the directory changes and is exported. */
import { join } from 'node:path';
import { inboundConnectorForms } from '../../src/directory/kinds/inbound-connector.ts';
import { mailboxAt } from '../support/mailbox.ts';
import { admin, adminText, bannerMs } from '../support/server.ts';
import { makeSite, ownDomain } from '../support/site.ts';
import type { Scenario } from './scenario.ts';

const CONNECTIONS = 200;
const MOST_NETWORKS_EACH = 10_000;

export const largeDirectory: Scenario = {
  name: 'a large directory',
  async prepare(terms, folder) {
    const [networks, mailboxes] = terms.length === 'long' ? [10_000, 30_000] : [1_000, 500];
    const site = await makeSite({
      folder: join(folder, 'data'),
      outbound: [],
      more: (given) => [
        {
          kind: 'inbound-connector',
          ...inboundConnectorForms.standards,
          id: given.ids.objectId(),
          organizationId: given.organizationId,
          name: 'sites',
          senderAddresses: Array.from(
            { length: Math.min(networks, MOST_NETWORKS_EACH) },
            (_, at) => `10.${at >> 8}.${at & 255}.0/24`,
          ),
        },
        ...Array.from({ length: mailboxes }, (_, at) => mailboxAt(`person${at}@${ownDomain}`)(given)).flat(),
      ],
    });
    return {
      site,
      async act() {
        for (let count = 0; count < CONNECTIONS; count++) await bannerMs(site.smtpPort, 5_000);
        await admin(site, 'PATCH', `/mailboxes/person1@${ownDomain}`, { displayName: 'changed' });
        const exported = await adminText(site, 'GET', '/export').catch((error: Error) => error.message);
        return { networks, mailboxes, 'exported KB': Math.round(exported.length / 1_000) };
      },
    };
  },
};
