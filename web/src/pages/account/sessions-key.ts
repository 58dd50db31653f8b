/** What is kept of the list of one's sessions. */
export const SESSIONS = ['me', 'sessions'] as const;
