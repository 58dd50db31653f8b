/**
 * Settings as they were written, in the file (`settings-file.ts`) or the environment, each checked by its kind in the table; all problems
 * are gathered. What a value means together with others is `load.ts`'s.
 */
import { own } from '../base/own.ts';
import { bounds } from '../base/bounds.ts';
import type { ConfigProblem } from './problem.ts';
import { otherVariables, type SettingDefinition, settingTable } from './setting-table.ts';
import { suggest } from './suggest.ts';

export interface RawSetting {
  readonly value: unknown;
  /** The place where it was written, to point at it again. */
  readonly place: Pick<ConfigProblem, 'file' | 'line' | 'column' | 'path'>;
}

const PREFIX = 'DOORPOST_';

export type RawSettings = Map<string, RawSetting>;

export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  into: RawSettings,
  problems: ConfigProblem[],
): void {
  for (const definition of settingTable) {
    const text = definition.env === null ? undefined : env[definition.env];
    // An empty variable is how many tools spell "not set".
    if (definition.env === null || text === undefined || text.trim() === '') continue;
    const value = definition.kind.fromText ? definition.kind.fromText(text) : text.trim();
    checkSetting(
      definition,
      value,
      { file: 'environment', line: null, column: null, path: definition.env },
      into,
      problems,
      () => ({
        line: null,
        column: null,
      }),
    );
  }
  const known = [
    ...settingTable.flatMap((definition) => definition.env ?? []),
    ...otherVariables.map((other) => other.name),
  ];
  // The part that all names share makes none of them near.
  const ends = known.map((name) => name.slice(PREFIX.length));
  for (const name of Object.keys(env)) {
    if (!name.startsWith(PREFIX) || known.includes(name)) continue;
    // Others may set variables that begin like ours (container platforms do, for a service of that name): only near misses are told.
    const end = name.slice(PREFIX.length);
    const near = suggest(end, ends);
    if (near !== null && Math.abs(near.length - end.length) <= 2)
      problems.push({
        file: 'environment',
        line: null,
        column: null,
        path: name,
        message: 'is not a variable of Doorpost',
        cure: `did you mean ${PREFIX}${near}?`,
      });
  }
}

/** Takes a value that is as its setting wants it; else tells what is wrong. */
export function checkSetting(
  definition: SettingDefinition,
  written: unknown,
  place: RawSetting['place'],
  into: RawSettings,
  problems: ConfigProblem[],
  locate: (inner: readonly (string | number)[]) => { readonly line: number | null; readonly column: number | null },
): void {
  const result = definition.kind.schema.safeParse(written);
  if (result.success) {
    into.set(definition.path, { value: result.data, place });
    return;
  }
  for (const issue of result.error.issues) {
    const inner = issue.path.filter((part) => typeof part !== 'symbol');
    const path = inner.reduce<string>(
      (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${part}`),
      place.path,
    );
    problems.push({
      ...place,
      ...locate(inner),
      path,
      message: `${shown(valueAt(written, inner))}${issue.message}`,
      cure: `write ${definition.kind.howTo}`,
    });
  }
}

function valueAt(value: unknown, inner: readonly (string | number)[]): unknown {
  let at = value;
  for (const part of inner)
    at = typeof at === 'object' && at !== null ? own(at as Record<string, unknown>, String(part)) : undefined;
  return at;
}

/** The wrong value, short and harmless to a terminal, in front of what is wrong with it. */
function shown(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const text = JSON.stringify(value);
  return `${text.length > bounds.config.settingShown ? `${text.slice(0, bounds.config.settingShown - 3)}..."` : text} `;
}
