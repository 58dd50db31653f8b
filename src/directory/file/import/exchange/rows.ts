/**
 * The objects in a file of Exchange: JSON (`ConvertTo-Json`) or CSV (`Export-Csv`), told apart by their fields. A CSV says less than it seems to: a
 * list may stand there as the name of its type, and a column that was not chosen is no "no". Where a right hangs on it the file is refused.
 * Pure.
 */
import { bounds } from '../../../../base/bounds.ts';
import { readCsv } from '../../csv.ts';
import { ImportProblem } from '../imported.ts';
import { type Fields, unreadList } from './values.ts';

export interface ExchangeRow {
  readonly kind: ExchangeKind;
  readonly fields: Fields;
}

interface Form {
  /** The command that prints such objects. */
  readonly command: string;
  /** It is one when it has each of these; of several kinds the first. */
  readonly marks: readonly string[];
  /** Columns that a CSV must have: without one of them the object would be read as something it is not. */
  readonly needs: readonly string[];
  /** Lists that decide who may send, or where mail goes. */
  readonly lists: readonly string[];
  /** Yes or no, as PowerShell writes it in every language. */
  readonly flags: readonly string[];
}

const forms = {
  receive: {
    command: 'Get-ReceiveConnector',
    marks: ['Name', 'RemoteIPRanges'],
    needs: ['Enabled', 'PermissionGroups', 'AuthMechanism', 'RequireTLS'],
    lists: ['RemoteIPRanges', 'PermissionGroups', 'AuthMechanism'],
    flags: ['Enabled', 'RequireTLS'],
  },
  send: {
    command: 'Get-SendConnector',
    marks: ['Name', 'AddressSpaces'],
    needs: ['Enabled', 'SmartHosts', 'Port', 'RequireTLS', 'TlsAuthLevel', 'SmartHostAuthMechanism'],
    lists: ['AddressSpaces', 'SmartHosts'],
    flags: ['Enabled', 'RequireTLS', 'IgnoreSTARTTLS', 'IsScopedConnector'],
  },
  inbound: {
    command: 'Get-InboundConnector',
    marks: ['Name', 'SenderDomains'],
    needs: ['Enabled', 'ConnectorType', 'SenderIPAddresses', 'TlsSenderCertificateName', 'RequireTls'],
    lists: ['SenderDomains', 'SenderIPAddresses', 'AssociatedAcceptedDomains'],
    flags: ['Enabled', 'RequireTls', 'RestrictDomainsToIPAddresses', 'RestrictDomainsToCertificate'],
  },
  outbound: {
    command: 'Get-OutboundConnector',
    marks: ['Name', 'RecipientDomains'],
    needs: ['Enabled', 'SmartHosts', 'UseMXRecord', 'TlsSettings', 'TestMode', 'IsTransportRuleScoped'],
    lists: ['RecipientDomains', 'SmartHosts'],
    flags: ['Enabled', 'UseMXRecord', 'TestMode', 'IsTransportRuleScoped', 'AllAcceptedDomains'],
  },
  domain: {
    command: 'Get-AcceptedDomain',
    marks: ['DomainName', 'DomainType'],
    needs: [],
    lists: [],
    flags: ['MatchSubDomains'],
  },
  access: {
    command: 'Get-CASMailbox',
    marks: ['PrimarySmtpAddress', 'SmtpClientAuthenticationDisabled'],
    needs: [],
    lists: [],
    flags: ['SmtpClientAuthenticationDisabled'],
  },
  mailbox: {
    command: 'Get-Mailbox',
    marks: ['PrimarySmtpAddress', 'EmailAddresses'],
    needs: ['RecipientTypeDetails'],
    lists: [],
    flags: [],
  },
} as const satisfies Readonly<Record<string, Form>>;
export type ExchangeKind = keyof typeof forms;
const kinds = Object.entries(forms) as readonly (readonly [ExchangeKind, Form])[];

const EXPORT =
  'export with Get-InboundConnector, Get-OutboundConnector, Get-AcceptedDomain, Get-Mailbox and Get-CASMailbox (Exchange Online), or Get-ReceiveConnector and Get-SendConnector (Exchange Server), each in a file of its own';
const asJson = (command: string): string => `${command} | ConvertTo-Json -Depth 5 | Out-File -Encoding utf8 FILE.json`;
const asCsv = (command: string): string => `${command} | Export-Csv FILE.csv -NoTypeInformation -Encoding utf8`;
const MAILBOXES =
  "Get-Mailbox -ResultSize Unlimited | Select-Object DisplayName,PrimarySmtpAddress,RecipientTypeDetails,@{n='EmailAddresses';e={$_.EmailAddresses -join ' '}} | Export-Csv FILE.csv -NoTypeInformation -Encoding utf8";

