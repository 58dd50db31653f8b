/** Where alarms are posted to. Path and query of such an address let whoever knows them post: they are kept sealed, and only scheme and host are shown. */
import type { ObjectId } from '../base/id.ts';
import type { SecretName } from './directory.ts';

/** `https://chat.example/hooks/T0KEN` -> `https://chat.example`. */
export function schemeAndHost(address: string): string {
  if (!URL.canParse(address)) return '(not shown)';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

/** Where an organization's whole address is kept. */
export const webhookSecret = (organizationId: ObjectId): SecretName => `webhook:${organizationId}`;
