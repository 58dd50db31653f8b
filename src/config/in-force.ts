/** The settings a process would run with, by the names of the table: each value as one would write it, and where it comes from. Pure. */
import { assertNever } from '../base/never.ts';
import { own } from '../base/own.ts';
import type { LoadResult } from './load.ts';
import { type SettingDefinition, type SettingPath, settingTable, standardOf } from './setting-table.ts';
import type { ListenerSettings, Settings } from './settings.ts';
import { yamlFields } from './yaml-block.ts';

export interface SettingInForce {
  /** As in `doorpost.yaml`. */
  readonly setting: string;
  /** As one would write it there; null: nothing is set, and `text` says what that means. */
  readonly value: unknown;
  readonly text: string;
  readonly source: SettingSource;
  /** The same in a word: `/data/doorpost.yaml:3`, `DOORPOST_HOSTNAME`, `default`. */
  readonly from: string;
  /** As `doorpost.yaml` says it, in block style; where nothing is set, what may stand there, in angle brackets. */
  readonly written: string;
}

export type SettingSource =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly file: string; readonly line: number }
  /** It goes before the file. */
  | { readonly kind: 'variable' | 'option'; readonly name: string };

type Loaded = Pick<Extract<LoadResult, { readonly ok: true }>, 'settings' | 'raw'>;

export function settingsInForce(loaded: Loaded): readonly SettingInForce[] {
  return settingTable.map((definition) => {
    const value = valueOf(definition, loaded);
    const source = sourceOf(definition, loaded);
    const written = writtenOf(definition, value);
    return { setting: definition.path, value, text: textOf(value, definition), source, from: wordOf(source), written };
  });
}

function sourceOf({ path }: SettingDefinition, { raw }: Loaded): SettingSource {
  const place = raw.get(path)?.place;
  if (place === undefined) return { kind: 'default' };
  if (place.file !== 'environment') return { kind: 'file', file: place.file, line: place.line ?? 1 };
  return { kind: place.path.startsWith('--') ? 'option' : 'variable', name: place.path };
}

function wordOf(source: SettingSource): string {
  switch (source.kind) {
    case 'default':
      return 'default';
    case 'file':
      return `${source.file}:${source.line}`;
    case 'variable':
    case 'option':
      return source.name;
    default:
      return assertNever(source);
  }
}

function writtenOf({ path, kind }: SettingDefinition, value: unknown): string {
  const said = value ?? `<${kind.name}>`;
  const nested = path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), said);
  return yamlFields(nested as object, '').trimEnd();
}

function textOf(value: unknown, definition: SettingDefinition): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return definition.default.replaceAll('`', '');
  if (!Array.isArray(value)) return String(value);
  return value
    .map((one: unknown) => (typeof one === 'object' && one !== null ? Object.values(one).join(' + ') : String(one)))
    .join(', ');
}

function valueOf({ path, kind }: SettingDefinition, loaded: Loaded): unknown {
  const { settings, raw } = loaded;
  const [group, name = '', field] = path.split('.');
  if (group === 'listeners') {
    const listener = settings.listeners.find((one) => one.name === name);
    if (field === 'enabled') return listener !== undefined;
    // Of a listener that is off, only what was written is known.
    return listener?.[field as keyof ListenerSettings] ?? raw.get(path)?.value ?? null;
  }
  const made = own(MADE, path);
  if (made !== undefined) return made(settings);
  const evaluation = settings.mode === 'evaluation';
  const value: unknown = raw.get(path)?.value ?? standardOf(path, evaluation);
  return value === null ? null : (kind.written?.(value) ?? value);
}

/** Values that are not as they were written: names that stand for others, files found from where they were named. */
const MADE: Readonly<Partial<Record<SettingPath, (settings: Settings) => unknown>>> = {
  dataDirectory: ({ dataDirectory }) => dataDirectory,
  hostName: ({ hostName }) => hostName,
  serviceHost: ({ serviceHost }) => serviceHost,
  submissionHost: ({ submissionHost }) => submissionHost,
  adminSocket: ({ adminSocket }) => adminSocket,
  certificates: ({ certificates }) => certificates,
  clientCaFile: ({ clientCaFile }) => clientCaFile,
};
