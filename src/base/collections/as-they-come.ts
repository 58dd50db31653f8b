/**
 * Values of a work as it tells them, and at the end what it gave. As many are held as it tells before they are taken: a work that tells without end
 * is none for this. Who takes no more does not end the work: it has a deadline of its own.
 */
export async function* asTheyCome<Value, Result>(
  work: (tell: (value: Value) => void) => Promise<Result>,
): AsyncGenerator<Value, Result, undefined> {
  const told: Value[] = [];
  let isOver = false;
  let wake = (): void => {};
  const result = work((value) => {
    told.push(value);
    wake();
  }).finally(() => {
    isOver = true;
    wake();
  });
  // A failure is told below, also when it comes while nobody waits.
  result.catch(() => {});
  for (;;) {
    yield* told.splice(0);
    if (isOver && told.length === 0) return result;
    if (told.length > 0) continue;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}
