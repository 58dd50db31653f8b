/** What is kept of these answers; asked anew when rights change. */
export const LISTED = ['me', 'sso'] as const;
