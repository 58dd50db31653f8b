/** G22: the wall clock jumps by a day, forward and back, under a running server. */
import { execFile } from 'node:child_process';
import { openSync, writeSync, closeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Finding, Proof, Terms } from '../proof.ts';
import { drained, queueAccount, traceAccount } from '../support/account.ts';
import { judged, skipped } from '../support/finding.ts';
import { newLedger, startLoad } from '../support/load.ts';
import { admin, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite, type Site } from '../support/site.ts';

export const g22: Proof = {
  id: 'G22',
  title: 'A wall clock that jumps neither expires mail, nor sets off a storm, nor stalls the queue',
  prove,
};

const HOUR_S = 3_600;
/** A day each way, and the hour of a change to or from summer time (which moves local time only, but some clocks are set wrong). */
const JUMPS_S = [24 * HOUR_S, -24 * HOUR_S, HOUR_S, -HOUR_S, -24 * HOUR_S, 24 * HOUR_S];
const WAITING = 50;
const AFTER_JUMP_MS = { long: 6_000, short: 1_500 };
/** Connections to the dead next hop after one jump: a probe and its neighbours, not the whole queue. */
const STORM = 20;

/** Moves what the process is told of the wall clock; the monotonic clock stays. The offset is read from a mapped file. */
const SHIM = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
static volatile long *offset;
__attribute__((constructor)) static void begin(void) {
  int fd = open(getenv("CLOCK_OFFSET_FILE"), O_RDONLY);
  offset = mmap(0, 4096, PROT_READ, MAP_SHARED, fd, 0);
}
int clock_gettime(clockid_t id, struct timespec *at) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(id, at);
  if (offset && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) at->tv_sec += *offset;
  return result;
}
int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return 0;
}
time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
`;

/** When the server says it received a numbered message. */
async function receivedAt(site: Site, number: number): Promise<number> {
  const path = `/trace?messageId=${encodeURIComponent(`${number}.prove@client.test`)}`;
  const { rows } = await admin<{ readonly rows: readonly { readonly at: number }[] }>(site, 'GET', path);
  return rows[0]?.at ?? Number.NaN;
}

async function prove(terms: Terms): Promise<Finding> {
  if (process.platform !== 'linux')
    return skipped('the clock is moved by a library put before the system’s, on Linux only');
  const library = join(terms.folder, 'clock.so');
  const offsetFile = join(terms.folder, 'offset');
  await writeFile(join(terms.folder, 'clock.c'), SHIM);
  await writeFile(offsetFile, Buffer.alloc(4_096));
  try {
    await promisify(execFile)('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(terms.folder, 'clock.c'), '-ldl']);
  } catch {
    return skipped('no C compiler (cc) to make the library that moves the clock');
  }
  const file = openSync(offsetFile, 'r+');
  let offsetS = 0;
  const jump = (seconds: number): void => {
    offsetS += seconds;
    const octets = Buffer.alloc(8);
    octets.writeBigInt64LE(BigInt(offsetS));
    writeSync(file, octets, 0, 8, 0);
  };
  await using dead = await startSink(terms.signal);
  await using sink = await startSink(terms.signal);
  await dead.behave({ greeting: '421 4.3.2 not now' });
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [
      { name: 'dead', domains: ['dead.test'], port: dead.port },
      { name: 'sink', domains: ['*'], port: sink.port },
    ],
  });
  const environment = { LD_PRELOAD: library, CLOCK_OFFSET_FILE: offsetFile };
  await using server = await startServer(site, { signal: terms.signal, environment });
  const ledger = newLedger();
  const waiting = startLoad({
    port: site.smtpPort,
    sessions: 5,
    kept: true,
    messages: WAITING,
    ledger,
    recipients: () => ['user@dead.test'],
  });
  await waiting.done;
  const faults: string[] = [];
  let from = 1_000;
  let most = 0;
  let late = 0;
  for (const seconds of JUMPS_S) {
    const sessions = (await dead.counts()).sessions;
    jump(seconds);
    const load = startLoad({ port: site.smtpPort, sessions: 2, kept: true, messages: 10, from, ledger });
    from += 10;
    await load.done;
    const { keys } = await sink.settled(from - 1_000, { signal: terms.signal, quietMs: 10_000 });
    const toldS = (await receivedAt(site, from - 1)) / 1_000 - Date.now() / 1_000;
    if (!(Math.abs(toldS - offsetS) < 60)) faults.push(`the server's clock did not move with us: ${toldS} s`);
    if (keys < from - 1_000) late++;
    await new Promise((resolve) => setTimeout(resolve, AFTER_JUMP_MS[terms.length]));
    const tried = (await dead.counts()).sessions - sessions;
    most = Math.max(most, tried);
    terms.progress(`${seconds / HOUR_S} h: ${keys} delivered, ${tried} connections to the dead next hop`);
  }
  const stillThere = (await queueAccount(site)).length;
  await dead.behave({});
  const left = await drained(site, { signal: terms.signal, retry: true });
  const rows = await traceAccount(site);
  const failed = rows.filter(({ status }) => status === 'Failed').length;
  closeSync(file);
  if (stillThere !== WAITING) faults.push(`${stillThere} of ${WAITING} still waited after the jumps`);
  if (failed > 0) faults.push(`${failed} were given up`);
  if (late > 0) faults.push(`new mail was not delivered after ${late} of the jumps`);
  if (most > STORM) faults.push(`${most} connections to the dead next hop after one jump`);
  if (left > 0) faults.push(`${left} were not delivered when the next hop was well again`);
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  return judged(
    {
      jumps: JUMPS_S.map((seconds) => `${seconds / HOUR_S} h`).join(', '),
      'waiting through them': stillThere,
      'given up': failed,
      'most connections to the dead next hop after a jump': most,
      'delivered in the end': (await sink.counts()).keys + (await dead.counts()).keys,
    },
    faults,
  );
}
