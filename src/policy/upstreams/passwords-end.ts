/** Said of each password that is kept for Microsoft 365. */
export const PASSWORDS_END =
  'Microsoft 365 takes no passwords of programs by default from the end of December 2026: sign in by OAuth (docs/operate/site-relay.md, section 2)';
