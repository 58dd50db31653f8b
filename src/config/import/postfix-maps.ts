/** The maps and files that parameters of Postfix name: read once each, however often they are asked. Pure: texts in. */
import type { Notes } from './imported.ts';
import { type MainCfSetting, type MapLine, readMapText, wordsOf } from './main-cf.ts';

/** Texts of the maps by the path that `main.cf` names; null: not readable. */
export type ReadMap = (path: string) => string | null;

export interface MapText {
  readonly lines: readonly MapLine[];
  /** Its first line with that key, in lower case. */
  find(key: string): MapLine | undefined;
}

/** Maps that are made of a text. */
const OF_TEXT = /^(?:hash|texthash|btree|lmdb|cdb|dbm):(\/.+)$/u;

export const sourceOf = ({ name, line }: Pick<MainCfSetting, 'name' | 'line'>): string => `main.cf:${line} ${name}`;

export class PostfixMaps {
  readonly #read: ReadMap;
  readonly #notes: Notes;
  readonly #known = new Map<string, MapText | null>();
  /** What could not be read was told of once. */
  readonly #told = new Set<string>();

  constructor(read: ReadMap, notes: Notes) {
    this.#read = read;
    this.#notes = notes;
  }

  /** The maps a parameter names: `hash:/etc/postfix/transport`. Those that are made of no text are noted as left. */
  of(setting: MainCfSetting): readonly MapText[] {
    return wordsOf(setting.value).flatMap((word) => this.#map(setting, word) ?? []);
  }

  /** What a list holds: its words, the lines of files it names by path, the keys of maps (postconf(5), mynetworks and relay_domains). */
  listed(setting: MainCfSetting): readonly string[] {
    return wordsOf(setting.value).flatMap((word) => {
      if (/^[a-z]+:\//u.test(word)) return this.#map(setting, word)?.lines.map(({ key }) => key) ?? [];
      if (!word.startsWith('/')) return [word];
      const text = this.#read(word);
      if (text !== null) return wordsOf(text.replaceAll(/^\s*#.*$/gmu, ' '));
      this.#leave(setting, word, 'cannot be read here');
      return [];
    });
  }

  #map(setting: MainCfSetting, word: string): MapText | null {
    const path = OF_TEXT.exec(word)?.[1];
    if (path === undefined) this.#leave(setting, word, 'is no map made of a text file');
    else {
      const known = this.#text(path);
      if (known !== null) return known;
      this.#leave(setting, word, 'cannot be read here');
    }
    return null;
  }

  #text(path: string): MapText | null {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const text = this.#read(path);
    const made = text === null ? null : mapText(text);
    this.#known.set(path, made);
    return made;
  }

  #leave(setting: MainCfSetting, word: string, why: string): void {
    const source = sourceOf(setting);
    if (this.#told.has(`${source} ${word}`)) return;
    this.#told.add(`${source} ${word}`);
    this.#notes.left(source, `${word} ${why}: add what it says by hand`);
  }
}

function mapText(text: string): MapText {
  const lines = readMapText(text);
  const byKey = new Map<string, MapLine>();
  for (const line of lines) if (!byKey.has(line.key)) byKey.set(line.key, line);
  return { lines, find: (key) => byKey.get(key) };
}
