/** Where the identity provider sends people back to. */
export const SSO_PATH = '/sign-in/sso';
