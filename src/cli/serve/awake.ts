/** The timers of our clock keep no process alive: while this is waited for, something else does. */
export async function awake<Value>(waited: Promise<Value>): Promise<Value> {
  const keeper = setInterval(() => {}, 1_000);
  try {
    return await waited;
  } finally {
    clearInterval(keeper);
  }
}
