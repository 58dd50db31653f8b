/** The word on what mail for outside does without an upstream, said with the command that takes the last one away. */
import { type Command, Option } from 'commander';
import { organizations } from '../../admin/contracts/organizations.ts';
import type { Context } from '../context.ts';
import { consent } from '../questions/consent.ts';
import { CliFailure, Unasked } from '../terminal/failure.ts';
import { Phrase } from '../../texts/phrase.ts';

export interface WithoutUpstream {
  readonly withoutUpstream?: 'mx' | 'wait';
  readonly yes?: boolean;
}

export const addWithoutUpstream = (command: Command): Command =>
  command.addOption(
    new Option(
      '--without-upstream <how>',
      "what mail for outside does where this takes the last upstream away: mx (by the recipients' MX) or wait (until there is one); the organization keeps it",
    ).choices(['mx', 'wait']),
  );

/**
 * Does what may take the last upstream away. Where nobody has said what mail does then, the server refuses it, and a person at a terminal is
 * asked. @param organizationOf the upstream's.
 */
export async function sayingWithout<Value>(
  context: Context,
  { withoutUpstream, yes = false }: WithoutUpstream,
  organizationOf: () => Promise<string | null>,
  act: () => Promise<Value>,
): Promise<Value> {
  if (withoutUpstream !== undefined) {
    const organization = await organizationOf();
    if (organization !== null) await say(context, organization, withoutUpstream);
    return act();
  }
  try {
    return await act();
  } catch (error) {
    const organization = unsaidIn(error);
    if (organization === null || yes || !(await saysWait(context))) throw error;
    await say(context, organization, 'wait');
    return act();
  }
}

async function say({ client, output }: Context, name: string, withoutUpstream: 'mx' | 'wait'): Promise<void> {
  await client.ask(organizations.change, { params: { name }, body: { withoutUpstream } });
  output.line(
    withoutUpstream === 'wait'
      ? `mail for outside waits in ${name} where there is no upstream for it`
      : `mail for outside goes by the recipients' MX in ${name} where there is no upstream for it`,
  );
}

/** The organization that has not said it; null: the failure is about something else. */
function unsaidIn(error: unknown): string | null {
  if (!(error instanceof CliFailure) || error.told instanceof Phrase) return null;
  const remedy = error.told?.remedy;
  return remedy?.act === 'say-without-upstream' ? remedy.organization : null;
}

/** false: there is nobody to ask. */
async function saysWait({ io }: Context): Promise<boolean> {
  try {
    await consent(io, {
      act: 'let mail for outside wait here from then on',
      lost: [
        'this takes the last upstream from it; it goes on as soon as there is another one',
        "with --without-upstream mx it would go by the recipients' MX, straight from this address",
      ],
    });
    return true;
  } catch (error) {
    if (error instanceof Unasked) return false;
    throw error;
  }
}
