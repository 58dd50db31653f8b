/** Others' verifiers of DKIM, over records that a test publishes: what they say of each signature of a message, the topmost first. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';

/** TXT records, each in one piece, by their names. */
export type Records = Readonly<Record<string, string>>;

/** npm's mailauth. */
export async function byMailauth(message: Buffer, records: Records): Promise<readonly string[]> {
  const { results } = await dkimVerify(message, {
    strict: true,
    resolver: (name, type) => {
      const text = type === 'TXT' ? records[name] : undefined;
      return text === undefined
        ? Promise.reject(Object.assign(new Error(name), { code: 'ENOTFOUND' }))
        : Promise.resolve([[text]]);
    },
  });
  return results.filter(({ signingDomain }) => signingDomain !== false).map(({ status }) => status.result);
}

/** rspamd, which asks a name server that has the records. Of each signature that it verifies, its selector. */
export async function byRspamd(port: number, message: Buffer): Promise<readonly string[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/checkv2`, {
    method: 'POST',
    body: new Uint8Array(message),
    headers: {
      IP: '198.51.100.7',
      Helo: 'far.test',
      Hostname: 'far.test',
      From: '<x@far.test>',
      Rcpt: '<a@outside.test>',
    },
  });
  const text = await answer.text();
  type Symbols = Readonly<Record<string, { readonly options?: readonly string[] } | undefined>>;
  const { symbols } = JSON.parse(text) as { readonly symbols?: Symbols };
  assert.ok(symbols !== undefined, text);
  assert.equal(symbols['R_DKIM_REJECT'], undefined);
  // `ours.test:s=selector`
  return (symbols['R_DKIM_ALLOW']?.options ?? []).map((option) => option.replace(/^.*:s=/u, ''));
}

/** Debian's has no Ed25519: such signatures are `invalid` to it. */
const SCRIPT = `
use strict; use warnings;
use Mail::DKIM::Verifier; use Net::DNS;
my %zone = map { split /\\t/, $_, 2 } split /\\n/, $ENV{ZONE};
{ no warnings 'redefine';
  *Mail::DKIM::DNS::query = sub {
    my ($name, $type) = @_;
    return unless $type eq 'TXT' && exists $zone{$name};
    return Net::DNS::RR->new(owner => $name, type => 'TXT', txtdata => [$zone{$name} =~ /.{1,255}/g]);
  };
}
my $verifier = Mail::DKIM::Verifier->new();
binmode STDIN;
while (read STDIN, my $piece, 65536) { $verifier->PRINT($piece) }
$verifier->CLOSE;
print join(' ', map { $_->result } $verifier->signatures), "\\n";
`;

/** Mail::DKIM of Perl. */
export async function byMailDkim(perl: string, message: Buffer, records: Records): Promise<readonly string[]> {
  const ZONE = Object.entries(records)
    .map((record) => record.join('\t'))
    .join('\n');
  const child = spawn(perl, ['-e', SCRIPT], { env: { ...process.env, ZONE }, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {}); // it may end early
  child.stdin.end(message);
  const [out, error] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  assert.equal(error.toString(), '');
  return out.toString().trim().split(' ');
}
