/** Ends a `switch` over a union: the compiler proves that nothing is left, and a wrong value at run time is a bug that says so. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`);
}
