/** Limits, in French. */
import type { Sentences } from '../sentences.ts';

export const limits: Sentences = {
  'SMTP connections at once, all listeners': 'connexions SMTP simultanées, tous écouteurs',
  'connections at once from one address (IPv6: one /64)': 'connexions simultanées d’une adresse (IPv6 : un /64)',
  'connections at once from addresses of one connector': 'connexions simultanées des adresses d’un connecteur',
  'one command line (RFC 5321 asks for 512; extensions add to it)':
    'une ligne de commande (RFC 5321 en demande 512 ; des extensions en ajoutent)',
  'one AUTH line (RFC 4954 §4)': 'une ligne AUTH (RFC 4954 §4)',
  'bytes without a line end before the connection is closed':
    'octets sans fin de ligne avant la fermeture de la connexion',
  'one line of content without its CRLF (RFC 5321 §4.5.3.1.6)':
    'une ligne de contenu sans son CRLF (RFC 5321 §4.5.3.1.6)',
  'the whole header section': 'tout l’en-tête',
  'header fields': 'champs d’en-tête',
  'Received fields before a message counts as looping': 'champs Received avant qu’un message compte comme bouclant',
  'one message': 'un message',
  'RCPT commands of one message, refused and repeated ones counted; beyond twice as many 421':
    'commandes RCPT d’un message, refusées et répétées comprises ; au-delà du double 421',
  'refused commands in a session before answers slow down':
    'commandes refusées dans une session avant que les réponses ralentissent',
  'refused commands in a session before it is closed': 'commandes refusées dans une session avant sa fermeture',
  'NOOP, RSET, VRFY, HELP without mail before the session is closed':
    'NOOP, RSET, VRFY, HELP sans courrier avant la fermeture de la session',
  'unknown recipients in a session before it is closed': 'destinataires inconnus dans une session avant sa fermeture',
  'wrong passwords in a session before it is closed': 'mots de passe faux dans une session avant sa fermeture',
  'the longest wait that doubling after wrong passwords reaches, per account and address, and per address that fails for many accounts':
    'la plus longue attente qu’atteint le doublement après des mots de passe faux, par compte et adresse, et par adresse qui échoue pour de nombreux comptes',
  'silence between commands (RFC 5321 §4.5.3.2.7)': 'silence entre les commandes (RFC 5321 §4.5.3.2.7)',
  'from the first byte of a command to its line end': 'du premier octet d’une commande à sa fin de ligne',
  'silence inside content (RFC 5321 §4.5.3.2.5)': 'silence dans le contenu (RFC 5321 §4.5.3.2.5)',
  'content slower than this, judged after the first minute (under stress: 10 s)':
    'contenu plus lent que cela, jugé après la première minute (sous charge : 10 s)',
  'before the greeting, while nothing may be said; peers that a connector covers, and implicit TLS, do not wait and are not judged':
    'avant la salutation, tant que rien ne peut être dit ; les pairs que couvre un connecteur, et TLS implicite, n’attendent pas et ne sont pas jugés',
  'a TLS handshake, and a PROXY header': 'une négociation TLS, et un en-tête PROXY',
  'a whole session': 'une session entière',
  'replies the peer has not read while it pipelines': 'réponses que le pair n’a pas lues alors qu’il envoie d’avance',
  'sends in DATA at once for one mailbox': 'envois simultanés en DATA d’une boîte aux lettres',
  'submissions of one mailbox that are delivered at once; the rest moves into the following minutes':
    'soumissions d’une boîte aux lettres remises en même temps ; le reste se répartit sur les minutes suivantes',
  'recipients of one mailbox in any 24 h': 'destinataires d’une boîte aux lettres sur 24 h quelconques',
  'messages through one connector in any hour': 'messages par un connecteur sur une heure quelconque',
  'recipients through one connector in any hour': 'destinataires par un connecteur sur une heure quelconque',
  'recipients through one connector in any 24 h': 'destinataires par un connecteur sur 24 h quelconques',
  'Direct Send messages from one address in any hour': 'messages Direct Send d’une adresse sur une heure quelconque',
  'transcript kept of one session': 'transcription conservée d’une session',
  'refused sessions kept in full per client address and hour':
    'sessions refusées conservées en entier par adresse de client et par heure',
  'messages an hour': 'messages par heure',
  'recipients an hour': 'destinataires par heure',
  'recipients a day': 'destinataires par jour',
  'recipients in 24 hours': 'destinataires en 24 heures',
};
