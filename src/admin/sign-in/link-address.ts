import type { Settings } from '../../config/settings.ts';

/**
 * The address of a link that lets somebody in. Its secret stands behind #, so that no browser sends it, and no log has it.
 * @param http without a `url` whoever opens it sits at this machine, or has a tunnel to it.
 */
export function linkAddress(
  http: Pick<Settings['http'], 'url' | 'tls'>,
  port: number,
  secret: { readonly enter: string } | { readonly invitation: string },
): string {
  const [[what, value] = ['', '']] = Object.entries<string>(secret);
  return `${pagesAddress(http, port)}/#${what}=${value}`;
}

/** By which a browser finds the admin center: scheme, name and port. */
export const pagesAddress = ({ url, tls }: Pick<Settings['http'], 'url' | 'tls'>, port: number): string =>
  url ?? `${tls === 'on' ? 'https' : 'http'}://localhost:${port}`;
