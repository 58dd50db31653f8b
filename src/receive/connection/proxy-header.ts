/**
 * The PROXY protocol header, versions 1 and 2 (haproxy.org, proxy-protocol.txt): who the client behind a trusted proxy is. Sans I/O.
 * Only read from listed addresses; from anybody else the same octets are a bad command.
 */
import { bounds } from '../../base/bounds.ts';
import ipaddr from 'ipaddr.js';

export type ProxyHeader =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'invalid'; readonly why: string }
  /** `client` is null where the proxy speaks for itself (LOCAL, UNKNOWN): the connection's own address stands. `length`: octets of the header. */
  | {
      readonly kind: 'header';
      readonly length: number;
      readonly client: { readonly address: string; readonly port: number } | null;
    };

const V1 = Buffer.from('PROXY ');
const V2 = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');

export function readProxyHeader(bytes: Buffer): ProxyHeader {
  if (startsAlike(bytes, V2)) return bytes.length < 16 ? { kind: 'incomplete' } : readVersion2(bytes);
  if (startsAlike(bytes, V1)) return readVersion1(bytes);
  return { kind: 'invalid', why: 'no PROXY header came from an address that proxyFrom lists' };
}

const startsAlike = (bytes: Buffer, mark: Buffer): boolean => {
  const common = Math.min(bytes.length, mark.length);
  return bytes.subarray(0, common).equals(mark.subarray(0, common));
};

function readVersion1(bytes: Buffer): ProxyHeader {
  const end = bytes.indexOf('\r\n');
  if (end < 0 || end + 2 > bounds.receive.proxyHeader1)
    return end >= 0 || bytes.length >= bounds.receive.proxyHeader1
      ? invalid('version 1 header too long')
      : { kind: 'incomplete' };
  const [, family, source = '', destination = '', sourcePort = '', destinationPort = '', ...more] = bytes
    .toString('latin1', 0, end)
    .split(' ');
  const length = end + 2;
  if (family === 'UNKNOWN') return { kind: 'header', length, client: null };
  const isAddress = family === 'TCP4' ? isIpv4 : family === 'TCP6' ? isIpv6 : null;
  if (isAddress === null || more.length > 0) return invalid('version 1 header malformed');
  if (!isAddress(source) || !isAddress(destination)) return invalid(`version 1 header without ${family} addresses`);
  if (!isPort(sourcePort) || !isPort(destinationPort)) return invalid('version 1 header without ports');
  return { kind: 'header', length, client: { address: source, port: Number(sourcePort) } };
}

const isIpv4 = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text);
const isIpv6 = (text: string): boolean => !text.includes('%') && ipaddr.IPv6.isValid(text);
const isPort = (text: string): boolean => /^(?:0|[1-9]\d{0,4})$/u.test(text) && Number(text) <= 65_535;

function readVersion2(bytes: Buffer): ProxyHeader {
  const command = bytes.readUInt8(12);
  const family = bytes.readUInt8(13);
  const bodyBytes = bytes.readUInt16BE(14);
  if (command >> 4 !== 2) return invalid('unknown version');
  if (bodyBytes > bounds.receive.proxyHeader2) return invalid('version 2 header too long');
  const length = 16 + bodyBytes;
  if (bytes.length < length) return { kind: 'incomplete' };
  if ((command & 15) === 0) return { kind: 'header', length, client: null };
  if ((command & 15) !== 1) return invalid('unknown command');
  const body = bytes.subarray(16, length);
  // TCP over IPv4, TCP over IPv6.
  if (family === 0x11 && body.length >= 12)
    return {
      kind: 'header',
      length,
      client: { address: [...body.subarray(0, 4)].join('.'), port: body.readUInt16BE(8) },
    };
  if (family === 0x21 && body.length >= 36) {
    const groups = Array.from({ length: 8 }, (_, n) => body.readUInt16BE(n * 2).toString(16));
    return { kind: 'header', length, client: { address: groups.join(':'), port: body.readUInt16BE(32) } };
  }
  return invalid('neither TCP over IPv4 nor over IPv6');
}

const invalid = (why: string): ProxyHeader => ({ kind: 'invalid', why });
