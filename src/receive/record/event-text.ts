import { addressText, pathText } from '../../mail/address.ts';
import { assertNever } from '../../base/never.ts';
import type { DialogueEvent } from '../../smtp/server/dialogue-events.ts';

/** The client's words, for the transcript: null where that is not shown line by line (content). Secrets are never in it. */
export function eventText(event: DialogueEvent): string | null {
  switch (event.type) {
    case 'connect':
    case 'content':
    case 'chunking':
    case 'end-of-data':
      return null;
    case 'hello':
      return `${event.verb} ${event.name}`;
    case 'starttls':
      return 'STARTTLS';
    case 'challenge':
    case 'auth':
      return event.line;
    case 'mail': {
      const { sizeBytes, body, smtputf8, ret, envid, requireTls } = event.parameters;
      const parameters = [
        sizeBytes === null ? null : `SIZE=${sizeBytes}`,
        body === '7bit' ? null : 'BODY=8BITMIME',
        smtputf8 ? 'SMTPUTF8' : null,
        ret === null ? null : `RET=${ret.toUpperCase()}`,
        envid === null ? null : `ENVID=${envid}`,
        requireTls ? 'REQUIRETLS' : null,
      ];
      return ['MAIL', `FROM:${pathText(event.reversePath)}`, ...parameters.filter((one) => one !== null)].join(' ');
    }
    case 'rcpt': {
      const { address, notify, orcpt } = event.recipient;
      const path = address.domain === '' ? address.local : addressText(address);
      const said = notify === null ? '' : ` NOTIFY=${notify === 'never' ? 'NEVER' : notify.join(',').toUpperCase()}`;
      return `RCPT TO:<${path}>${said}${orcpt === null ? '' : ` ORCPT=${orcpt}`}`;
    }
    case 'data':
      return 'DATA';
    case 'chunk':
      return `BDAT ${event.octets}`;
    case 'rset':
      return 'RSET';
    case 'noop':
      return 'NOOP';
    case 'help':
      return 'HELP';
    case 'vrfy':
      return `${event.verb} ${event.argument}`;
    case 'quit':
      return 'QUIT';
    case 'fault':
      return event.line;
    default:
      return assertNever(event);
  }
}
