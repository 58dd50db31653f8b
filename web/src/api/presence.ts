/** Whether somebody is at the page: what it asks on its own must not keep a session alive that nobody uses any more. */

/** Longer than an act and what it asks for one after the other. */
const LATELY_MS = 30_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

// Whoever opened the page is there.
let last = performance.now();
for (const sign of SIGNS)
  addEventListener(
    sign,
    () => {
      last = performance.now();
    },
    { passive: true, capture: true },
  );

export const isSomebodyThere = (): boolean => performance.now() - last < LATELY_MS;
