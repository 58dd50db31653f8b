import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const mailBounds = {
  maildirPart: bound(255, 'octets', "one folder's name in the path of a Maildir", 'refused where it is set'),
  maildirPath: bound(1_024, 'octets', 'path of a Maildir below the folder for mail', 'refused where it is set'),
  authors: bound(10, 'count', 'authors in From that a rewriting keeps the names of', 'the rest are left out of Reply-To'),
  encodedField: bound(4_096, 'characters', 'a header field whose raw bytes are encoded', 'stays as it is'),
  displayName: bound(500, 'characters', 'a display name that a rewriting keeps', 'left out'),
  addressList: bound(4_096, 'characters', 'an address field that is read', 'it has no clear reading: refused where it decides'),
  commentDepth: bound(10, 'count', 'comments within comments of an address field', 'it has no clear reading: refused where it decides'),
  encodedWord: bound(75, 'octets', 'one encoded word that we write (RFC 2047 §2)', 'another one begins'),
  address: bound(320, 'characters', 'an address that is given by an administrator, kept of a header, or told in a report', 'refused; cut where it is only kept or told'),
  signedFields: bound(200, 'count', 'header fields that a DKIM signature names', 'the message goes out unsigned'),
  fieldLine: bound(998, 'octets', 'a line of a header field that is written anew (RFC 5322 §2.1.1)', 'the field stays as it came'),
  headerLine: bound(78, 'octets', 'a line of a field that we put on top (RFC 5322 §2.1.1)', 'folded'),
  saidBack: bound(120, 'characters', 'the words of a peer that a reply repeats', 'cut'),
};
