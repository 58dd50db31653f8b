/**
 * Secrets that secret.key does not open: looked for at the start, an alarm until each of them was set anew or is gone. A restored or moved
 * directory with another key file is said at once, not when the first message waits.
 */
import { bounds } from '../../base/bounds.ts';
import type { Log } from '../../base/log.ts';
import { SealBroken } from '../../base/secret-box.ts';
import type { JudgeAlarm } from '../../mail/alarm.ts';
import { dkimKeyName, dkimKeyOfSecret } from '../../directory/dkim-keys.ts';
import { webhookSecret } from '../../directory/alarm-webhook.ts';
import { blockListsOf } from '../../directory/block-lists.ts';
import type { SecretName } from '../../directory/objects.ts';
import type { Observe } from '../../mail/observation.ts';
import { secretsOf } from '../../directory/upstream.ts';
import { alarmOver } from '../../policy/alarms/alarm-rules.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { Secrets } from './secrets.ts';

export interface WatchedSecrets extends Secrets {
  /** Opens each of them once. Rejects with StoreUnavailable. */
  lookForSealed(): Promise<void>;
  /** Of the alarm of them, as they were found at the start and set anew since. */
  readonly judge: JudgeAlarm;
}

const KEY = 'secrets-sealed';

export function watchSealed(
  secrets: Secrets,
  { directory, observe, log }: { readonly directory: LiveDirectory; readonly observe: Observe; readonly log: Log },
): WatchedSecrets {
  const sealed = new Set<SecretName>();

  /** The secret as a person would name it. */
  const called = (name: SecretName): string => {
    const user = directory.current.outboundConnectors.find(({ auth }) => secretsOf(auth).includes(name));
    const what = user?.auth?.kind === 'password' ? 'password' : 'sign-in';
    const organization = directory.current.organizations.find(({ id }) => webhookSecret(id) === name);
    if (organization !== undefined) return `the alarm webhook of ${organization.name}`;
    const key = directory.current.get('dkim-key', dkimKeyOfSecret(name));
    if (key !== null) return `the DKIM key ${dkimKeyName(key)}`;
    for (const one of directory.current.organizations) {
      const list = blockListsOf(one).find(({ secret }) => secret === name);
      if (list !== undefined) return `the key of block list ${list.zone} of ${one.name}`;
    }
    return user === undefined ? name : `the ${what} of connector ${user.name}`;
  };

  const tell = (): void => {
    if (sealed.size === 0) {
      observe(alarmOver(KEY, KEY, { end: 'opens-again' }));
      return;
    }
    const named = [...sealed].slice(0, bounds.alarm.namesTold).map(called);
    observe({
      kind: 'alarm',
      alarm: {
        key: KEY,
        kind: KEY,
        organizationId: null,
        subject: 'secret.key',
        stage: 1,
        facts: { secrets: named, count: sealed.size },
      },
    });
  };

  /** It was set anew, or is gone. */
  const mended = (name: SecretName): void => {
    if (sealed.delete(name)) tell();
  };

  return {
    read: (name) => secrets.read(name),
    names: (only) => secrets.names(only),
    async put(name, plain) {
      await secrets.put(name, plain);
      mended(name);
    },
    async delete(name) {
      await secrets.delete(name);
      mended(name);
    },
    judge: () => (sealed.size === 0 ? { end: 'opens-again' } : null),
    async lookForSealed() {
      for (const name of await secrets.names()) {
        try {
          await secrets.read(name);
        } catch (error) {
          if (!(error instanceof SealBroken)) throw error;
          sealed.add(name);
        }
      }
      if (sealed.size === 0) return;
      tell();
      log.error(
        { secrets: [...sealed].slice(0, bounds.alarm.namesTold).map(called) },
        'secret.key does not open these secrets: mail that needs them waits. Put the right secret.key back (mode 0600) and restart, or set each of them again',
      );
    },
  };
}
