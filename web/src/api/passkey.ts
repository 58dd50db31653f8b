/** Passkeys, by the browser: asked for by a challenge of the server, shown and made by the authenticator. Its library is loaded with the first. */
import { ApiProblem, call } from './call.ts';
import type { AnswerTo, SaidTo } from './contracts.ts';
import { secret } from './secret.ts';

type Shown = SaidTo<'POST /sign-in/passkey'>['body'];

const library = () => import('@simplewebauthn/browser');

/** Whether the browser can: over clear HTTP it does at localhost alone. */
export const canPasskeys = (): boolean => 'PublicKeyCredential' in globalThis;

/** @param ids those that are meant, beside a password; absent: any that stands alone */
async function shown(ids: readonly string[] = []): Promise<Shown> {
  const { ticket, options } = await call('POST /sign-in/passkey/ask', { body: {} });
  const { startAuthentication } = await library();
  const beside = {
    userVerification: 'preferred' as const,
    allowCredentials: ids.map((id) => ({ id, type: 'public-key' as const })),
  };
  const given = await startAuthentication({ optionsJSON: ids.length === 0 ? options : { ...options, ...beside } });
  const { id, rawId, type, response } = given;
  const { clientDataJSON, authenticatorData, signature } = response;
  return { ticket, response: { id, rawId, type, response: { clientDataJSON, authenticatorData, signature } } };
}

export const passkey = {
  shown,
  async enter(): Promise<void> {
    secret.keep((await call('POST /sign-in/passkey', { body: await shown() })).secret);
  },
  async make(name: string): Promise<void> {
    await call('POST /me/passkeys', { body: await made(await call('POST /me/passkeys/begin', { body: {} }), name) });
  },
  /** In place of a password. */
  async makeFirst(invitation: string, name: string): Promise<Made> {
    return made(await call('POST /sign-in/invitation/passkey', { body: { invitation } }), name);
  },
};

type Question = AnswerTo<'POST /me/passkeys/begin'>;
type Made = SaidTo<'POST /me/passkeys'>['body'];

async function made({ ticket, options }: Question, name: string): Promise<Made> {
  const { startRegistration } = await library();
  const { id, rawId, type, response } = await startRegistration({
    optionsJSON: {
      ...options,
      pubKeyCredParams: [...options.pubKeyCredParams],
      excludeCredentials: [...options.excludeCredentials],
    },
  });
  const { clientDataJSON, attestationObject } = response;
  return { ticket, name, response: { id, rawId, type, response: { clientDataJSON, attestationObject } } };
}

/** Does it once more with a passkey, where one is asked for beside the password. Who shows none may type a code, where one is taken. */
export async function withPasskey<Answer>(
  act: (factor: { readonly passkey?: Shown }) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await act({});
  } catch (error) {
    const ids = idsIn(error);
    if (ids.length === 0 || !canPasskeys()) throw error;
    let given: Shown;
    try {
      given = await shown(ids);
    } catch (left) {
      throw isCodeTaken(error as Error) ? error : left;
    }
    return act({ passkey: given });
  }
}

const factsOf = (error: unknown): Readonly<Record<string, unknown>> =>
  error instanceof ApiProblem && error.code === 'second-factor-needed' ? error.problem.facts : {};

const idsIn = (error: unknown): readonly string[] => {
  const { ids } = factsOf(error);
  return Array.isArray(ids) ? ids.map(String) : [];
};

/** The password was right, and a code is asked for too, or would do. */
export function isCodeTaken(error: Error | null): boolean {
  const { why, code } = factsOf(error);
  return why === 'code' || code === true;
}

/** The person has closed the browser's own window, or nothing there fits. */
export const wasLeft = (error: Error): boolean => error.name === 'NotAllowedError' || error.name === 'AbortError';
