/** Microsoft's login on loopback, as far as a sign-in by code goes (RFC 8628). */
import { type DeskAnswer, openDesk } from './http-desk.ts';

/** `answer`: to each question for a token; until a person has typed the code it says so. */
export interface LoginDesk extends AsyncDisposable {
  readonly url: string;
  answer: DeskAnswer;
}

export const granted: DeskAnswer = {
  status: 200,
  json: { access_token: 'A', token_type: 'Bearer', expires_in: 3600, refresh_token: 'the-refresh-token' },
};
export const refused = (error: string): DeskAnswer => ({ status: 400, json: { error } });

export async function openLogin(): Promise<LoginDesk> {
  let code = 0;
  const login: { answer: DeskAnswer } = { answer: refused('authorization_pending') };
  const desk = await openDesk(({ path }) =>
    path === '/device'
      ? {
          status: 200,
          json: {
            ...{ device_code: 'D', user_code: `ABCD-000${++code}`, verification_uri: 'https://microsoft.test/device' },
            ...{ expires_in: 900, interval: 1 },
          },
        }
      : login.answer,
  );
  return Object.assign(login, {
    url: desk.url,
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  });
}

/** The sign-in of the connector `Person` there, as it is kept; its secret is not sealed yet. */
export const person = ({ url }: LoginDesk) => ({
  kind: 'delegated' as const,
  ...{ username: 'printer@ours.test', clientId: 'app', scope: 's' },
  ...{ tokenEndpoint: `${url}/token`, deviceEndpoint: `${url}/device` },
  ...{ refreshSecret: 'outbound:out-Person', clientSecret: null },
});
