/** The thread in which one TLS report is read. The other end is `read-report.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { readReportMail } from './report-mail.ts';

if (parentPort === null) throw new Error('not a worker');
parentPort.postMessage(await readReportMail(workerData as Uint8Array));
