/** A day of UTC, wherever one is: `2026-11-30`. */
export const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 'yyyy-mm-dd'.length);
