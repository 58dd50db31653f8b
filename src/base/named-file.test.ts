/** Files named from outside: plain ones, to a bound, and nothing that could keep the reader waiting. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  NamedFileError,
  readNamedFile,
  readNamedFileNow,
  readNamedInput,
  readNamedInputNow,
  streamNamedInput,
} from './named-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'doorpost-named-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const both = [
  ['beside', (path: string, most?: number) => readNamedFile(path, most)],
  ['at once', async (path: string, most?: number) => readNamedFileNow(path, most)],
] as const;

for (const [how, read] of both)
  describe(`read ${how}`, () => {
    test('a plain file, also behind a link, and one that does not tell its size', async () => {
      writeFileSync(at('plain'), 'x'.repeat(200_000));
      symlinkSync(at('plain'), at(`link ${how}`));
      assert.equal((await read(at('plain'))).length, 200_000);
      assert.equal((await read(at(`link ${how}`), 200_000)).length, 200_000);
      writeFileSync(at('empty'), '');
      assert.equal((await read(at('empty'))).length, 0);
      if (process.platform === 'linux') assert.match(String(await read('/proc/self/status')), /^Name:/u);
    });
    const refused = async (path: string, code: string, most?: number): Promise<void> => {
      await assert.rejects(read(path, most), (error) => {
        assert.ok(error instanceof NamedFileError, String(error));
        assert.equal(error.code, code);
        assert.ok(error.message.startsWith(path) && error.cure !== '');
        return true;
      });
    };
    test('not one that is missing, too large, or larger than it says', async () => {
      writeFileSync(at('large'), 'x'.repeat(101));
      await refused(at('nothing'), 'ENOENT');
      await refused(join(at('large'), 'in'), 'ENOTDIR');
      await refused(at('large'), 'TOO_LARGE', 100);
      if (process.platform === 'linux') await refused('/proc/self/maps', 'TOO_LARGE', 100);
    });
    test('not a folder, a device, a socket, or a pipe that nobody writes to', {
      skip: process.platform === 'win32',
    }, async () => {
      mkdirSync(at(`folder ${how}`));
      execFileSync('mkfifo', [at(`pipe ${how}`)]);
      symlinkSync(at(`pipe ${how}`), at(`to the pipe ${how}`));
      const server = createServer().listen(at(`socket ${how}`));
      for (const path of [`folder ${how}`, `pipe ${how}`, `to the pipe ${how}`, `socket ${how}`].map(at))
        await refused(path, 'NOT_PLAIN');
      for (const path of ['/dev/zero', '/dev/stdin', '/dev/tty', '/dev/random']) await refused(path, 'NOT_PLAIN');
      server.close();
    });
  });

test('a stream ends where the file ended when it was opened', async () => {
  writeFileSync(at('growing'), 'x'.repeat(100_000));
  const stream = await streamNamedInput(at('growing'), 200_000);
  let size = 0;
  for await (const part of stream) {
    size += (part as Buffer).length;
    appendFileSync(at('growing'), 'y'.repeat(100_000));
  }
  assert.equal(size, 100_000);
  writeFileSync(at('nothing in it'), '');
  for await (const part of await streamNamedInput(at('nothing in it'), 10)) assert.fail(String(part));
  await assert.rejects(streamNamedInput('/dev/zero', 10), NamedFileError);
});

describe('what a person names on the command line may be a pipe', { skip: process.platform === 'win32' }, () => {
  const pipe = (name: string): string => {
    execFileSync('mkfifo', [at(name)]);
    return at(name);
  };
  /** Opens after whoever reads has had time to open, or before: the reader waits in either case. */
  const writer = (path: string, script: string): void =>
    void spawn('sh', ['-c', `{ ${script}; } >"$0"`, path], { stdio: 'ignore' });
  const ways = [
    ['beside', (path: string, most: number) => readNamedInput(path, most)],
    ['at once', async (path: string, most: number) => readNamedInputNow(path, most)],
    [
      'piece by piece',
      async (path: string, most: number) => {
        const parts: Buffer[] = [];
        for await (const part of await streamNamedInput(path, most)) parts.push(part as Buffer);
        return Buffer.concat(parts);
      },
    ],
  ] as const;
  for (const [how, read] of ways)
    test(`read ${how}: to the end of its writer, to the bound, and neither device nor folder`, async () => {
      const path = pipe(`good ${how}`);
      writer(path, 'printf a; sleep 0.1; printf b; head -c 100000 /dev/zero');
      assert.equal((await read(path, 200_000)).length, 100_002);
      writer(path, 'true');
      assert.equal((await read(path, 200_000)).length, 0);
      writer(path, 'exec cat /dev/zero');
      await assert.rejects(
        read(path, 200_000),
        (error) => error instanceof NamedFileError && error.code === 'TOO_LARGE',
      );
      for (const one of ['/dev/zero', '/dev/tty', folder])
        await assert.rejects(
          read(one, 200_000),
          (error) => error instanceof NamedFileError && error.code === 'NOT_PLAIN',
        );
    });

  test('it is not held in blocks that are nearly empty', async () => {
    const path = pipe('drop by drop');
    const child = spawn(
      process.execPath,
      [
        '-e',
        "const f=require('fs');const p=f.openSync(process.argv[1],'w');for(let i=0;i<3000;i++)f.writeSync(p,'x')",
        path,
      ],
      { stdio: 'ignore' },
    );
    const text = await readNamedInput(path, 1_000_000);
    assert.equal(String(text), 'x'.repeat(3000));
    assert.ok(text.buffer.byteLength < 100_000);
    await new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done(null)));
  });
});
