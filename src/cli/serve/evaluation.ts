/**
 * The set-up that evaluation mode finds in its directory: one organization with a scanner, an inbox and a connector for this machine. Only ever put
 * into an empty directory; never touches what an administrator made.
 */
import { makeDomain, makeMailbox } from '../../admin/changes/make-object.ts';
import { domainForms } from '../../directory/kinds/domain.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { generatePassword } from '../../admin/secrets/generate-password.ts';
import type { Clock } from '../../base/clock.ts';
import type { IdSource } from '../../base/id.ts';
import { hashPassword } from '../../base/password-verifier.ts';
import type { Random } from '../../base/random.ts';
import type { Credential, Directory, DirectoryEdit, DirectoryObject, MailboxAccount } from '../../directory/objects.ts';
import type { Store } from '../../store/store.ts';

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

/** Fills an empty directory, but for the scanner's password; one that is filled stays as it is. Rejects as `store.directory.change` does. */
export async function seedEvaluation(store: Store, deps: SeedDeps): Promise<Directory> {
  const directory = await store.directory.load();
  if (directory.objects.some((object) => object.kind === 'organization')) return directory;
  await store.directory.change(evaluationEdits(directory, deps), ACTOR, deps.clock.now());
  return store.directory.load();
}

export interface ScannerPassword {
  readonly directory: Directory;
  /** Known to this start: just made, or given. Null: it was shown at an earlier start. */
  readonly password: string | null;
}

/**
 * Makes the scanner's credential where it has none. The last step before the password is shown: a start that failed before has made none, so
 * a credential that is there is one whose password was shown. `given` (DOORPOST_EVALUATION_PASSWORD) wins over what is there.
 */
export async function scannerPassword(store: Store, deps: SeedDeps, given: string | null): Promise<ScannerPassword> {
  const directory = await store.directory.load();
  const scanner = directory.objects.find((object) => object.kind === 'mailbox' && object.address === scannerAddress);
  if (scanner?.kind !== 'mailbox') return { directory, password: null };
  const credential = credentialOf(directory, scanner);
  if (credential !== null && given === null) return { directory, password: null };
  const password = given ?? generatePassword(deps.random);
  const now = deps.clock.now();
  const object: Credential = {
    kind: 'credential',
    id: deps.ids.objectId(),
    organizationId: scanner.organizationId,
    mailboxId: scanner.id,
    name: CREDENTIAL_NAME,
    username: scannerAddress,
    createdAt: now,
    ...credential,
    verifier: await hashPassword(password, deps.random),
    enabled: true,
  };
  await store.directory.change([{ verb: 'put', object }], ACTOR, now);
  return { directory: await store.directory.load(), password };
}

function evaluationEdits(directory: Directory, deps: SeedDeps): readonly DirectoryEdit[] {
  const { ids, clock, random } = deps;
  const now = clock.now();
  const organizationId = ids.objectId();
  const mailbox = (local: string, displayName: string): MailboxAccount =>
    makeMailbox(ids, organizationId, {
      ...mailboxForms.standards,
      address: `${local}@${evaluationDomain}`,
      displayName,
    });
  const system = directory.objects.find((object) => object.kind === 'system');
  const objects: readonly DirectoryObject[] = [
    {
      kind: 'organization',
      ...organizationForms.standards,
      id: organizationId,
      name: evaluationDomain,
      // Here anything may be tried, also what has no author, on a machine without DNS; the trace says what would be done about it.
      protection: 'observe',
      postmaster: inboxAddress,
    },
    {
      ...makeDomain(ids, random, organizationId, { ...domainForms.standards, name: evaluationDomain }),
      verified: { at: now, method: 'evaluation' },
    },
    mailbox('inbox', 'Inbox'),
    mailbox('scanner', 'Scanner'),
    {
      kind: 'inbound-connector',
      ...inboundConnectorForms.standards,
      id: ids.objectId(),
      organizationId,
      name: thisMachine,
      // Not the whole of 127.0.0.0/8: 127.0.0.2 is the stranger that shows Direct Send.
      senderAddresses: ['127.0.0.1', '::1'],
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

/** The credential that an earlier start made, or the first one the scanner has. */
function credentialOf(directory: Directory, scanner: MailboxAccount): Credential | null {
  const own = directory.objects.filter(
    (object): object is Credential => object.kind === 'credential' && object.mailboxId === scanner.id,
  );
  return own.find((credential) => credential.name === CREDENTIAL_NAME) ?? own[0] ?? null;
}
