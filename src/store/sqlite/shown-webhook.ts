/** An organization as the audit log keeps it: of the webhook's address scheme and host, for the rest of it lets whoever knows it post. Pure. */
export function shownWebhook(object: unknown): unknown {
  if (typeof object !== 'object' || object === null) return object;
  const { alarmWebhook } = object as { alarmWebhook?: unknown };
  return typeof alarmWebhook === 'string' ? { ...object, alarmWebhook: schemeAndHost(alarmWebhook) } : object;
}

function schemeAndHost(address: string): string {
  if (!URL.canParse(address)) return '(not shown)';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
