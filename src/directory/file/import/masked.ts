/**
 * The part of another server's settings that may be shown. Passwords are never: neither where they belong nor where somebody put them by mistake.
 * Pure.
 */
import { bounds } from '../../../base/bounds.ts';
import { type MainCf, type MainCfSetting, referencesIn, wordsOf } from './main-cf.ts';

export const NOT_SHOWN = '(not shown)';

/** `db_password=hunter2` within a text. */
const NAMED = /passw|passphrase|pwd|secret|token|bind_pw/iu;

/** A value without what stands as `user:password@` before a host, or after the name of a password. */
export function masked(value: string): string {
  const text = withoutUserInfo(value);
  let shown = '';
  let from = 0;
  let word = 0;
  for (let equals = text.indexOf('='); equals >= 0; equals = text.indexOf('=', word)) {
    const isSecret = NAMED.test(lastWord(text.slice(word, equals)));
    word = equals + 1;
    if (!isSecret) continue;
    const length = text.slice(word).search(/[,}]/u);
    const end = length < 0 ? text.length : word + length;
    const blanks = /^\s*/u.exec(text.slice(word, end))?.[0] ?? '';
    if (word + blanks.length === end) continue;
    shown += `${text.slice(from, word)}${blanks}${NOT_SHOWN}`;
    from = word = end;
  }
  return shown + text.slice(from);
}

/** The name that the text ends in. */
const lastWord = (text: string): string =>
  text
    .trimEnd()
    .split(/[^\w.-]/u)
    .at(-1) ?? '';

export const withoutUserInfo = (text: string): string => text.replaceAll(/\S+/gu, hostOnly);

/** The last @ counts: a password may hold one. */
function hostOnly(word: string): string {
  const at = word.lastIndexOf('@');
  const colon = word.indexOf(':');
  return colon >= 0 && colon < at ? `${NOT_SHOWN}${word.slice(at)}` : word;
}

/** Parameters whose value is a secret or leads to one: `smtp_sasl_password_maps`, `ldap_bind_pw`, `mysql_password`. */
const SECRET_NAME = /passw|passphrase|pwd|secret|sasl|token|_pw$/iu;
/** Turned on or off: nothing to hide. */
const SWITCH_NAME = /_enable$/u;
/** A map or a file by its path. What `static:` and `inline:` name is the value itself. */
const BY_PATH = /^(?!(?:proxy:)?(?:static|inline):)(?:[a-z]+:){0,2}\/[\w./+-]+$/u;

/** Which parameters of a `main.cf` may hold secrets, and what of them is shown. */
export class SecretSettings {
  readonly #names: ReadonlySet<string>;

  constructor({ settings }: Pick<MainCf, 'settings'>) {
    const secret = new Set<string>();
    const byName = new Map(settings.map((setting) => [setting.name, setting]));
    // A parameter that a password is put together from holds it: `mine = hunter2`, `smtp_sasl_password_maps = static:me:$mine`.
    const waiting = settings.filter(({ name }) => SECRET_NAME.test(name) && !SWITCH_NAME.test(name));
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (secret.has(one.name)) continue;
      secret.add(one.name);
      if (wordsOf(one.value).every((word) => BY_PATH.test(word))) continue;
      waiting.push(...referencesIn(one.written).flatMap((name) => byName.get(name) ?? []));
    }
    const users = new Map<string, string[]>();
    for (const { name, written } of settings)
      for (const used of referencesIn(written)) {
        const known = users.get(used);
        if (known === undefined) users.set(used, [name]);
        else known.push(name);
      }
    // And so does the value of one that takes over a secret's.
    const next = [...secret];
    for (let name = next.pop(); name !== undefined; name = next.pop())
      for (const user of users.get(name) ?? [])
        if (!secret.has(user)) {
          secret.add(user);
          next.push(user);
        }
    this.#names = secret;
  }

  /** A value of a parameter, as a note may tell it. */
  shown({ name }: Pick<MainCfSetting, 'name'>, value: string): string {
    const text = this.#names.has(name) ? wordsOf(value).map(shownWord).join(' ') : masked(value);
    return text.slice(0, bounds.config.importedValue);
  }
}

/** Of a parameter that may hold a secret: where a map stands is told, and else only its kind. */
function shownWord(word: string): string {
  if (BY_PATH.test(word)) return word;
  const kind = /^[a-z]+:(?=.)/u.exec(word)?.[0];
  return kind !== undefined && MAP_KINDS.has(kind) ? `${kind}${NOT_SHOWN}` : NOT_SHOWN;
}

const MAP_KINDS: ReadonlySet<string> = new Set([
  'static:',
  'inline:',
  'proxy:',
  'unionmap:',
  'pipemap:',
  'randmap:',
  'hash:',
  'texthash:',
  'ldap:',
  'mysql:',
  'pgsql:',
  'sqlite:',
]);

/** A line that is no setting may be anything, also a piece of one: its first word tells enough, with the number of the line. */
export function shownLine(text: string): string {
  const first = /^[^\s:=,@]{1,40}/u.exec(text)?.[0];
  if (first === undefined) return NOT_SHOWN;
  return first === text ? first : `${first} ...`;
}
