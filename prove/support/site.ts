/** A data folder to put to the test: a directory of connectors and a settings file, as an administrator would have made them. */
import { inboundConnectorForms } from '../../src/directory/kinds/inbound-connector.ts';
import { organizationForms } from '../../src/directory/kinds/organization.ts';
import { outboundConnectorForms } from '../../src/directory/kinds/outbound-connector.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../lab/ports.ts';
import { createIdSource, type IdSource, type ObjectId } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import type { LimitOverrides } from '../../src/mail/limits.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';

/** A seeded data folder and the ports its server will use; the same ports after each restart. */
export interface Site {
  readonly folder: string;
  readonly smtpPort: number;
  readonly httpPort: number;
  /** When it does not lie in the folder. */
  readonly adminSocket?: string;
}

export interface SiteOptions {
  /** Made when missing. Keep the path short: a Unix socket lies in it (108 octets at most). */
  readonly folder: string;
  /** Next hops on loopback by recipient domain (`*`: all), clear text. The first that fits is the most exact one, as in the product. */
  readonly outbound: readonly { readonly name: string; readonly domains: readonly string[]; readonly port: number }[];
  /** Limits of the inbound connector that covers 127.0.0.1; by default its counts are out of the way. */
  readonly connectorLimits?: LimitOverrides;
  readonly systemLimits?: LimitOverrides;
  /** Further objects: mailboxes, domains, other connectors. */
  readonly more?: (given: { readonly ids: IdSource; readonly organizationId: ObjectId }) => readonly DirectoryObject[];
  /** Further lines of doorpost.yaml; replaces the default of only the smtp listener when it names `listeners:`. */
  readonly settings?: string;
}

/** The accepted (own) domain of every site. Mail to others goes out by the connectors. */
export const ownDomain = 'client.test';

/** Counted all the same; a proof sends in a minute what a site sends in a month. */
const roomy: LimitOverrides = {
  connectorMessagesPerHour: 1e9,
  connectorRecipientsPerHour: 1e9,
  connectorRecipientsPerDay: 1e9,
  connectionsPerConnector: 20_000,
};
const roomySystem: LimitOverrides = { connectionsTotal: 20_000, connectionsPerAddress: 20_000 };

export async function makeSite(options: SiteOptions): Promise<Site> {
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  const smtpPort = await freePort();
  const httpPort = await freePort();
  const ids = createIdSource(systemClock, systemRandom);
  {
    await using store = await openStore({ folder, clock: systemClock, ids, log: silentLog });
    await store.directory.change(
      directoryOf(options, ids).map((object) => ({ verb: 'put', object })),
      'prove',
      systemClock.now(),
    );
  }
  const settings = options.settings ?? '';
  const listeners = /^listeners:/mu.test(settings)
    ? ''
    : `listeners:
  smtp: { port: ${smtpPort}, addresses: [127.0.0.1] }
  submission: { enabled: false }
  submissions: { enabled: false }
`;
  await writeFile(
    join(folder, 'doorpost.yaml'),
    `hostName: doorpost.prove.test\n${listeners}http: { port: ${httpPort} }\nlog: { level: warn }\n${settings}\n`,
  );
  return { folder, smtpPort, httpPort };
}

function directoryOf(options: SiteOptions, ids: IdSource): readonly DirectoryObject[] {
  const organizationId = ids.objectId();
  return [
    {
      kind: 'organization',
      ...organizationForms.standards,
      id: organizationId,
      name: 'prove',
      // Proofs move mail from one way to another as they like.
      withoutUpstream: 'mx',
      // And send in a minute what no site sends: they are not restricted for it.
      protectionObserves: ['restricted-sender', 'restricted-connector'],
    },
    {
      kind: 'domain',
      id: ids.objectId(),
      organizationId,
      name: ownDomain,
      type: 'authoritative',
      verificationToken: 'doorpost-verification=prove',
      verified: { at: systemClock.now(), method: 'trusted' },
    },
    {
      kind: 'inbound-connector',
      ...inboundConnectorForms.standards,
      id: ids.objectId(),
      organizationId,
      name: 'loopback',
      senderAddresses: ['127.0.0.1'],
      limits: options.connectorLimits ?? roomy,
    },
    ...options.outbound.map(
      (hop): DirectoryObject => ({
        kind: 'outbound-connector',
        ...outboundConnectorForms.standards,
        id: ids.objectId(),
        organizationId,
        name: hop.name,
        recipientDomains: [...hop.domains],
        route: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: hop.port }] },
        tls: 'none',
        auth: null,
        lastTest: null,
      }),
    ),
    {
      kind: 'system',
      id: ids.objectId(),
      limits: options.systemLimits ?? roomySystem,
      defaultOrganizationId: organizationId,
      captureOutbound: false,
    },
    ...(options.more?.({ ids, organizationId }) ?? []),
  ];
}
