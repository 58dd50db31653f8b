/** To set an upstream right: an outbound connector, in the word of the administrator. */
import type { UpstreamRemedy } from '../../../mail/remedy.ts';
import { blank, command, type ShellCommand } from '../../command.ts';
import { byWord, type Phrase, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

type Secret = Extract<UpstreamRemedy, { act: 'set-secret' }>['secret'];

/** A person signs in; the rest comes by standard input. */
const setSecret = (name: string, secret: Secret): ShellCommand => {
  switch (secret) {
    case 'password':
      return command`upstream set ${name} --password-stdin`;
    case 'client-secret':
      return command`upstream set ${name} --secret-stdin`;
    case 'refresh-token':
      return command`upstream set ${name} --refresh-token-stdin`;
    case 'sign-in':
      return command`upstream sign-in ${name}`;
  }
};

type Met = Extract<UpstreamRemedy, { act: 'check-graph-endpoint' }>['met'];

/** Beside the endpoint itself. */
const graphTroubles: Readonly<Record<Met, Phrase>> = {
  'no-address': say`repair DNS`,
  'no-connection': say`look at the firewall between: it has to let HTTPS out`,
  'no-tls': say`look whether a proxy that looks into TLS answers in its place: its authority has to be installed on this machine`,
};

export const upstreamRemedies = {
  'give-sign-in': ({ name, kind }) =>
    byWord(kind, {
      password: say`Give both (auth.username and auth.password): ${command`upstream set ${name} --username <login> --password-stdin`}`,
      token: say`${command`upstream set ${name}`} knows them by --tenant, --client-id and --username; docs/operate/upstreams.md has an example for each kind`,
    }),
  'give-client-secret': ({ name }) => say`Give it by standard input: ${command`upstream set ${name} --secret-stdin`}`,
  'set-secret': ({ name, secret }) => say`${setSecret(name, secret)}`,
  'keep-mail-back': ({ name, organization }) =>
    say`Mend it, name a failover first (${command`upstream set ${name} --failover OTHER`}), or let mail for outside wait here until there is an upstream: ${command`org set ${organization} --without-upstream wait`}`,
  'stand-in-for-upstream': ({ name }) =>
    say`if that is not meant, name one that stands in for it: ${command`upstream set ${name} --failover OTHER`}, or switch it on again: ${command`upstream set ${name} --enabled on`}`,
  'give-upstream': ({ organization }) =>
    say`add one (${command`upstream add NAME --host HOST`}; other kinds: docs/operate/upstreams.md) or switch one on (${command`upstream set NAME --enabled on`}): what waits goes by it at once. To send by the recipients' MX instead, straight from this address: ${command`org set ${organization ?? blank('name')} --without-upstream mx`}`,
  'check-graph-endpoint': ({ name, met }) =>
    say`Correct the endpoint of the upstream (${command`upstream set ${name} --endpoint URL`}), or ${byWord(met, graphTroubles)}`,
  'change-pace': ({ name }) => say`${command`upstream set ${name} --pace PACE`} changes it`,
  'sign-in-for-person': ({ name }) =>
    say`Only a delegated sign-in takes a code: ${command`upstream set ${name} --delegated --tenant ID --client-id ID`}`,
  'give-refresh-token': ({ name }) =>
    say`Give the refresh token that you have: ${command`upstream set ${name} --refresh-token-stdin`}`,
  'correct-secret-date': ({ name }) =>
    say`Correct the date (${command`upstream set ${name} --secret-expires DATE`}), or make a new secret.`,
  'name-other-files': ({ name, of }) =>
    say`to name others: ${byWord(of, {
      connection: command`upstream set ${name} --client-certificate FILE --client-key FILE`,
      'sign-in': command`upstream set ${name} --app-certificate FILE --app-key FILE`,
    })}`,
  'set-secret-of-file': ({ own, name, secret }) =>
    say`Its own is called ${own}; secrets are never set by file, but with ${setSecret(name, secret)}`,
} satisfies Rows<UpstreamRemedy>;
