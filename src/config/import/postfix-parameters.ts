/** What is known of Postfix's parameters (postconf(5)): which are read, where the others are set here, and which are missed. */

/** Parameters that are read. `docs/operate/import.md` lists the same; a test compares. */
export const postfixParameters = [
  'mydestination',
  'virtual_mailbox_domains',
  'virtual_alias_domains',
  'relay_domains',
  'mynetworks',
  'mynetworks_style',
  'relayhost',
  'sender_dependent_relayhost_maps',
  'transport_maps',
  'smtp_sasl_auth_enable',
  'smtp_sasl_password_maps',
  'smtp_tls_security_level',
  'smtp_use_tls',
  'smtp_enforce_tls',
  'smtp_tls_wrappermode',
  'smtp_tls_cert_file',
  'smtp_tls_key_file',
  'message_size_limit',
  'smtpd_recipient_limit',
  'maximal_queue_lifetime',
  'myhostname',
  'mydomain',
  'myorigin',
] as const;

export const READ: ReadonlySet<string> = new Set(postfixParameters);

/** Set elsewhere in Doorpost, or not at all: no loss, and said once each. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  inet_interfaces: 'listeners in doorpost.yaml',
  inet_protocols: 'listeners in doorpost.yaml',
  smtp_bind_address: 'outboundBind in doorpost.yaml',
  smtp_bind_address6: 'outboundBind in doorpost.yaml',
  smtpd_tls_cert_file: 'certificates in doorpost.yaml',
  smtpd_tls_key_file: 'certificates in doorpost.yaml',
  smtpd_tls_chain_files: 'certificates in doorpost.yaml',
  smtpd_tls_security_level: 'STARTTLS is always offered; --require-tls on of a connector demands it',
  smtpd_tls_auth_only: 'sign-in always wants TLS, unless a profile of a listed device allows otherwise',
  smtpd_sasl_auth_enable: 'mailboxes sign in by their credentials: doorpost credential add',
  mail_owner: 'the service of the system',
  queue_directory: 'the data directory',
  compatibility_level: 'nothing',
  smtp_generic_maps: 'rewriting of a device, connector or upstream: doorpost upstream set NAME --rewrite-from ADDRESS',
  sender_canonical_maps: 'rewriting of a device or connector: doorpost connector set NAME --rewrite-from ADDRESS',
  header_checks: 'rules, which come later',
  smtp_tls_policy_maps: 'the TLS demand of each outbound connector',
  smtp_destination_rate_delay: 'the pace of an upstream: doorpost upstream set NAME --pace',
  smtp_destination_concurrency_limit: 'the pace of an upstream: doorpost upstream set NAME --pace',
  default_destination_concurrency_limit: 'the pace of an upstream: doorpost upstream set NAME --pace',
  virtual_alias_maps: 'aliases of mailboxes, and groups: doorpost mailbox add, doorpost group add',
  alias_maps: 'aliases of mailboxes, and groups: doorpost mailbox add, doorpost group add',
};

/** Nothing here does what they did, and nobody would miss it before it is needed: told before all else. */
export const MISSED: Readonly<Record<string, string>> = {
  always_bcc: 'a copy of all mail',
  sender_bcc_maps: 'a copy of the mail of some senders',
  recipient_bcc_maps: 'a copy of the mail to some recipients',
};
