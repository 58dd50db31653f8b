/** The maps and files that parameters of Postfix name: read once each, however often they are asked. Pure: texts in. */
import type { Notes } from './notes.ts';
import { type MainCfSetting, type MapLine, readMapText, unbraced, wordsOf } from './main-cf.ts';
import type { SecretSettings } from './masked.ts';

/** Texts of the maps by the path that `main.cf` names; null: not readable. */
export type ReadMap = (path: string) => string | null;

export interface MapText {
  readonly lines: readonly MapLine[];
  /** It stands in main.cf itself, and its lines are numbered so. */
  readonly isInline: boolean;
  /** Its first line with that key, in lower case. */
  find(key: string): MapLine | undefined;
}

/** Maps that are made of a text. */
const OF_TEXT = /^(?:proxy:)?(?:hash|texthash|btree|lmdb|cdb|dbm):(\/.+)$/u;
const INLINE = /^inline:\{([\s\S]*)\}$/u;
const STATIC = /^static:([\s\S]*)$/u;
/** A kind of map, not an address of IPv6, which has digits, or brackets. */
const ANY_MAP = /^(?:[a-z]+:)+(?:[/{]|[a-z])/u;
/** How a database's map is asked (mysql_table(5), ldap_table(5)): it holds a password, and nothing to take over. */
const OF_DATABASE = /^[ \t]*(?:password|bind_pw)\s*=/mu;

/** Maps that say where mail goes: what they name goes the general way here. */
const WAYS: ReadonlySet<string> = new Set(['transport_maps', 'sender_dependent_relayhost_maps']);

export const sourceOf = ({ name, line }: Pick<MainCfSetting, 'name' | 'line'>): string => `main.cf:${line} ${name}`;

export class PostfixMaps {
  readonly #read: ReadMap;
  readonly #notes: Notes;
  readonly #secrets: SecretSettings;
  readonly #known = new Map<string, MapText | null>();
  /** A map that could not be read was told of once. */
  readonly #told = new Set<string>();

  constructor(read: ReadMap, notes: Notes, secrets: SecretSettings) {
    this.#read = read;
    this.#notes = notes;
    this.#secrets = secrets;
  }

  /** The maps a parameter names, to be gone through: `hash:/etc/postfix/transport`. Those that cannot be are noted as left. */
  of(setting: MainCfSetting): readonly MapText[] {
    return wordsOf(setting.value).flatMap((word) => this.#map(setting, word) ?? []);
  }

  /** The same, to be asked for keys: `static:` answers each alike. */
  asked(setting: MainCfSetting): readonly MapText[] {
    return wordsOf(setting.value).flatMap((word) => {
      const value = STATIC.exec(word)?.[1];
      return value === undefined ? (this.#map(setting, word) ?? []) : [staticMap(unbraced(value), setting)];
    });
  }

  /** Whether one of the maps it names cannot be asked. */
  hasUnread(setting: MainCfSetting): boolean {
    return this.asked(setting).length < wordsOf(setting.value).length;
  }

  /** The entries of a list: its words, the lines of files it names by path, the keys of maps (postconf(5), mynetworks and relay_domains). */
  listed(setting: MainCfSetting): readonly string[] {
    return wordsOf(setting.value).flatMap((word) => {
      if (ANY_MAP.test(word)) return this.#map(setting, word)?.lines.map(({ key }) => key) ?? [];
      if (!word.startsWith('/')) return [word];
      const text = this.#read(word);
      if (text === null) this.#leave(setting, word, 'cannot be read here');
      else if (OF_DATABASE.test(text)) this.#leave(setting, word, 'is no list');
      else return wordsOf(text.replaceAll(/^[ \t]*#.*$/gmu, ' '));
      return [];
    });
  }

  #map(setting: MainCfSetting, word: string): MapText | null {
    const inline = INLINE.exec(word)?.[1];
    const path = OF_TEXT.exec(word)?.[1];
    if (inline !== undefined) return this.#kept(word, () => inlineMap(inline, setting));
    if (path === undefined) this.#leave(setting, word, 'is no map made of a text file');
    else {
      const known = this.#kept(path, () => this.#ofText(path));
      if (known !== null) return known;
      this.#leave(setting, word, 'cannot be read here');
    }
    return null;
  }

  #kept(name: string, make: () => MapText | null): MapText | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const made = make();
    this.#known.set(name, made);
    return made;
  }

  #ofText(path: string): MapText | null {
    const text = this.#read(path);
    return text === null || OF_DATABASE.test(text) ? null : mapOf(readMapText(text), false);
  }

  #leave(setting: MainCfSetting, word: string, why: string): void {
    const source = sourceOf(setting);
    if (this.#told.has(`${source} ${word}`)) return;
    this.#told.add(`${source} ${word}`);
    const text = `${this.#secrets.shown(setting, word)} ${why}: add what it says by hand`;
    if (WAYS.has(setting.name)) this.#notes.lost(source, `the ways that it names (${text})`);
    else this.#notes.left(source, text);
  }
}

function mapOf(lines: readonly MapLine[], isInline: boolean): MapText {
  const byKey = new Map<string, MapLine>();
  for (const line of lines) if (!byKey.has(line.key)) byKey.set(line.key, line);
  return { lines, isInline, find: (key) => byKey.get(key) };
}

/** `key=value`, or in braces, with blanks: `{key = value}` (DATABASE_README, inline). */
function inlineMap(text: string, { line }: MainCfSetting): MapText {
  const lines = wordsOf(text).flatMap((word) => {
    const entry = unbraced(word);
    const equals = entry.indexOf('=');
    const key = entry.slice(0, Math.max(equals, 0)).trim();
    return key === '' ? [] : [{ key: key.toLowerCase(), value: entry.slice(equals + 1).trim(), line }];
  });
  return mapOf(lines, true);
}

/** It has no lines to go through. */
const staticMap = (value: string, { line }: MainCfSetting): MapText => ({
  lines: [],
  isInline: true,
  find: (key) => ({ key, value: value.trim(), line }),
});
