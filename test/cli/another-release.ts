/** A server of another release, at whose answers commands are tried. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliRun, cli } from '../../lab/cli.ts';

/** A body that is a text is given as it is. */
export type Answered = readonly [status: number, body: object | string];

/** Runs a command against a server that answers every request so. */
export async function against(
  answerTo: (path: URL, method: string) => Answered,
  ...args: readonly string[]
): Promise<CliRun> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-release-'));
  const server = createServer((request, response) => {
    const [status, body] = answerTo(new URL(request.url ?? '/', 'http://localhost'), request.method ?? '');
    response.statusCode = status;
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(join(folder, 'admin.sock'), resolve));
  try {
    return await cli(['--data', folder, ...args]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  }
}
