/** Why a session brought no mail by itself, for an administrator: `it ...`. Behind `_` stands the fact that tells two ways of saying it apart. */
export const noMail = {
  'sign-in-needs-tls':
    'it left after EHLO without TLS, most likely because it is set to sign in, and sign-in is offered only under TLS',
  'certificate-distrusted':
    'it hung up as soon as it had seen our certificate, most likely because it does not trust it',
  'hung-up-after-greeting': 'it hung up after the greeting, without a word',
  'never-spoke': 'it connected and never said a word, though it was greeted',
  'no-hello': 'it left without EHLO or HELO',
  'left-after-hello': 'it left after EHLO without sending: it found a feature missing, or had nothing to send',
  'left-after-hello_unsigned':
    'it left after EHLO without signing in or sending: it has no name and password, knows none of the ways to sign in that we offer, or found a size or a feature missing',
  'left-after-hello_unsigned-tls':
    'it left after EHLO under TLS without signing in or sending: it has no name and password, knows none of the ways to sign in that we offer, or found a size or a feature missing',
  'only-signed-in':
    'it signed in and sent nothing: name and password are right, and it only tested them, or it has no sender or recipient',
  'broke-off_envelope': 'it broke off before the message itself, though its sender was taken',
  'broke-off_content': 'it broke off in the middle of the message, which was not taken',
  'no-proxy-header': 'it came from a listed proxy and sent no PROXY header',
} as const;
