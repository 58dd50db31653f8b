/**
 * The address of a link that lets somebody in. Its secret stands behind #, so that no browser sends it, and no log has it.
 * @param url `http.url`; null: whoever opens it sits at this machine, or has a tunnel to it.
 */
export function linkAddress(
  url: string | null,
  port: number,
  secret: { readonly enter: string } | { readonly invitation: string },
): string {
  const [[what, value] = ['', '']] = Object.entries<string>(secret);
  return `${url ?? `http://localhost:${port}`}/#${what}=${value}`;
}
