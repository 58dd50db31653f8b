/** Upstreams that sign in with tokens, for G25: one that works, one whose provider repeats the secret in its refusal, one for a person. */
import { openDesk } from '../../lab/peers/http-desk.ts';
import { admin } from '../support/server.ts';
import type { Site } from '../support/site.ts';

export interface TokenSecrets {
  readonly client: string;
  readonly deadClient: string;
  readonly access: string;
  readonly refresh: string;
  readonly refreshed: string;
}

export const tokenDomains = ['token.test', 'dead.test', 'person.test'] as const;

/** The provider. Where it refuses it says what it was sent, as some do. */
export const openProvider = (secrets: TokenSecrets) =>
  openDesk(({ path, body }) =>
    path.startsWith('/dead')
      ? {
          status: 401,
          json: {
            error: 'invalid_client',
            error_description: `AADSTS7000215: Invalid client secret; you sent ${body.toString()}`,
          },
        }
      : {
          status: 200,
          json: {
            access_token: secrets.access,
            token_type: 'Bearer',
            expires_in: 3_600,
            refresh_token: secrets.refreshed,
          },
        },
  );

export async function addTokenWays(
  site: Site,
  provider: string,
  hopPort: number,
  secrets: TokenSecrets,
): Promise<void> {
  const common = { username: 'app@own.test', clientId: 'the-id', scope: 'the-scope' };
  const ways = [
    [
      'token.test',
      { ...common, kind: 'client-credentials', tokenEndpoint: `${provider}/good`, secret: secrets.client },
    ],
    [
      'dead.test',
      { ...common, kind: 'client-credentials', tokenEndpoint: `${provider}/dead`, secret: secrets.deadClient },
    ],
    ['person.test', { ...common, kind: 'delegated', tokenEndpoint: `${provider}/good`, refreshToken: secrets.refresh }],
  ] as const;
  for (const [domain, auth] of ways)
    await admin(site, 'POST', '/outbound-connectors', {
      name: `way of ${domain}`,
      recipientDomains: [domain],
      route: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: hopPort }] },
      tls: 'wrapped',
      auth,
    });
}
