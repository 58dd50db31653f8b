/** One large organization file, read in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { readOrganizationFile } from '../config/organization-file.ts';

parentPort?.postMessage(readOrganizationFile(workerData as string));
