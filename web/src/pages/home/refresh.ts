/** How often the page asks by itself; hints of what changed come sooner. */
export const REFRESH_MS = 30_000;
