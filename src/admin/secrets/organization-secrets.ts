/**
 * Secrets that stand within fields of an organization as people write them: what of the alarm webhook's address lets whoever knows it post (path
 * and query), and the keys of block lists. They are sealed; the directory, and so API, export and audit log, know scheme and host, and the list.
 */
import type { Log } from '../../base/log.ts';
import { schemeAndHost, webhookSecret } from '../../directory/alarm-webhook.ts';
import { blockListSecret, splitListKey } from '../../directory/block-lists.ts';
import type { DirectoryEdit, Organization, SecretName } from '../../directory/objects.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { type Store, StoreUnavailable } from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import type { Secrets } from './secrets.ts';

/** Values to be sealed, and the names that the audit log gives them. */
type Sealing = ReadonlyMap<SecretName, { readonly called: string; readonly value: string }>;

/**
 * Edits as the directory may keep them, and what is to be sealed beside them. Scheme and host alone, or a list without its key, where they are
 * what is shown already, mean what is kept: what was read and is written back changes nothing.
 */
export async function splitSecrets(
  view: DirectoryView,
  edits: readonly DirectoryEdit[],
  rest: Rest,
): Promise<{ readonly edits: readonly DirectoryEdit[]; readonly sealing: Sealing }> {
  const sealing = new Map<SecretName, { called: string; value: string }>();
  const shown = (edit: DirectoryEdit): DirectoryEdit => {
    if (edit.verb !== 'put' || edit.object.kind !== 'organization') return edit;
    const { id, name, alarmWebhook, blockLists } = edit.object;
    if (alarmWebhook !== null && alarmWebhook !== view.get('organization', id)?.alarmWebhook)
      sealing.set(webhookSecret(id), { called: `webhook:${name}`, value: alarmWebhook });
    for (const { zone, key } of blockLists.map(splitListKey))
      if (key !== null) sealing.set(blockListSecret(id, zone), { called: `block-list:${name}:${zone}`, value: key });
    return { verb: 'put', object: shownOrganization(edit.object) };
  };
  const kept: DirectoryEdit[] = [];
  for (const edit of edits) {
    kept.push(shown(edit));
    await rest();
  }
  return { edits: kept, sealing };
}

/** The same object, where it has nothing to hide. */
export function shownOrganization(organization: Organization): Organization {
  const webhook = shownWebhook(organization);
  const { blockLists } = organization;
  const zones = [...new Set(blockLists.map((written) => splitListKey(written).zone))];
  return zones.join() === blockLists.join() ? webhook : { ...webhook, blockLists: zones };
}

const shownWebhook = (organization: Organization): Organization =>
  organization.alarmWebhook === null || !bringsWebhook(organization)
    ? organization
    : { ...organization, alarmWebhook: schemeAndHost(organization.alarmWebhook) };

/** Whether it says more of its webhook than is shown. */
export const bringsWebhook = ({ alarmWebhook }: Organization): boolean =>
  alarmWebhook !== null && alarmWebhook !== schemeAndHost(alarmWebhook);

/** The same of keys of its block lists. */
export const bringsListKey = ({ blockLists }: Organization): boolean =>
  blockLists.some((written) => splitListKey(written).key !== null);

export async function sealSecrets(
  { secrets, store, clock }: Pick<AdminContext, 'secrets' | 'store' | 'clock'>,
  actor: string,
  sealing: Sealing,
): Promise<void> {
  for (const [secret, { called, value }] of sealing) {
    await secrets.put(secret, value);
    await store.directory.note({
      at: clock.now(),
      actor,
      kind: 'secret',
      id: secret,
      name: called,
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
