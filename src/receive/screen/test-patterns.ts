/** Messages whose judgement is known beforehand. The patterns stand here in pieces, so that no scanner stops at this file. */
import { createHash } from 'node:crypto';
import type { ContentRef } from '../../mail/content.ts';

const GTUBE = ['XJS*C4JDBQADN1.NSBN3*2IDNEN*', 'GTUBE-STANDARD-ANTI-UBE-TEST', '-EMAIL*C.34X'];
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'];

const texts = {
  spam: GTUBE.join(''),
  virus: EICAR.join(''),
  letter: 'This letter only asks whether the spam filter answers.',
} as const;

/** @param hostName ours, for its sender. */
export function testContent(what: keyof typeof texts, hostName: string, at: number): ContentRef {
  const lines = [
    `From: <postmaster@${hostName}>`,
    `To: <postmaster@${hostName}>`,
    'Subject: Test of protection',
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <protection-test-${at}@${hostName}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    texts[what],
    '',
  ];
  const bytes = Buffer.from(lines.join('\r\n'));
  return { kind: 'inline', bytes, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
