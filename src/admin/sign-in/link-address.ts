import type { Settings } from '../../config/settings.ts';

/**
 * The address of a link that lets somebody in. Its secret stands behind #, so that no browser sends it, and no log has it.
 * @param http without a `url` whoever opens it sits at this machine, or has a tunnel to it.
 */
export function linkAddress(
  { url, tls }: Pick<Settings['http'], 'url' | 'tls'>,
  port: number,
  secret: { readonly enter: string } | { readonly invitation: string },
): string {
  const [[what, value] = ['', '']] = Object.entries<string>(secret);
  return `${url ?? `${tls === 'on' ? 'https' : 'http'}://localhost:${port}`}/#${what}=${value}`;
}
