/** The settings a process would run with, by the names of the table: each value as one would write it, and where it comes from. Pure. */
import { own } from '../base/own.ts';
import type { LoadResult } from './load.ts';
import { type SettingDefinition, type SettingPath, settingTable, standardOf } from './setting-table.ts';
import type { ListenerSettings, Settings } from './settings.ts';

export interface SettingInForce {
  /** As in `doorpost.yaml`. */
  readonly setting: string;
  /** As one would write it there; null: nothing is set, and `text` says what that means. */
  readonly value: unknown;
  readonly text: string;
  /** `/data/doorpost.yaml:3`, `DOORPOST_HOSTNAME`, `default`. */
  readonly from: string;
}

export function settingsInForce(loaded: Extract<LoadResult, { readonly ok: true }>): readonly SettingInForce[] {
  return settingTable.map((definition) => {
    const value = valueOf(definition, loaded);
    return { setting: definition.path, value, text: textOf(value, definition), from: originOf(definition, loaded) };
  });
}

function originOf({ path }: SettingDefinition, { raw }: Extract<LoadResult, { readonly ok: true }>): string {
  const place = raw.get(path)?.place;
  if (place === undefined) return 'default';
  return place.file === 'environment' ? place.path : `${place.file}:${place.line ?? 1}`;
}

function textOf(value: unknown, definition: SettingDefinition): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return definition.default.replaceAll('`', '');
  if (!Array.isArray(value)) return String(value);
  return value
    .map((one: unknown) => (typeof one === 'object' && one !== null ? Object.values(one).join(' + ') : String(one)))
    .join(', ');
}

function valueOf({ path, kind }: SettingDefinition, loaded: Extract<LoadResult, { readonly ok: true }>): unknown {
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
