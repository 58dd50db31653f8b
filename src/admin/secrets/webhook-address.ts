/**
 * The addresses of alarm webhooks: what of them lets whoever knows it post (path and query) is sealed; the directory, and so API, export and
 * audit log, know scheme and host.
 */
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import { schemeAndHost, webhookSecret } from '../../directory/alarm-webhook.ts';
import type { DirectoryEdit, Organization } from '../../directory/objects.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { type Store, StoreUnavailable } from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import type { Secrets } from './secrets.ts';

/** Whole addresses to be sealed, by the organization's id. */
type Addresses = ReadonlyMap<ObjectId, { readonly name: string; readonly address: string }>;

/**
 * Edits as the directory may keep them, and what is to be sealed beside them. Scheme and host alone, where they are what is shown already, mean
 * the address that is kept: what was read and is written back changes nothing.
 */
export async function splitWebhooks(
  view: DirectoryView,
  edits: readonly DirectoryEdit[],
  rest: Rest,
): Promise<{ readonly edits: readonly DirectoryEdit[]; readonly addresses: Addresses }> {
  const addresses = new Map<ObjectId, { name: string; address: string }>();
  const shown = (edit: DirectoryEdit): DirectoryEdit => {
    if (edit.verb !== 'put' || edit.object.kind !== 'organization' || edit.object.alarmWebhook === null) return edit;
    const { id, name, alarmWebhook } = edit.object;
    if (alarmWebhook === view.get('organization', id)?.alarmWebhook) return edit;
    addresses.set(id, { name, address: alarmWebhook });
    return { verb: 'put', object: shownOrganization(edit.object) };
  };
  const kept: DirectoryEdit[] = [];
  for (const edit of edits) {
    kept.push(shown(edit));
    await rest();
  }
  return { edits: kept, addresses };
}

export const shownOrganization = (organization: Organization): Organization =>
  organization.alarmWebhook === null
    ? organization
    : { ...organization, alarmWebhook: schemeAndHost(organization.alarmWebhook) };

/** Whether it says more of its webhook than is shown. */
export const bringsWebhook = ({ alarmWebhook }: Organization): boolean =>
  alarmWebhook !== null && alarmWebhook !== schemeAndHost(alarmWebhook);

export async function sealWebhooks(
  { secrets, store, clock }: Pick<AdminContext, 'secrets' | 'store' | 'clock'>,
  actor: string,
  addresses: Addresses,
): Promise<void> {
  for (const [id, { name, address }] of addresses) {
    const secret = webhookSecret(id);
    await secrets.put(secret, address);
    await store.directory.note({
      at: clock.now(),
      actor,
      kind: 'secret',
      id: secret,
      name: `webhook:${name}`,
      before: null,
      after: 'set',
    });
  }
}

/** Addresses that stand whole in the directory, as 0.1.0 wrote them: sealed first, then shortened. A crash between does it again. */
export async function sealStoredWebhooks(parts: {
  readonly directory: LiveDirectory;
  readonly store: Store;
  readonly secrets: Secrets;
  readonly now: number;
  readonly log: Log;
}): Promise<void> {
  const { directory, store, secrets, now, log } = parts;
  const whole = directory.current.organizations.filter(bringsWebhook);
  if (whole.length === 0) return;
  try {
    for (const { id, alarmWebhook } of whole)
      if (alarmWebhook !== null) await secrets.put(webhookSecret(id), alarmWebhook);
    const edits = whole.map(
      (organization): DirectoryEdit => ({ verb: 'put', object: shownOrganization(organization) }),
    );
    await store.directory.change(edits, 'system:upgrade', now, directory.current.revision);
    directory.replace(await store.directory.load());
  } catch (error) {
    // They act as they are; the next start tries again.
    if (!(error instanceof StoreUnavailable)) throw error;
    log.warn(
      { organizations: whole.length },
      'addresses of alarm webhooks could not be sealed: the store cannot write now',
    );
  }
}
