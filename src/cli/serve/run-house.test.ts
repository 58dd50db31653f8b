import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { silentLog } from '../../base/log.ts';
import { bounds } from '../../base/bounds.ts';
import { runUntilStopped } from './run-house.ts';

function house() {
  const closing = Promise.withResolvers<void>();
  const losing = Promise.withResolvers<string>();
  const calls: string[] = [];
  return {
    calls,
    closing,
    losing,
    lost: losing.promise,
    close: (graceMs?: number) => {
      calls.push(`close ${graceMs}`);
      return closing.promise;
    },
    reloadCertificates: async () => {
      calls.push('reload');
    },
  };
}

test('one signal drains, and the exit code says that all went well', async () => {
  const signals = new EventEmitter();
  const running = house();
  const code = runUntilStopped(running, silentLog, signals, () => 0);
  signals.emit('SIGTERM');
  running.closing.resolve();
  assert.equal(await code, 0);
  assert.deepEqual(running.calls, [`close ${bounds.cli.drain}`]);
  assert.equal(signals.listenerCount('SIGTERM') + signals.listenerCount('SIGINT') + signals.listenerCount('SIGHUP'), 0);
});

test('a second signal ends a drain that hangs', async () => {
  const signals = new EventEmitter();
  let now = 0;
  const code = runUntilStopped(house(), silentLog, signals, () => now);
  signals.emit('SIGINT');
  now = 2_000;
  signals.emit('SIGINT');
  assert.equal(await code, 130);
});

test('the same Ctrl-C passed on twice is one', async () => {
  const signals = new EventEmitter();
  const running = house();
  let now = 0;
  const code = runUntilStopped(running, silentLog, signals, () => now);
  signals.emit('SIGINT');
  now = 20;
  signals.emit('SIGINT');
  running.closing.resolve();
  assert.equal(await code, 0);
});

test('SIGHUP takes new certificates and stops nothing', async () => {
  const signals = new EventEmitter();
  const running = house();
  const code = runUntilStopped(running, silentLog, signals, () => 0);
  signals.emit('SIGHUP');
  signals.emit('SIGHUP');
  signals.emit('SIGTERM');
  running.closing.resolve();
  await code;
  assert.deepEqual(running.calls, ['reload', 'reload', `close ${bounds.cli.drain}`]);
});

test('SIGHUP stops what runs in a terminal: it was closed, and nobody would find what went on behind it', async () => {
  const signals = new EventEmitter();
  const running = house();
  const code = runUntilStopped(running, silentLog, signals, () => 0, undefined, true);
  signals.emit('SIGHUP');
  running.closing.resolve();
  assert.equal(await code, 0);
  assert.deepEqual(running.calls, [`close ${bounds.cli.drain}`]);
  assert.equal(signals.listenerCount('SIGHUP'), 0);
});

test('a store that is gone ends the process with a failure, so that it is started again', async () => {
  const signals = new EventEmitter();
  const running = house();
  const code = runUntilStopped(running, silentLog, signals, () => 0);
  running.losing.resolve('the thread has ended');
  assert.equal(await code, 1);
  assert.equal(signals.listenerCount('SIGTERM'), 0);
});

test('who is told that it is open may stop it at once', async () => {
  const signals = new EventEmitter();
  const running = house();
  running.closing.resolve();
  const code = runUntilStopped(
    running,
    silentLog,
    signals,
    () => 0,
    async () => void signals.emit('SIGTERM'),
  );
  assert.equal(await code, 0);
  assert.deepEqual(running.calls, [`close ${bounds.cli.drain}`]);
});
