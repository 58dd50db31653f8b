/** The address of Explain with a mail filled in. */
export interface MailMeant {
  readonly from: string | null;
  readonly to: readonly (string | null)[];
  readonly ip: string | null;
  readonly helo?: string | null;
  readonly tls?: string | null;
  readonly login?: string | null;
  readonly port?: string | null;
  readonly sizeBytes?: number | null;
}

export function explainPath({ from, to, ip, helo, tls, login, port, sizeBytes }: MailMeant): string {
  const said: readonly (readonly [string, string | null | undefined])[] = [
    ['from', from],
    ['to', to.filter((one) => one !== null).join(', ')],
    ['ip', ip],
    ['helo', helo],
    ['tls', tls == null ? null : 'yes'],
    ['login', login],
    ['port', port],
    ['size', sizeBytes == null ? null : String(sizeBytes)],
  ];
  const given = said.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
  return `/explain?${new URLSearchParams(given)}`;
}
