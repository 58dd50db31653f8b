/** Doorpost as an administrator runs it: `doorpost serve`, a connector for the generator with its default limits, trace on, everything to the sink. */
import { inboundConnectorForms } from '../../src/directory/kinds/inbound-connector.ts';
import { organizationForms } from '../../src/directory/kinds/organization.ts';
import { outboundConnectorForms } from '../../src/directory/kinds/outbound-connector.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import type { Certificate } from './certificate.ts';
import { endWithUs } from './children.ts';
import { launcher, launcherEnvironment } from './launcher.ts';
import type { MailSystem } from './system.ts';
import { freePort } from '../ports.ts';
import { waitForPort } from './wait.ts';

export const senderDomain = 'client.test';

export interface DoorpostOptions {
  readonly folder: string;
  readonly port: number;
  readonly sinkPort: number;
  readonly certificate: Certificate;
  /** For the server's Node, beside its own: a profile, for one. */
  readonly nodeFlags?: readonly string[];
  /** What the connector covers: the generator's address. */
  readonly senderAddresses?: readonly string[];
}

/** A fresh folder with what the administrator sets up. */
export async function prepareDoorpost(options: DoorpostOptions): Promise<void> {
  const { folder, port, certificate } = options;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await seed(options);
  await writeFile(
    join(folder, 'doorpost.yaml'),
    `hostName: doorpost.bench.test
listeners:
  smtp: { port: ${port}, addresses: [127.0.0.1] }
  submission: { enabled: false }
  submissions: { enabled: false }
http: { port: ${await freePort()} }
certificates:
  - certificateFile: ${certificate.certificateFile}
    keyFile: ${certificate.keyFile}
`,
  );
}

/** Starts on a folder that is prepared already. */
export async function startPrepared({
  folder,
  port,
  nodeFlags = [],
}: DoorpostOptions): Promise<MailSystem & { readonly startMs: number }> {
  // Postfix writes its log into a file too.
  const log = await open(join(folder, 'doorpost.log'), 'a');
  const startedAt = performance.now();
  const child: ChildProcess = spawn(launcher, ['serve', '--data', folder], {
    stdio: ['ignore', log.fd, 'inherit'],
    env: launcherEnvironment(nodeFlags),
  });
  endWithUs(child);
  await log.close();
  await waitForPort(port, child);
  return {
    name: 'doorpost',
    startMs: performance.now() - startedAt,
    port,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export async function startDoorpost(options: DoorpostOptions): ReturnType<typeof startPrepared> {
  await prepareDoorpost(options);
  const system = await startPrepared(options);
  return {
    ...system,
    async stop() {
      await system.stop();
      await rm(options.folder, { recursive: true, force: true });
    },
  };
}

async function seed({ folder, sinkPort, senderAddresses = ['127.0.0.1'] }: DoorpostOptions): Promise<void> {
  const ids = createIdSource(systemClock, systemRandom);
  const organizationId = ids.objectId();
  const objects: readonly DirectoryObject[] = [
    {
      kind: 'organization',
      ...organizationForms.standards,
      id: organizationId,
      name: 'bench',
    },
    {
      kind: 'domain',
      id: ids.objectId(),
      organizationId,
      name: senderDomain,
      type: 'authoritative',
      verificationToken: 'doorpost-verification=bench',
      verified: { at: systemClock.now(), method: 'trusted' },
    },
    {
      kind: 'inbound-connector',
      ...inboundConnectorForms.standards,
      id: ids.objectId(),
      organizationId,
      name: 'generator',
      senderAddresses,
      // Counted all the same; a bench sends in a minute what a site sends in a month.
      limits: {
        connectorMessagesPerHour: 1e9,
        connectorRecipientsPerHour: 1e9,
        connectorRecipientsPerDay: 1e9,
        connectionsPerConnector: 12_000,
      },
    },
    {
      kind: 'outbound-connector',
      ...outboundConnectorForms.standards,
      id: ids.objectId(),
      organizationId,
      name: 'sink',
      route: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: sinkPort }] },
      tls: 'none',
      auth: null,
      lastTest: null,
    },
    {
      kind: 'system',
      id: ids.objectId(),
      // Ten thousand idle connections are measured.
      limits: { connectionsTotal: 12_000 },
      defaultOrganizationId: organizationId,
      captureOutbound: false,
    },
  ];
  await using store = await openStore({ folder, clock: systemClock, ids, log: silentLog });
  await store.directory.change(
    objects.map((object) => ({ verb: 'put', object })),
    'bench',
    systemClock.now(),
  );
}
