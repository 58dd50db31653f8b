/**
 * The entry of a table under a name that came from outside. An object literal also answers to what every object inherits (`constructor`,
 * `__proto__`, `toString`): that is nothing anybody put there.
 */
export const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
