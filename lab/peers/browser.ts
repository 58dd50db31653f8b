/** A browser as far as signing in goes: keeps the cookie, adds the second secret and its origin. */
import type { Answer, AskOptions } from '../houses/test-admin.ts';

type AskTcp = (method: string, path: string, options?: AskOptions) => Promise<Answer>;

export class Browser {
  /** By name. */
  readonly cookies = new Map<string, string>();
  secret: string | null = null;
  readonly #ask: AskTcp;
  readonly #host: string;
  readonly #scheme: string;

  constructor(ask: AskTcp, host = 'localhost:8525', scheme = 'http') {
    this.#ask = ask;
    this.#host = host;
    this.#scheme = scheme;
  }

  /** Below /api/v1. @param headers in place of its own; empty: left out. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = {
      cookie,
      'x-doorpost': this.secret ?? '',
      ...(method === 'GET' ? {} : { origin: `${this.#scheme}://${this.#host}` }),
      ...headers,
    };
    const said = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    const answer = await this.#ask(method, `/api/v1${path}`, {
      host: this.#host,
      headers: said,
      ...(body === undefined ? {} : { body }),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(line);
    if (answer.body?.me !== undefined) this.secret = answer.body.secret;
    return answer;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
