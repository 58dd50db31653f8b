/** An organization as the audit log keeps it: of the webhook's address scheme and host, for the rest of it lets whoever knows it post. Pure. */
import { schemeAndHost } from '../../../directory/alarm-webhook.ts';

export function shownWebhook(object: unknown): unknown {
  if (typeof object !== 'object' || object === null) return object;
  const { alarmWebhook } = object as { alarmWebhook?: unknown };
  return typeof alarmWebhook === 'string' ? { ...object, alarmWebhook: schemeAndHost(alarmWebhook) } : object;
}
