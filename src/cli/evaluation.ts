/**
 * What evaluation mode finds in its directory: one organization with a scanner, an inbox and a connector for this machine. Only ever put
 * into an empty directory; never touches what an administrator made.
 */
import { generatePassword } from '../admin/generate-password.ts';
import type { Clock } from '../base/clock.ts';
import type { IdSource } from '../base/id.ts';
import { hashPassword } from '../base/password-verifier.ts';
import type { Random } from '../base/random.ts';
import type { Credential, Directory, DirectoryEdit, DirectoryObject, MailboxAccount } from '../mail/directory.ts';
import type { Store } from '../store/store.ts';

export const evaluationDomain = 'doorpost.test';
export const scannerAddress = `scanner@${evaluationDomain}`;
export const inboxAddress = `inbox@${evaluationDomain}`;
export const thisMachine = 'This machine';
const CREDENTIAL_NAME = 'Evaluation';
const ACTOR = 'evaluation';

export interface SeedDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdSource;
}

export interface Seeded {
  readonly directory: Directory;
  /** False: there was something already, and it was left as it is (but for the password). */
  readonly created: boolean;
  /** The scanner's password where this start knows it: just made, or given. */
  readonly password: string | null;
}

/**
 * Fills an empty directory; in one that is filled, makes `givenPassword` (DOORPOST_EVALUATION_PASSWORD) the scanner's password.
 * Rejects as `store.directory.change` does.
 */
export async function seedEvaluation(store: Store, deps: SeedDeps, givenPassword: string | null): Promise<Seeded> {
  const directory = await store.directory.load();
  const now = deps.clock.now();
  if (directory.objects.some((object) => object.kind === 'organization')) {
    if (givenPassword === null) return { directory, created: false, password: null };
    const credential = scannerCredential(directory);
    if (credential === null) return { directory, created: false, password: null };
    const verifier = await hashPassword(givenPassword, deps.random);
    const changed = await store.directory.change(
      [{ verb: 'put', object: { ...credential, verifier, enabled: true } }],
      ACTOR,
      now,
    );
    return { directory: changed, created: false, password: givenPassword };
  }
  const password = givenPassword ?? generatePassword(deps.random);
  const edits = await evaluationEdits(directory, deps, password);
  return { directory: await store.directory.change(edits, ACTOR, now), created: true, password };
}

async function evaluationEdits(
  directory: Directory,
  deps: SeedDeps,
  password: string,
): Promise<readonly DirectoryEdit[]> {
  const { ids, clock, random } = deps;
  const now = clock.now();
  const organizationId = ids.objectId();
  const mailbox = (local: string, displayName: string): MailboxAccount => ({
    kind: 'mailbox',
    id: ids.objectId(),
    organizationId,
    address: `${local}@${evaluationDomain}`,
    displayName,
    aliases: [],
    plusAddressing: true,
    sendAs: [],
    forwarding: null,
    smtpAuth: true,
    passwordAuth: true,
    enabled: true,
    delivery: { kind: 'maildir', path: `${evaluationDomain}/${local}` },
    copyToSent: false,
    limits: {},
  });
  const scanner = mailbox('scanner', 'Scanner');
  const system = directory.objects.find((object) => object.kind === 'system');
  const objects: readonly DirectoryObject[] = [
    {
      kind: 'organization',
      id: organizationId,
      name: evaluationDomain,
      smtpAuth: true,
      passwordAuth: true,
      rejectDirectSend: false,
      licensing: 'report',
      copyOrphanReportsToPostmaster: false,
      postmaster: inboxAddress,
      limits: {},
    },
    {
      kind: 'domain',
      id: ids.objectId(),
      organizationId,
      name: evaluationDomain,
      type: 'authoritative',
      verificationToken: `doorpost-verification=${ids.objectId().toLowerCase()}`,
      verified: { at: now, method: 'evaluation' },
    },
    mailbox('inbox', 'Inbox'),
    scanner,
    {
      kind: 'credential',
      id: ids.objectId(),
      organizationId,
      mailboxId: scanner.id,
      name: CREDENTIAL_NAME,
      username: scannerAddress,
      verifier: await hashPassword(password, random),
      enabled: true,
      createdAt: now,
    },
    {
      kind: 'inbound-connector',
      id: ids.objectId(),
      organizationId,
      name: thisMachine,
      enabled: true,
      type: 'OnPremises',
      senderDomains: ['*'],
      recipientDomains: ['*'],
      // Not the whole of 127.0.0.0/8: 127.0.0.2 is the stranger that shows Direct Send.
      senderAddresses: ['127.0.0.1', '::1'],
      certificateName: null,
      certificateFingerprint: null,
      requireTls: false,
      associatedAcceptedDomains: [],
      bareLineFeed: 'reject',
      limits: {},
    },
    {
      kind: 'system',
      id: system?.id ?? ids.objectId(),
      limits: system?.limits ?? {},
      defaultOrganizationId: organizationId,
      captureOutbound: true,
    },
  ];
  return objects.map((object) => ({ verb: 'put', object }));
}

/** The credential this start seeded, or the first one the scanner has. */
function scannerCredential(directory: Directory): Credential | null {
  const scanner = directory.objects.find((object) => object.kind === 'mailbox' && object.address === scannerAddress);
  const own = directory.objects.filter(
    (object): object is Credential => object.kind === 'credential' && object.mailboxId === scanner?.id,
  );
  return own.find((credential) => credential.name === CREDENTIAL_NAME) ?? own[0] ?? null;
}
