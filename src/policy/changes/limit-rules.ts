/** Values of limits that leave no mail through: allowed, for whoever means it, and told of at once. Pure. */
import { durationText, sizeWritten } from '../../config/values.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import { type LimitDefinition, type LimitName, type LimitOverrides, limitTable } from '../../mail/limits.ts';
import type { Remedy } from '../../mail/remedy.ts';
import { doubtful, type Finding } from './findings.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import type { Words } from '../../texts/told.ts';

const limitsOf = (object: DirectoryObject | null): LimitOverrides =>
  object !== null && 'limits' in object ? object.limits : {};

/** @param before as it is stored; null: it is new. What was told once is not told with every other change. */
export function limitProblems(object: DirectoryObject, before: DirectoryObject | null): readonly Finding[] {
  const stored = limitsOf(before);
  return Object.entries(limitsOf(object)).flatMap(([name, value]) => {
    const limit = name as LimitName;
    return stored[limit] === value ? [] : tooTight(limit, value, levelOf(object));
  });
}

type Level = Pick<Extract<Remedy, { readonly act: 'take-limit-away' }>, 'level' | 'called'>;

function levelOf(object: DirectoryObject): Level {
  switch (object.kind) {
    case 'organization':
      return { level: 'organization', called: object.name };
    case 'inbound-connector':
      return { level: 'connector', called: object.name };
    case 'mailbox':
      return { level: 'mailbox', called: object.address };
    default:
      return { level: 'system', called: '' };
  }
}

function tooTight(name: LimitName, value: number, level: Level): readonly Finding[] {
  const { mailNeeds: needs, unit }: LimitDefinition = limitTable[name];
  if (needs === undefined) return [];
  const { from: least, upTo: most } = { from: 0, upTo: Number.POSITIVE_INFINITY, ...needs };
  if (value >= least && value <= most) return [];
  const [edge, is] = [written(value < least ? least : most, unit), written(value, unit)];
  const tight =
    value < least
      ? say`${name} is ${is}: hardly any mail gets through; give it at least ${edge}`
      : say`${name} is ${is}: hardly any mail gets through; give it at most ${edge}`;
  return [
    doubtful(`limits.${name}`, howTo[unit] === null ? tight : say`${tight}${howTo[unit]}`, {
      act: 'take-limit-away',
      limit: name,
      ...level,
    }),
  ];
}

const howTo: Readonly<Record<LimitDefinition['unit'], Phrase | null>> = {
  count: null,
  ms: say` (a time has its unit: 30s, 5m)`,
  octets: say` (a size has its unit: 500KiB, 50MiB)`,
  'octets/s': null,
};

function written(value: number, unit: LimitDefinition['unit']): Words {
  switch (unit) {
    case 'count':
      return String(value);
    case 'ms':
      return durationText(value);
    case 'octets':
      return bytes(value);
    case 'octets/s':
      return say`${bytes(value)} a second`;
  }
}

const bytes = (value: number): Words => (value % 1_024 === 0 ? sizeWritten(value) : say`${value} bytes`);
