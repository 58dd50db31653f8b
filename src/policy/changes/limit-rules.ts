/** Values of limits that leave no mail through: allowed, for whoever means it, and told of at once. Pure. */
import { durationText, sizeWritten } from '../../config/values.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import { type LimitDefinition, type LimitName, type LimitOverrides, limitTable } from '../../mail/limits.ts';
import { doubtful, type Finding } from './findings.ts';

const limitsOf = (object: DirectoryObject | null): LimitOverrides =>
  object !== null && 'limits' in object ? object.limits : {};

/** @param before as it is stored; null: it is new. What was told once is not told with every other change. */
export function limitProblems(object: DirectoryObject, before: DirectoryObject | null): readonly Finding[] {
  const stored = limitsOf(before);
  return Object.entries(limitsOf(object)).flatMap(([name, value]) => {
    const limit = name as LimitName;
    return stored[limit] === value ? [] : tooTight(limit, value);
  });
}

function tooTight(name: LimitName, value: number): readonly Finding[] {
  const { mailNeeds: needs, unit }: LimitDefinition = limitTable[name];
  if (needs === undefined) return [];
  const { from: least, upTo: most } = { from: 0, upTo: Number.POSITIVE_INFINITY, ...needs };
  if (value >= least && value <= most) return [];
  const bound = value < least ? `at least ${written(least, unit)}` : `at most ${written(most, unit)}`;
  return [
    doubtful(
      `limits.${name}`,
      `${name} is ${written(value, unit)}: hardly any mail gets through`,
      `give it ${bound}${howTo[unit]}, or take it away with "default"`,
    ),
  ];
}

const howTo: Readonly<Record<LimitDefinition['unit'], string>> = {
  count: '',
  ms: ' (a time has its unit: 30s, 5m)',
  octets: ' (a size has its unit: 500KiB, 50MiB)',
  'octets/s': '',
};

function written(value: number, unit: LimitDefinition['unit']): string {
  switch (unit) {
    case 'count':
      return String(value);
    case 'ms':
      return durationText(value);
    case 'octets':
      return bytes(value);
    case 'octets/s':
      return `${bytes(value)} a second`;
  }
}

const bytes = (value: number): string => (value % 1_024 === 0 ? sizeWritten(value) : `${value} bytes`);
