/** The commands of administrators, in the order of the help. */
import type { Command } from 'commander';
import { addAdmin } from './commands/admin.ts';
import { addAdvise } from './commands/advise.ts';
import { addAlarm } from './commands/alarm.ts';
import { addBackup } from './commands/backup.ts';
import { addCheck } from './commands/check.ts';
import type { Run } from './commands/collection.ts';
import { addConfig } from './commands/config.ts';
import { addConnector } from './commands/connector.ts';
import { addCredential } from './commands/credential.ts';
import { addDevice } from './commands/device.ts';
import { addDkim } from './commands/dkim.ts';
import { addDomain } from './commands/domain.ts';
import { addExplain } from './commands/explain.ts';
import { addGroup } from './commands/group.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './init/init.ts';
import type { Io } from './terminal/io.ts';
import { addLicence } from './commands/licence.ts';
import { addLists } from './commands/lists.ts';
import { addLimits } from './commands/limits.ts';
import { addMailbox } from './commands/mailbox.ts';
import { addCaptured } from './commands/messages.ts';
import { addOrganization } from './commands/organization.ts';
import { addProfile } from './commands/profile.ts';
import { addRestricted } from './commands/restricted.ts';
import { addProtection } from './commands/protection.ts';
import { seal, serverProgram } from './serve/server-program.ts';
import { addPerson } from './commands/person.ts';
import { addQuarantine } from './commands/quarantine.ts';
import { addQueue } from './commands/queue.ts';
import { addSend } from './commands/send.ts';
import { addSystem } from './commands/system.ts';
import { addTrace } from './commands/trace.ts';
import { addTransfer } from './commands/transfer.ts';
import { addUpstream } from './commands/upstream.ts';
import { addWatch } from './commands/watch.ts';
import { addYes, askingRun } from './questions/consent.ts';
import { questions } from './questions/table.ts';

interface Parts {
  readonly run: Run;
  readonly io: Io;
  /** Takes the exit code of a command that speaks for itself. */
  readonly finish: (code: number) => void;
}

export function addCommands(program: Command, { run: plainRun, io, finish }: Parts): void {
  const run = askingRun(plainRun, questions);
  addInit(program, io, finish);
  addAdvise(program, run);
  addConfig(program, run);
  addSystem(program, run);
  addAdmin(program, run);
  addOrganization(program, run);
  addDevice(program, run);
  addDomain(program, run);
  addDkim(program, run);
  addMailbox(program, run);
  addCaptured(program, run);
  addGroup(program, run);
  addCredential(program, run);
  addConnector(program, run);
  addUpstream(program, run);
  addProtection(program, run);
  addLists(program, run);
  addRestricted(program, run);
  addLicence(program, run);
  addLimits(program, run);
  addTrace(program, run);
  addExplain(program, run);
  addWatch(program, run);
  addCheck(program, run);
  addProfile(program, run);
  addQueue(program, run);
  addQuarantine(program, run);
  addPerson(program, run);
  addSend(program, run);
  addAlarm(program, run);
  addTransfer(program, run);
  addImport(program, run);
  addBackup(program, run);
  addYes(program, questions);
}

/** Every command in one tree. */
export function createProgram(io: Io, finish: (code: number) => void): Command {
  const { program, run } = serverProgram(io, finish);
  addCommands(program, { run, io, finish });
  seal(program);
  return program;
}
