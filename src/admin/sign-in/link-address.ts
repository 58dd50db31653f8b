/**
 * The address of a link that signs in. Its secret stands behind #, so that no browser sends it, and no log has it.
 * @param url `http.url`; null: whoever opens it sits at this machine, or has a tunnel to it.
 */
export const linkAddress = (url: string | null, port: number, secret: string): string =>
  `${url ?? `http://localhost:${port}`}/#enter=${secret}`;
