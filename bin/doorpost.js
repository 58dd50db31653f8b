#!/usr/bin/env node
/*
 * Run by npm's links, `npm start` and doorpost.cmd: npm makes its commands for Windows of JavaScript only. Elsewhere it becomes ../doorpost,
 * the shell script that finds the right Node, in the same process. A Node without process.execve (before 22.15 and 23.11) cannot become
 * another program: it stays behind as a parent that only passes signals on, so a service should start ../doorpost itself.
 * Plain JavaScript in an old dialect on purpose: it must run, and say what is wrong, on the Node it was given.
 */
import { spawn } from 'child_process';
import { existsSync } from 'fs';
import * as modules from 'module';
import { constants } from 'os';
import { dirname, join } from 'path';
import { fileURLToPath, pathToFileURL } from 'url';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const launcher = join(here, 'doorpost');
const args = process.argv.slice(2);

function fail(lines) {
  process.stderr.write(lines.join('\n') + '\n');
  process.exit(1);
}

function stayBehind() {
  let child = null;
  /* Before there is a child: a signal in between would end us and leave it alone. */
  ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2'].forEach(function (signal) {
    process.on(signal, function () {
      /* A terminal's Ctrl-C reaches the child by itself (same process group); a supervisor's signal reaches only us. */
      if (child && !(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
  });
  child = spawn('/bin/sh', [launcher].concat(args), { stdio: 'inherit' });
  child.on('error', function (error) {
    fail(['doorpost: cannot run /bin/sh: ' + error.message, 'Cure: run ' + launcher + ' itself.']);
  });
  child.on('exit', function (code, signal) {
    process.exit(signal ? 128 + (constants.signals[signal] || 0) : code);
  });
}

/* Only the warning that a part of Node we chose knowingly is young; every other warning is shown. */
function quietExperimental() {
  const emit = process.emitWarning;
  process.emitWarning = function (warning, options) {
    const type = typeof options === 'string' ? options : options && options.type;
    if (type === 'ExperimentalWarning' || (warning && warning.name === 'ExperimentalWarning')) return;
    return emit.apply(process, arguments);
  };
}

/* Windows has neither sh nor a way to become another program: this Node runs it, if it is new enough. */
function runHere() {
  const version = process.versions.node.split('.').map(Number);
  if (version[0] < 24 || (version[0] === 24 && version[1] < 15)) {
    fail([
      'doorpost needs Node 24.15 or newer; this is Node ' + process.versions.node + ' (' + process.execPath + ').',
      'Cure: install a newer Node from https://nodejs.org (24 LTS or 26), then run this again.',
    ]);
  }
  const source = join(here, 'src', 'main.ts');
  const program = existsSync(source) ? source : join(here, 'dist', 'main.js');
  /* By the environment, because that is what the store's threads see too. */
  process.env.NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE || join(here, 'node_modules', '.cache', 'doorpost');
  modules.enableCompileCache();
  quietExperimental();
  process.argv[1] = program;
  import(pathToFileURL(program).href)
    .then(function (main) {
      return main.main(args);
    })
    .catch(function (error) {
      fail(['doorpost: ' + ((error && error.stack) || error)]);
    });
}

/* The environment is said, because the first Nodes that have execve hand on none by themselves. */
if (process.platform === 'win32') runHere();
else if (process.execve) process.execve('/bin/sh', ['sh', launcher].concat(args), process.env);
else stayBehind();
