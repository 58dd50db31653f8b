/**
 * Cleans up after a crash between a secret and the object it belongs to. A secret is put first and named afterwards, perhaps by another node than
 * the one that sweeps: only what has been there for an hour is nobody's. Nothing here changes the directory.
 */
import { type Clock, sleep } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { dkimKeyOfSecret } from '../../directory/dkim-keys.ts';
import { blockListsOf } from '../../directory/block-lists.ts';
import { credentialOfSecret } from '../../directory/sealed-credential.ts';
import { secretsOf } from '../../directory/upstream.ts';
import type { Store } from '../../store/store.ts';
import type { Secrets } from './secrets.ts';

const HOUR_MS = 3_600_000;

interface Parts {
  readonly store: Pick<Store, 'role'>;
  readonly secrets: Pick<Secrets, 'names' | 'delete'>;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly log: Log;
}

/** At once, and each hour. Returns how to stop. */
export function sweepSecrets({ store, secrets, directory, clock, log }: Parts): () => void {
  const sweep = async (over: AbortSignal): Promise<void> => {
    const old = await secrets.names({ putBefore: clock.now() - HOUR_MS });
    // Looked at after the names were read: what was named meanwhile is used.
    const view = directory.current;
    const used = new Set([
      ...view.outboundConnectors.flatMap(({ auth }) => secretsOf(auth)),
      ...view.organizations.flatMap(blockListsOf).map(({ secret }) => secret),
    ]);
    for (const name of old) {
      if (over.aborted) return;
      if (!/^(?:outbound|credential|dkim|block-list):/u.test(name) || used.has(name)) continue;
      if (view.get('credential', credentialOfSecret(name)) !== null) continue;
      if (view.get('dkim-key', dkimKeyOfSecret(name)) !== null) continue;
      await secrets.delete(name);
      log.info({ secret: name }, 'a secret that belongs to nothing any more was deleted');
    }
  };
  return store.role('secrets', async (over) => {
    while (!over.aborted) {
      await sweep(over).catch((error: unknown) =>
        log.warn(
          { error: String(error) },
          'secrets that belong to nothing could not be looked for; tried again in an hour',
        ),
      );
      await sleep(clock, HOUR_MS, over);
    }
  });
}
