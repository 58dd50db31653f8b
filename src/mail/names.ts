/** Languages in which people are told of their mail. */
export const languages = ['en', 'de', 'fr', 'es'] as const;
export type Language = (typeof languages)[number];

/** Whether mail flows; `partly`: some of it stands still, other mail goes on. */
export const flowStates = ['flows', 'partly', 'stopped'] as const;
export type FlowState = (typeof flowStates)[number];

/** Habits of devices that the standards do not allow, or no longer. Which trait of a profile takes it: `policy/devices/habits.ts`. */
export const habitNames = [
  'odd-hello',
  'auth-after-helo',
  'loose-address',
  'no-sender-address',
  'bare-commands',
  'bare-line-ends',
  'bare-content-end',
  'nul',
  'stray-lines',
  'no-empty-line',
  'long-lines',
  'early-content',
  'raw-headers',
  'loose-names',
  'bcc',
  'no-date',
  'no-message-id',
  'cram-md5',
  'auth-before-tls',
  'tls-on-clear-port',
  'tls-1.1',
  'tls-1.0',
  'old-ciphers',
] as const;
export type HabitName = (typeof habitNames)[number];
