import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const smtpBounds = {
  replyLine: bound(4_096, 'octets', 'one line of a next hop\'s reply (RFC 5321 says 512)', 'a protocol error: the connection is cut, the mail is tried again'),
  replyLines: bound(128, 'count', 'lines of one reply of a next hop', 'a protocol error: the connection is cut, the mail is tried again'),
  emptyReplyLines: bound(128, 'count', 'empty lines of a next hop between two replies', 'a protocol error: the connection is cut, the mail is tried again'),
  repliesAtOnce: bound(131_072, 'octets', 'what a next hop says before it is read, while answers are waited for', 'the rest is dropped, and the connection cut'),
  outOfTurn: bound(4_096, 'octets', 'what a next hop says while nothing was asked', 'the rest is dropped, and the connection cut'),
  parameters: bound(20, 'count', 'parameters of one MAIL or RCPT', '501 5.5.4'),
  loneCrOctets: bound(16_384, 'octets', 'content behind a CR alone in its first line that is kept back until a line end tells what the CR is', 'a CR alone in the header is a blank'),
  pathOctets: bound(256, 'octets', 'the path of MAIL or RCPT with its brackets (RFC 5321 §4.5.3.1.3); the local part may fill it', '501 5.1.7 or 5.1.3'),
  earlyOctets: bound(4_096, 'octets', 'the words of a peer before the greeting that are looked at for its habits', 'not looked at'),
  brackets: bound(2, 'count', 'brackets around one address of a lenient profile', '501'),
  domain: bound(255, 'octets', 'a domain (RFC 1035 §2.3.4)', '501'),
  label: bound(63, 'octets', 'a label of a domain (RFC 1035 §2.3.4)', '501'),
  dismissals: bound(2, 'count', 'questions of a next hop after a refused token that are answered', 'the sign-in has failed'),
  envid: bound(100, 'characters', 'ENVID (RFC 3461 §4.4)', '501 5.5.4'),
  orcpt: bound(500, 'characters', 'ORCPT (RFC 3461 §4.2)', '501 5.5.4'),
  authCommand: bound(510, 'octets', 'AUTH with its initial response, without its end (RFC 5321 §4.5.3.1.4)', 'the response goes after the 334'),
  lineBeginning: bound(16, 'octets', 'the beginning of a line that is too long, which tells which command it was', 'forgotten'),
  replyText: bound(480, 'octets', 'the text of one line of a reply of ours (RFC 5321 §4.5.3.1.5)', 'cut'),
  sizeDigits: bound(20, 'count', 'digits of SIZE (RFC 1870 §3)', '501 5.5.4'),
  addressLiteral: bound(45, 'characters', 'an IPv6 address as text, the longest form with a dotted tail', 'it is none'),
  pasted: bound(16_384, 'characters', 'a pasted text in which an id is looked for', 'the rest is not looked through'),
};
