/** To make a change that would hold. */
import type { RuleRemedy } from '../../../mail/remedy.ts';
import { command } from '../../command.ts';
import { byWord, eitherOf, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

const maildirOf = (address: string): string => {
  const [local = '', domain = ''] = address.split('@');
  return `${domain}/${local}`;
};

const quoted = (name: string): string => `"${name}"`;

const adding = {
  device: command`device add NAME`,
  'outbound-connector': command`upstream add NAME`,
  'device-profile': command`profile add NAME --from tolerant`,
} as const;

export const ruleRemedies = {
  'keep-or-relay-domain': ({ domain }) =>
    say`keep its mail here, or make the domain an internal relay: ${command`domain set ${domain} --type internal-relay`}`,
  'keep-mailbox-here': ({ address }) =>
    say`keep its mail here first: ${command`mailbox set ${address} --maildir ${maildirOf(address)}`}`,
  'cover-again': ({ connector, networks }) =>
    say`where they are to send on, cover them again beside what is there: ${command`connector set ${connector} ${['--add-address', networks.join(',')]}`}`,
  'add-domain-first': ({ domain }) => say`add it first: ${command`domain add ${domain}`}`,
  'verify-domain': ({ domain }) => say`publish the token and run ${command`domain verify ${domain}`}`,
  'verify-domain-at-last': ({ domain }) =>
    say`verify it: ${command`domain verify ${domain}`} (on a closed LAN with --trust)`,
  'remove-domain-there': ({ domain, organization }) =>
    say`the one that verifies first has it; have it removed there first: ${command`domain remove ${domain} ${['-o', organization]}`}`,
  'change-that-one': ({ kind, name }) =>
    say`choose another name, or change that one; how is shown by ${byWord(kind, {
      device: command`device set ${name} --help`,
      'device-profile': command`profile set ${name} --help`,
      'inbound-connector': command`connector set ${name} --help`,
      'outbound-connector': command`upstream set ${name} --help`,
    })}`,
  'take-limit-away': ({ limit, level, called }) =>
    say`or take it away: ${command`limits set ${limit} default ${byWord(level, {
      system: ['--system'],
      organization: ['-o', called],
      connector: ['--connector', called],
      mailbox: ['--mailbox', called],
    })}`}`,
  'name-one-there': ({ kind, near, there, more }) => {
    const meant = near.length === 0 ? '' : say`did you mean ${eitherOf(near)}? `;
    const rest = more > 0 ? say` and ${more} more` : '';
    const all = there.length === 0 ? say`there is none yet` : say`there are: ${there.map(quoted).join(', ')}${rest}`;
    return say`${meant}${all}; to add one: ${byWord(kind, adding)}`;
  },
  'end-failover-circle': ({ name }) =>
    say`name the way back in none of them: ${command`upstream set ${name} --failover none`}, or another that stands behind all`,
  'add-organization-first': () => say`create it first: ${command`org add <name>`}`,
  'add-alarm-webhook': ({ organization }) =>
    say`add a webhook (${command`org set ${organization} --alarm-webhook URL`}), or a mailbox here that somebody reads`,
  'honour-dmarc': ({ organization }) =>
    say`let DMARC decide: ${command`org set ${organization} --protection standard --protection-observes none`}`,
  'decide-on-own-name': ({ organization, believed }) =>
    believed
      ? say`refuse it: ${command`org set ${organization} --strangers-in-own-name refuse`}`
      : say`let devices that send so use a connector or sign in; to pass such mail on all the same: ${command`org set ${organization} --strangers-in-own-name allow`}`,
  'say-without-upstream': ({ organization }) =>
    say`say it first: ${command`org set ${organization} --without-upstream wait`} (mail for outside waits here until there is one), or ${command`org set ${organization} --without-upstream mx`} (it goes by the recipients' MX, straight from this address)`,
  'assign-seat': ({ what, free, total }) =>
    free > 0
      ? say`${free} of ${total} ${what} seats are free: assign one with ${command`licence assign <address>`}.`
      : say`All ${total} ${what} seats are assigned: raise the number with ${command`licence seats ${[`--${what}`]} NUMBER`}, or unassign one.`,
  'then-verify': ({ domain }) => say`proves that the domain is yours; then ${command`domain verify ${domain}`}`,
  'give-connector': () =>
    say`a connector with the device's IP address (or certificate): ${command`connector add NAME --address IP`}`,
  'give-credential': () => say`the credential's password: ${command`credential add <mailbox> --name <device>`}`,
  'find-out': ({ isOftenBlocked }) =>
    say`${isOftenBlocked ? say`many providers block it; ` : ''}${command`check server`} finds out`,
} satisfies Rows<RuleRemedy>;
