/**
 * Where the time of one case goes: CPU of each thread of Doorpost, and the functions that ran longest, per message.
 * `npm run bench -- --profile --only NAME` for a case of the benchmark, `node bench/profile.ts --sessions 20 --each` for any other.
 */
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FAST_SINK_BYTES, type LoadCase } from './cases.ts';
import { makeCertificate } from '../lab/server/certificate.ts';
import { monotonicMicros, readProfiles, type ThreadProfile } from './cpu-profile.ts';
import { prepareDoorpost, startPrepared } from '../lab/server/doorpost.ts';
import { fillQueue } from '../lab/server/fill.ts';
import { startClassicSink, startFastSink } from './sink.ts';
import { measureOnce } from './throughput.ts';
import { threadTimes, type ThreadTimes, used } from './threads.ts';
import { findPostfix } from './tools.ts';
import { freePort } from '../lab/ports.ts';

export interface ProfileOptions {
  readonly messages: number;
  /** Messages that wait in another lane meanwhile. */
  readonly queued: number;
  /** Functions shown of the main thread; of each worker a quarter. */
  readonly top: number;
  /** Where the .cpuprofile files stay, for a flame graph; null: they go. */
  readonly keep: string | null;
  /** Without samples the figures are those of an unhindered server. */
  readonly sample: boolean;
}

/** Often enough for functions of microseconds, seldom enough not to be what is measured. */
const SAMPLE_MICROS = 200;
/** Threads that used less than this part of a microsecond a message are not worth a line. */
const WORTH_MICROS = 1;

export async function profileCase(load: LoadCase, options: ProfileOptions): Promise<string> {
  const work = join(tmpdir(), `doorpost-profile-${process.pid}`);
  const output = options.keep === null ? join(work, 'profiles') : resolve(options.keep);
  await mkdir(work, { recursive: true });
  await mkdir(output, { recursive: true });
  const found = await findPostfix(join(tmpdir(), 'doorpost-bench-cache'));
  const files = 'missing' in found ? null : found;
  const sink = files === null || load.bytes >= FAST_SINK_BYTES ? await startFastSink() : await startClassicSink(files);
  try {
    const setting = {
      folder: join(work, 'doorpost'),
      port: await freePort(),
      sinkPort: load.acceptOnly ? await freePort() : sink.port,
      certificate: await makeCertificate(work),
      nodeFlags: options.sample
        ? ['--cpu-prof', `--cpu-prof-interval=${SAMPLE_MICROS}`, `--cpu-prof-dir=${output}`]
        : [],
    };
    await prepareDoorpost(setting);
    if (options.queued > 0) await fillQueue(setting.folder, options.queued, () => {});
    const system = await startPrepared(setting);
    const lines: string[] = [];
    let span: { from: number; to: number };
    try {
      await measureOnce(system, load, sink, files, Math.max(load.sessions, Math.ceil(options.messages / 5)));
      const before = await threadTimes(system.pid);
      const from = monotonicMicros();
      const { acceptPerSecond, endToEndPerSecond, cpuPer1000 } = await measureOnce(
        system,
        load,
        sink,
        files,
        options.messages,
      );
      span = { from, to: monotonicMicros() };
      lines.push(
        `${load.name}, ${options.messages} messages: accept ${acceptPerSecond.toFixed(0)}/s  end to end ${endToEndPerSecond.toFixed(0)}/s  CPU ${cpuPer1000.toFixed(3)} ms a message`,
        '',
        ...threadLines(used(before, await threadTimes(system.pid)), options.messages),
      );
    } finally {
      await system.stop(); // the profiles are written as the threads end
    }
    if (options.sample)
      for (const profile of await readProfiles(output, span))
        lines.push(
          '',
          ...functionLines(profile, options.messages, profile.thread === 0 ? options.top : options.top / 4),
        );
    return lines.join('\n');
  } finally {
    await sink.stop();
    await rm(work, { recursive: true, force: true });
  }
}

function threadLines(threads: readonly ThreadTimes[], messages: number): readonly string[] {
  const micros = (seconds: number): number => (seconds / messages) * 1e6;
  const total = (one: ThreadTimes): number => micros(one.userSeconds + one.systemSeconds);
  return threads
    .filter((one) => total(one) >= WORTH_MICROS)
    .toSorted((a, b) => total(b) - total(a))
    .map(
      (one) =>
        `thread ${`${one.name} ${one.id}`.padEnd(28)} user ${micros(one.userSeconds).toFixed(0).padStart(5)} µs  system ${micros(one.systemSeconds).toFixed(0).padStart(5)} µs a message`,
    );
}

function functionLines(profile: ThreadProfile, messages: number, most: number): readonly string[] {
  const name = profile.thread === 0 ? 'main thread' : `worker ${profile.thread}`;
  const span = profile.busyMicros + profile.idleMicros;
  return [
    `${name}: busy ${((profile.busyMicros / span) * 100 || 0).toFixed(0)} %, ${(profile.busyMicros / messages).toFixed(1)} µs a message (own time of each function)`,
    ...profile.functions
      .slice(0, Math.max(1, Math.floor(most)))
      .map((one) => `${(one.micros / messages).toFixed(2).padStart(9)} µs  ${one.name}`),
  ];
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string', default: '20' },
      messages: { type: 'string', default: '10000' },
      queued: { type: 'string', default: '0' },
      bytes: { type: 'string', default: '4096' },
      kept: { type: 'boolean', default: false },
      each: { type: 'boolean', default: false },
      pipelined: { type: 'boolean', default: false },
      tls: { type: 'boolean', default: false },
      'accept-only': { type: 'boolean', default: false },
      top: { type: 'string', default: '40' },
      keep: { type: 'string' },
      'no-sample': { type: 'boolean', default: false },
    },
  });
  const sessions = Number(values.sessions);
  const messages = Number(values.messages);
  const own = values.tls || values.pipelined;
  const load: LoadCase = {
    name: `${values.bytes} octets, ${sessions} sessions, ${values.each ? 'one message each' : 'kept'}`,
    sessions,
    kept: !values.each,
    bytes: Number(values.bytes),
    generator: own ? 'own' : 'classic',
    ...(values.pipelined ? { pipelined: true } : {}),
    ...(values.tls ? { tls: 'full' } : {}),
    ...(values['accept-only'] ? { acceptOnly: true } : {}),
    warmUp: messages,
    most: messages,
  };
  const options: ProfileOptions = {
    messages,
    queued: Number(values.queued),
    top: Number(values.top),
    keep: values.keep ?? null,
    sample: !values['no-sample'],
  };
  process.stdout.write(`${await profileCase(load, options)}\n`);
}