/** Throws ImportProblem. */
export function rowsOf(given: string): readonly ExchangeRow[] {
  // PowerShell writes a byte order mark.
  const text = given.replace(/^\uFEFF/u, '');
  const rows = /^\s*[[{]/u.test(text) ? jsonRows(text) : csvRows(text);
  if (rows.length > bounds.config.importedObjects)
    throw new ImportProblem(
      `the file holds more than ${bounds.config.importedObjects} objects`,
      'import it in parts, or only what devices need',
    );
  return rows;
}

function jsonRows(text: string): readonly ExchangeRow[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ImportProblem(
      `the file is no JSON${placeOf(error as Error)}`,
      `make it with: ${asJson('Get-InboundConnector')}`,
    );
  }
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.map((one) => {
    if (typeof one === 'object' && one !== null) {
      const kind = kindOf(Object.keys(one));
      if (kind !== null) return { kind, fields: one as Fields };
    }
    throw new ImportProblem('the file holds something that is no connector, accepted domain or mailbox', EXPORT);
  });
}

/** The engine's own words repeat what stands there, which may be anything. */
const placeOf = ({ message }: Error): string => {
  const [place] = /line \d+ column \d+/u.exec(message) ?? [];
  return place === undefined ? ': it ends too early, or is something else' : `: ${place}`;
};

function kindOf(given: readonly string[]): ExchangeKind | null {
  const names = new Set(given.map((name) => name.toLowerCase()));
  return kinds.find(([, { marks }]) => marks.every((mark) => names.has(mark.toLowerCase())))?.[0] ?? null;
}

/** Windows PowerShell names the type of the objects in the first line, unless it is told not to. */
const TYPE_LINE = /^#TYPE[^\n]*\n/u;

function csvRows(text: string): readonly ExchangeRow[] {
  refuseOther(text);
  const { rows, problems } = readCsv(text.replace(TYPE_LINE, ''));
  const [problem] = problems;
  if (problem !== undefined)
    throw new ImportProblem(
      `the file is no JSON, and no CSV: line ${problem.line}: ${problem.message}`,
      `make it with: ${asCsv('Get-InboundConnector')}`,
    );
  const [header, ...body] = rows;
  const given = (header?.cells ?? []).map((cell) => cell.trim());
  const kind = kindOf(given);
  if (kind === null)
    throw new ImportProblem('the file is no JSON, and no CSV whose columns are known', `${EXPORT}: ${asCsv('…')}`);
  const { command, needs }: Form = forms[kind];
  const names = namedAs(forms[kind], given);
  const missing = needs.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new ImportProblem(
      `the file has no column ${missing.join(', ')} of ${command}`,
      kind === 'mailbox' ? MAILBOXES : `export all columns: ${asCsv(command)}`,
    );
  return body.map(({ line, cells }) => {
    if (cells.length !== names.length)
      throw new ImportProblem(
        `line ${line} has ${cells.length} cells, and the first line names ${names.length} columns`,
        `${ANEW}: ${asCsv(command)}`,
      );
    const fields = Object.fromEntries(names.map((name, place) => [name, cells[place] ?? '']));
    refuseUnread(fields, forms[kind], line);
    return { kind, fields };
  });
}

const ANEW = 'make it anew, and do not save it in another program';

/** Throws for cells that do not say what they said in Exchange. */
function refuseUnread(fields: Readonly<Record<string, string>>, { command, lists, flags }: Form, line: number): void {
  const shown = (name: string): string => JSON.stringify((fields[name] ?? '').slice(0, bounds.config.importedValue));
  const unread = lists.find((name) => unreadList(fields[name]));
  if (unread !== undefined)
    throw new ImportProblem(
      `line ${line}: ${unread} is not in the file: there is only ${shown(unread)}`,
      `lists are lost in a CSV there. Make JSON: ${asJson(command)}`,
    );
  const odd = flags.find((name) => !/^(?:true|false)?$/iu.test(fields[name] ?? ''));
  if (odd !== undefined)
    throw new ImportProblem(
      `line ${line}: ${odd} is ${shown(odd)}, and neither True nor False`,
      `${ANEW}: ${asCsv(command)}`,
    );
}

/** PowerShell does not mind case, and neither do the scripts that choose columns. */
function namedAs({ marks, needs, lists, flags }: Form, given: readonly string[]): readonly string[] {
  const known = new Map([...marks, ...needs, ...lists, ...flags].map((name) => [name.toLowerCase(), name]));
  return given.map((name) => known.get(name.toLowerCase()) ?? name);
}

/** Other forms that PowerShell has, by how they begin. */
function refuseOther(text: string): void {
  const head = text.slice(0, bounds.config.importedHead);
  if (/^\s*<Objs\b/u.test(head))
    throw new ImportProblem('the file is of Export-Clixml', `make JSON: ${asJson('Get-InboundConnector')}`);
  const isUnderlined = head.split('\n').some((line) => line.trim().length > 2 && /^[- \r]+$/u.test(line));
  if (isUnderlined || /^\s*[A-Za-z]\w* +: /u.test(head))
    throw new ImportProblem(
      'the file is no JSON, and no CSV: it is what Format-List or Format-Table shows, where lists are cut',
      `make JSON: ${asJson('Get-InboundConnector')}`,
    );
}
