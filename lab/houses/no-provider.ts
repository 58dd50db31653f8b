import type { Settings } from '../../src/config/settings.ts';

/** Nobody signs in but by name. */
export const noProvider: Settings['oidc'] = {
  ...{ issuer: null, clientId: null, clientSecretFile: null, caFile: null, name: null },
  ...{ rolesClaim: 'roles', scopes: ['openid', 'profile'] },
};
