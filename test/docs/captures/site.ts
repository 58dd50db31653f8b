/** The office of the examples: contoso.com, whose mailboxes are at Microsoft 365, and a copier. */
import type { Stage } from './stage.ts';

export const COPIER = '192.168.10.21';

export const setUp = (stage: Stage): Promise<string> =>
  stage.all(
    'doorpost org add Contoso --device-network 192.168.10.0/24 --strangers-in-own-name refuse',
    'doorpost domain add contoso.com --type internal-relay --trust',
    'doorpost upstream add "Microsoft 365" --kind smart-host --tls none --host contoso-com.mail.protection.outlook.com:587',
  );

/** A scan; returns the last line that the copier was told. */
export async function scan(stage: Stage, to = 'anna@example.com', from = COPIER): Promise<string> {
  const said = await stage.during(send(stage, to, from));
  await stage.rest();
  return said;
}

async function send(stage: Stage, to: string, address: string): Promise<string> {
  const from = 'scan@contoso.com';
  const copier = await stage.device(address);
  await copier.say('EHLO KMBT4D10A2');
  const { text } = await copier.send(
    from,
    [to],
    `From: "Copier 2nd floor" <${from}>\nTo: ${to}\nSubject: Scan from the 2nd floor\n\nSee the attachment.\n`,
  );
  await copier.say('QUIT');
  copier.end();
  return text;
}
