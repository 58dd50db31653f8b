import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const dnsBounds = {
  questionsInFlight: bound(100, 'count', 'DNS questions in flight at once', 'wait for a place'),
  questionsWaiting: bound(5_000, 'count', 'DNS questions that wait for a place', 'answered as a temporary failure'),
  aliasChain: bound(8, 'count', 'links of CNAME that are followed (RFC 1034 §3.6.2 names no number)', 'the look-up has failed'),
  tries: bound(3, 'count', 'questions to one name server', 'the next one is asked'),
  oneTry: bound(2_500, 'ms', 'one answer of a name server', 'asked again'),
  nameServers: bound(13, 'count', 'name servers of a domain that are asked for its records', 'the rest are not asked'),
  addressesAServer: bound(2, 'count', 'addresses of one of them that are asked', 'the rest are not asked'),
  answerShown: bound(500, 'characters', 'what a name server answered, as it is shown', 'cut'),
  question: bound(10_000, 'ms', 'one question to DNS', 'the look-up has failed'),
  udpAnswer: bound(1_232, 'octets', 'an answer over UDP of a resolver that validates', 'asked again over TCP'),
  answerRecords: bound(500, 'count', 'records in an answer of a resolver that validates', 'it is no answer'),
};
