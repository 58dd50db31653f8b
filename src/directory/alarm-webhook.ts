/** The address that alarms are posted to. Its path and query let anybody who knows them post: they are kept sealed, and only scheme and host are shown. */
import type { ObjectId } from '../base/id.ts';
import type { SecretName } from './objects.ts';

/** `https://chat.example/hooks/T0KEN` -> `https://chat.example`. */
export function schemeAndHost(address: string): string {
  if (!URL.canParse(address)) return '(not shown)';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

/** The name of the secret that holds an organization's whole address. */
export const webhookSecret = (organizationId: ObjectId): SecretName => `webhook:${organizationId}`;
