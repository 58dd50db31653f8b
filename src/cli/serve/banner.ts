/** The greeting of `doorpost start`: that this is an evaluation, where it listens, and commands to copy that try each way in. Pure. */
import { join } from 'node:path';
import { command, type Shell, type ShellCommand, shellWord, typed } from '../../texts/command.ts';
import { evaluationDomain, inboxAddress, scannerAddress } from './evaluation.ts';

export interface BannerFacts {
  readonly listening: readonly {
    readonly name: string;
    readonly role: string;
    readonly address: string;
    readonly port: number;
  }[];
  readonly dataDirectory: string;
  /** Known at the first start, and when it was given. */
  readonly password: string | null;
  /** That signs in to the admin center, once; null: nobody is there to open it. */
  readonly link: string | null;
  /** The second terminal. */
  readonly shell: Shell;
}

const OUTSIDE = 'someone@example.com';

export function evaluationBanner(facts: BannerFacts): string {
  const port = (role: string, otherwise: number): number =>
    facts.listening.find((one) => one.role === role)?.port ?? otherwise;
  const relay = port('relay', 2525);
  const submission = port('submission', 2587);
  const implicit = port('submissions', 2465);
  const password = facts.password === null ? 'PASSWORD' : facts.password;
  const login = shellWord(`${scannerAddress}:${password}`);
  const addresses = [...new Set(facts.listening.map((one) => one.address))].join(', ');
  const http = facts.listening.find((one) => one.role === 'http');
  const mail = (from: string, to: string, subject: string): string =>
    `printf 'From: <${from}>\\nTo: <${to}>\\nSubject: ${subject}\\n\\nHello\\n' | curl -sS --crlf -T -`;
  const ours = (act: ShellCommand): string => typed(act, facts.shell);
  const rule = '='.repeat(78);

  return `
${rule}
  EVALUATION MODE - not for real mail
  Only this machine can connect (${addresses}). Mail to outside domains goes
  nowhere until you add an upstream: it is captured in the
  Maildir ${join(facts.dataDirectory, 'captured')}
  For real mail: stop this, then  ${ours(command`init`)}
${rule}

  port ${String(relay).padEnd(5)} relay by connector, Direct Send     port ${String(submission).padEnd(5)} submission (STARTTLS)
  port ${String(implicit).padEnd(5)} submission (implicit TLS)${http === undefined ? '' : `         port ${String(http.port).padEnd(5)} HTTP API, /metrics, /healthz`}

${facts.link === null ? '' : `  admin center  ${facts.link}\n                (once, within 15 minutes; a new one: ${ours(command`admin link`)})\n\n`}  mailboxes  ${inboxAddress}  ${scannerAddress}
  ${
    facts.password === null
      ? `password   as printed at the first start; a new one: ${ours(command`credential reset ${scannerAddress}`)}`
      : `password   of ${scannerAddress}: ${facts.password}   (shown only now; a new one: ${ours(command`credential reset ${scannerAddress}`)})`
  }

Try it: copy each line into a second terminal.

# 1  SMTP relay: the connector "This machine" covers 127.0.0.1, so ${evaluationDomain} may send to anyone
${mail(`alarm@${evaluationDomain}`, OUTSIDE, 'relay')} smtp://127.0.0.1:${relay} --mail-from alarm@${evaluationDomain} --mail-rcpt ${OUTSIDE}
swaks --server 127.0.0.1:${relay} --from alarm@${evaluationDomain} --to ${OUTSIDE}

# 2  submission: the scanner signs in, under TLS (the certificate was made on the spot: -k)
${mail(scannerAddress, inboxAddress, 'submission')} --ssl-reqd -k smtp://127.0.0.1:${submission} -u ${login} --mail-from ${scannerAddress} --mail-rcpt ${inboxAddress}
swaks --server 127.0.0.1:${submission} --tls --auth PLAIN --auth-user ${scannerAddress} --auth-password ${shellWord(password)} --from ${scannerAddress} --to ${OUTSIDE}
swaks --server 127.0.0.1:${implicit} --tls-on-connect --auth LOGIN --auth-user ${scannerAddress} --auth-password ${shellWord(password)} --from ${scannerAddress} --to ${inboxAddress}

# 3  Direct Send: a stranger (127.0.0.2, no connector) to one of our own mailboxes
${mail('fax@elsewhere.example', inboxAddress, 'direct')} --interface 127.0.0.2 smtp://127.0.0.1:${relay} --mail-from fax@elsewhere.example --mail-rcpt ${inboxAddress}
swaks --local-interface 127.0.0.2 --server 127.0.0.1:${relay} --from fax@elsewhere.example --to ${inboxAddress}

# and what is refused: a stranger to somebody else (550 5.7.64)
swaks --local-interface 127.0.0.2 --server 127.0.0.1:${relay} --from fax@elsewhere.example --to ${OUTSIDE}

# what happened to each, refusals included
${ours(command`trace`)}
${ours(command`mailbox messages ${inboxAddress}`)}

Ctrl-C stops it; ${facts.dataDirectory} keeps everything for the next start.
`;
}
