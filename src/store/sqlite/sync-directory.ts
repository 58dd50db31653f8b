import { open } from 'node:fs/promises';

/** Makes names in a directory durable. Where a platform cannot sync directories (Windows), it does so by itself. */
export async function syncDirectory(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
