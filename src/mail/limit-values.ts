import { type LimitName, type LimitOverrides, limitTable } from './limits.ts';

/** The value in force: the first level that names it, finest first, else the table's default (the stressed one where it has one). */
export function limitValue(
  name: LimitName,
  levels: readonly (LimitOverrides | null | undefined)[],
  underStress = false,
): number {
  for (const level of levels) {
    const value = level?.[name];
    if (value !== undefined) return value;
  }
  const definition = limitTable[name];
  return underStress ? (definition.underStress ?? definition.default) : definition.default;
}
