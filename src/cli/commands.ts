/** The commands of administrators, in the order of the help. */
import type { Command } from 'commander';
import { addAdvise } from './advise.ts';
import { addAlarm } from './alarm.ts';
import { addBackup } from './backup.ts';
import { addCheck } from './check.ts';
import type { Run } from './collection.ts';
import { addConfig } from './config.ts';
import { addConnector } from './connector.ts';
import { addCredential } from './credential.ts';
import { addDevice } from './device.ts';
import { addDomain } from './domain.ts';
import { addExplain } from './explain.ts';
import { addGroup } from './group.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import type { Io } from './io.ts';
import { addLicence } from './licence.ts';
import { addLimits } from './limits.ts';
import { addMailbox } from './mailbox.ts';
import { addCaptured } from './messages.ts';
import { addOrganization } from './organization.ts';
import { addProfile } from './profile.ts';
import { seal, serverProgram } from './server-program.ts';
import { addQueue } from './queue.ts';
import { addSend } from './send.ts';
import { addSystem } from './system.ts';
import { addTrace } from './trace.ts';
import { addTransfer } from './transfer.ts';
import { addUpstream } from './upstream.ts';
import { addWatch } from './watch.ts';

interface Parts {
  readonly run: Run;
  readonly io: Io;
  /** Takes the exit code of a command that speaks for itself. */
  readonly finish: (code: number) => void;
}

export function addCommands(program: Command, { run, io, finish }: Parts): void {
  addInit(program, io, finish);
  addAdvise(program, run);
  addConfig(program, run);
  addSystem(program, run);
  addOrganization(program, run);
  addDevice(program, run);
  addDomain(program, run);
  addMailbox(program, run);
  addCaptured(program, run);
  addGroup(program, run);
  addCredential(program, run);
  addConnector(program, run);
  addUpstream(program, run);
  addLicence(program, run);
  addLimits(program, run);
  addTrace(program, run);
  addExplain(program, run);
  addWatch(program, run);
  addCheck(program, run);
  addProfile(program, run);
  addQueue(program, run);
  addSend(program, run);
  addAlarm(program, run);
  addTransfer(program, run);
  addImport(program, run);
  addBackup(program, run);
}

/** Every command in one tree. */
export function createProgram(io: Io, finish: (code: number) => void): Command {
  const { program, run } = serverProgram(io, finish);
  addCommands(program, { run, io, finish });
  seal(program);
  return program;
}
