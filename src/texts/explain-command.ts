/** A mail that is explained, as the command line that asks the same. Pure. */
import type { MailQuestion } from '../mail/doors/explanation.ts';
import type { ShellCommand } from './command.ts';

/** As it is asked over the API: what is absent the server chooses. */
export interface AskedMail extends Pick<MailQuestion, 'from' | 'to' | 'address'> {
  readonly headerFrom?: string | undefined;
  readonly helo?: string | undefined;
  readonly tls?: boolean | undefined;
  readonly certificate?: string | undefined;
  readonly login?: string | undefined;
  readonly listener?: string | undefined;
  readonly sizeBytes?: number | undefined;
}

export function explainCommand(asked: AskedMail): ShellCommand {
  const { from, to, address, headerFrom, helo, tls, certificate, login, listener, sizeBytes } = asked;
  return {
    words: [
      'explain',
      ...option('--from', from),
      ...to.flatMap((each) => option('--to', each)),
      ...option('--ip', address),
      ...(certificate !== undefined
        ? ['--tls', 'cert', ...certificate.split(',').map((name) => name.trim())]
        : tls === undefined
          ? []
          : ['--tls', tls ? 'yes' : 'none']),
      ...option('--auth', login),
      ...option('--helo', helo),
      ...option('--header-from', headerFrom),
      ...option('--port', listener),
      ...option('--size', sizeBytes === undefined ? undefined : String(sizeBytes)),
    ],
  };
}

/** A value that looks like an option is none behind `=`. */
const option = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : value.startsWith('-') ? [`${name}=${value}`] : [name, value];
