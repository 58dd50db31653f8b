/** Secrets that are replaced: the present one is kept nowhere else, and what uses it is refused. */
import { outboundConnectors } from '../../admin/contracts/connectors.ts';
import { organizations } from '../../admin/contracts/organizations.ts';
import { verbsOf } from '../client/collection.ts';
import { meantOrganization } from '../commands/organization.ts';
import type { Context } from '../context.ts';
import { type Foresight, counted, type Question } from './consent.ts';
import { signInLost } from './removals.ts';

/** Options that bring another secret, or another account with a secret of its own. */
const BRING_A_SECRET = [
  'password',
  'passwordStdin',
  'secretStdin',
  'refreshTokenStdin',
  'username',
  'tenant',
  'clientId',
  'delegated',
  'appCertificate',
] as const;

/** Of an upstream, or an outbound connector. */
export const upstreamSecret: Foresight = async (context, [name = ''], chosen) =>
  BRING_A_SECRET.some((option) => chosen[option] !== undefined) ? signInReplaced(context, name) : null;

/** By a code, or with a refresh token. */
export const upstreamSignIn: Foresight = (context, [name = '']) => signInReplaced(context, name);

/** null: the present one is not known to work, so that another takes nothing away. */
async function signInReplaced(context: Context, name: string): Promise<Question | null> {
  const { auth, lastTest, name: called, organization } = await verbsOf(context, outboundConnectors).show(name);
  if (auth === null) return null;
  const query = { organization: organization ?? '*' };
  const all = (await counted(context.client.all(outboundConnectors.status, { query }))) ?? [];
  const status = all.find((each) => each.name === called);
  const works = lastTest?.ok === true || (status?.tokenValidUntil ?? null) !== null;
  if (!works || status?.trouble != null) return null;
  return {
    act: `replace the sign-in of ${called} (${auth.username})`,
    lost: ['it works, and what is sealed of it is lost: to go back, it has to be given again'],
  };
}

export const credentialReset: Foresight = async (context, [mailboxOrId = '', name]) => {
  const { label, lost } = await signInLost(context, mailboxOrId, name);
  return {
    act: `replace the password of ${label}`,
    lost: ['the present one is refused at once, until the new one is typed into what signs in with it', ...lost],
  };
};

export const alarmWebhook: Foresight = async (context, [name], { alarmWebhook: wanted }) => {
  if (wanted === undefined) return null;
  const { name: called, alarmWebhook: shown } = await verbsOf(context, organizations).show(
    name ?? (await meantOrganization(context)),
  );
  if (shown === null || shown === wanted) return null;
  return {
    act: `replace the alarm webhook of ${called}`,
    lost: [`the address at ${shown} is lost: it is sealed, and shown nowhere`],
  };
};
