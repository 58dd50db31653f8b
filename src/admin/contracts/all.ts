/** Every operation of the API, for OpenAPI and for tests. */
import { administrators } from './administrators.ts';
import { advice } from './advice.ts';
import { alarms } from './alarms.ts';
import { inboundConnectors, outboundConnectors } from './connectors.ts';
import { credentials } from './credentials.ts';
import { deviceHelp } from './device-help.ts';
import { deviceProfiles } from './device-profiles.ts';
import { devices, deviceTable, waitingDevices } from './devices.ts';
import { dkimKeys } from './dkim-keys.ts';
import { domains } from './domains.ts';
import { engines } from './engines.ts';
import { explainMail, hearEvents, runChecks, watchSessions } from './help.ts';
import { house } from './house.ts';
import { allowEntries, blockEntries, restrictions } from './lists.ts';
import { licencePools, licences } from './licences.ts';
import { limits } from './limits.ts';
import { groups, mailboxes, mailboxTable } from './mailboxes.ts';
import { capturedMessages, mailboxMessages } from './messages.ts';
import type { Operation } from './operation.ts';
import { organizations, system } from './organizations.ts';
import { protection } from './protection.ts';
import { passkeys } from './passkeys.ts';
import { person } from './person.ts';
import { quarantine } from './quarantine.ts';
import { queue } from './queue.ts';
import { ownQueries } from './own-queries.ts';
import { signIn } from './sign-in.ts';
import { singleSignOn } from './single-sign-on.ts';
import { mailSeries } from './series.ts';
import { homeSummary } from './summary.ts';
import { tlsReports } from './tls-reports.ts';
import { me, tokens } from './tokens.ts';
import { trace } from './trace.ts';
import { transfer } from './transfer.ts';

const isOperation = (one: Operation | string): one is Operation => typeof one !== 'string';

export const operations: readonly Operation[] = [
  organizations,
  system,
  domains,
  dkimKeys,
  mailboxes,
  mailboxTable,
  mailboxMessages,
  capturedMessages,
  groups,
  credentials,
  inboundConnectors,
  outboundConnectors,
  devices,
  deviceHelp,
  waitingDevices,
  deviceTable,
  deviceProfiles,
  allowEntries,
  blockEntries,
  restrictions,
  licencePools,
  licences,
  limits,
  trace,
  queue,
  quarantine,
  protection,
  tlsReports,
  person,
  transfer,
  alarms,
  advice,
  { explainMail, runChecks, watchSessions, hearEvents, mailSeries, homeSummary },
  engines,
  house,
  me,
  ownQueries,
  tokens,
  signIn,
  singleSignOn,
  passkeys,
  administrators,
].flatMap((resource) => Object.values<Operation | string>(resource).filter(isOperation));
