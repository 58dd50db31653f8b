/**
 * The knowledge of Postfix's parameters (postconf(5)): which are read, what is lost, where the others are set here, and which say nothing
 * about who may send or where mail goes.
 */
import type { Cure, Remedy } from '../../../mail/remedy.ts';

/** The restrictions that Postfix asks of each client: one that passes them all may relay. */
export const RESTRICTIONS = [
  'smtpd_client_restrictions',
  'smtpd_helo_restrictions',
  'smtpd_sender_restrictions',
  'smtpd_relay_restrictions',
  'smtpd_recipient_restrictions',
  'smtpd_data_restrictions',
  'smtpd_end_of_data_restrictions',
] as const;

/** Parameters that are read. `docs/operate/import.md` lists the same; a test compares. */
export const postfixParameters = [
  'mydestination',
  'virtual_mailbox_domains',
  'virtual_alias_domains',
  'relay_domains',
  'relay_recipient_maps',
  'mynetworks',
  'mynetworks_style',
  ...RESTRICTIONS,
  'relayhost',
  'sender_dependent_relayhost_maps',
  'transport_maps',
  'smtp_sasl_auth_enable',
  'smtp_sasl_password_maps',
  'smtp_sender_dependent_authentication',
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

/** The thing of ours that does the same, and the act by which it is set; a string: it is set in a file, or not at all. */
type Place = string | { readonly text: string; readonly cure: Cure };
const placeOf = (text: string, what: Extract<Remedy, { readonly act: 'set-by-hand' }>['what']): Place => ({
  text,
  cure: { act: 'set-by-hand', what },
});
const PACE = placeOf('the pace of an upstream', 'pace');
const SIGN_IN = placeOf('mailboxes sign in by their credentials', 'sign-ins');
const ALIASES = placeOf('aliases of mailboxes, and groups', 'addresses');
const RETRIES = 'queue in doorpost.yaml';
const LIMITS = placeOf('limits', 'limits');
const ALARMS = placeOf('alarms', 'alarms');
const REWRITE = placeOf('rewriting of a device or connector', 'rewriting');

/** Set elsewhere in Doorpost: no loss, and said once each. */
export const ELSEWHERE: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['inet_interfaces', 'listeners in doorpost.yaml'],
  ['inet_protocols', 'listeners in doorpost.yaml'],
  ['smtp_bind_address', 'outboundBind in doorpost.yaml'],
  ['smtp_bind_address6', 'outboundBind in doorpost.yaml'],
  ['smtp_helo_name', 'hostName in doorpost.yaml'],
  ['smtpd_tls_cert_file', 'certificates in doorpost.yaml'],
  ['smtpd_tls_key_file', 'certificates in doorpost.yaml'],
  ['smtpd_tls_chain_files', 'certificates in doorpost.yaml'],
  ['smtpd_use_tls', 'STARTTLS is always offered; --require-tls on of a connector demands it'],
  ['smtpd_tls_security_level', 'STARTTLS is always offered; --require-tls on of a connector demands it'],
  ['smtpd_tls_auth_only', 'sign-in always wants TLS, unless a profile of a listed device allows otherwise'],
  ['smtpd_sasl_auth_enable', SIGN_IN],
  ['smtpd_sasl_type', SIGN_IN],
  ['smtpd_sasl_path', SIGN_IN],
  ['smtpd_sasl_local_domain', SIGN_IN],
  ['smtpd_sasl_security_options', SIGN_IN],
  ['smtpd_sasl_tls_security_options', SIGN_IN],
  ['broken_sasl_auth_clients', 'both ways to announce the sign-in: a profile of a listed device'],
  ['smtp_sasl_security_options', 'chosen by what the next hop offers; a password goes over TLS'],
  ['smtp_sasl_tls_security_options', 'chosen by what the next hop offers; a password goes over TLS'],
  ['smtp_sasl_mechanism_filter', 'chosen by what the next hop offers; a password goes over TLS'],
  ['smtp_generic_maps', placeOf('rewriting of a device, connector or upstream', 'rewriting-out')],
  ['sender_canonical_maps', REWRITE],
  ['smtp_destination_rate_delay', PACE],
  ['default_destination_rate_delay', PACE],
  ['smtp_destination_concurrency_limit', PACE],
  ['default_destination_concurrency_limit', PACE],
  ['virtual_alias_maps', ALIASES],
  ['virtual_mailbox_maps', ALIASES],
  ['alias_maps', ALIASES],
  ['local_recipient_maps', ALIASES],
  ['bounce_queue_lifetime', RETRIES],
  ['minimal_backoff_time', RETRIES],
  ['maximal_backoff_time', RETRIES],
  ['queue_run_delay', RETRIES],
  ['delay_warning_time', RETRIES],
  ['smtpd_client_connection_count_limit', LIMITS],
  ['smtpd_client_connection_rate_limit', LIMITS],
  ['smtpd_client_message_rate_limit', LIMITS],
  ['smtpd_client_recipient_rate_limit', LIMITS],
  ['header_size_limit', LIMITS],
  ['hopcount_limit', LIMITS],
  ['line_length_limit', LIMITS],
  ['notify_classes', ALARMS],
  ['error_notice_recipient', ALARMS],
  ['2bounce_notice_recipient', ALARMS],
]);

const COPIES =
  'nothing here makes such copies: if mail is archived that way, archive it elsewhere first (journaling at the next hop, for instance) before this server takes over';
const FILTER = 'nothing here looks at mail that way yet: let the next hop do it, or keep that server before this one';
const BY_HAND = 'nothing of it is taken over: add what is needed by hand';
const WAYS: Cure = { act: 'take-over-by-hand', what: 'ways' };
/** The loss that comes with a parameter, and what can be done about it. */
export interface Loss {
  readonly what: string;
  readonly cure: Cure;
}

const RULES = {
  what: 'mail was refused, put on hold, redirected or changed by rules about its header or text',
  cure: FILTER,
};
const MILTERS = {
  what: 'programs beside Postfix judged or changed each mail (virus and spam checks, DKIM signatures)',
  cure: FILTER,
};
const FALLBACK = {
  what: 'another server took the mail when the next hop could not be reached',
  cure: { act: 'take-over-by-hand', what: 'failover' } as const,
};
const ALL_OTHERS = { what: 'mail was handed to a program or another server of its own', cure: WAYS };
const TLS_DEMANDS = {
  what: 'some destinations had their own demand of TLS',
  cure: { act: 'take-over-by-hand', what: 'demands-of-tls' } as const,
};
const REWRITING = { what: 'addresses were rewritten', cure: BY_HAND };

/** Nothing here does what they did, or nothing of it is taken over, and nobody would miss it before it is needed: told before all else. */
const LOST: ReadonlyMap<string, Loss> = new Map<string, Loss>([
  ['always_bcc', { what: 'a copy of all mail', cure: COPIES }],
  ['sender_bcc_maps', { what: 'a copy of the mail of some senders', cure: COPIES }],
  ['recipient_bcc_maps', { what: 'a copy of the mail to some recipients', cure: COPIES }],
  ['content_filter', { what: 'mail went through a filter (virus, spam, signatures, archive)', cure: FILTER }],
  ['smtpd_proxy_filter', { what: 'mail went through a filter before it was taken', cure: FILTER }],
  ['smtpd_milters', MILTERS],
  ['non_smtpd_milters', MILTERS],
  ['smtpd_milter_maps', MILTERS],
  ['header_checks', RULES],
  ['body_checks', RULES],
  ['mime_header_checks', RULES],
  ['nested_header_checks', RULES],
  ['milter_header_checks', RULES],
  ['smtp_header_checks', RULES],
  ['smtp_body_checks', RULES],
  ['smtp_mime_header_checks', RULES],
  ['smtp_nested_header_checks', RULES],
  ['smtp_fallback_relay', FALLBACK],
  ['fallback_relay', FALLBACK],
  ['fallback_transport', ALL_OTHERS],
  ['fallback_transport_maps', ALL_OTHERS],
  ['default_transport', ALL_OTHERS],
  ['relay_transport', ALL_OTHERS],
  ['virtual_transport', ALL_OTHERS],
  ['local_transport', ALL_OTHERS],
  ['mailbox_transport', ALL_OTHERS],
  ['mailbox_transport_maps', ALL_OTHERS],
  ['mailbox_command', ALL_OTHERS],
  ['mailbox_command_maps', ALL_OTHERS],
  ['sender_dependent_default_transport_maps', { what: 'some senders had a way of their own', cure: WAYS }],
  ['default_filter_nexthop', ALL_OTHERS],
  ['smtp_tls_policy_maps', TLS_DEMANDS],
  ['smtp_tls_per_site', TLS_DEMANDS],
  ['defer_transports', { what: 'mail of some ways was kept until somebody let it go', cure: BY_HAND }],
  ['luser_relay', { what: 'mail for unknown recipients went to one address', cure: BY_HAND }],
  ['relocated_maps', { what: 'senders were told where a recipient had moved to', cure: BY_HAND }],
  ['canonical_maps', REWRITING],
  ['recipient_canonical_maps', REWRITING],
  ['masquerade_domains', REWRITING],
  ['smtpd_command_filter', REWRITING],
  ['smtp_reply_filter', { what: 'what next hops answered was changed before it was judged', cure: BY_HAND }],
  [
    'smtpd_sender_login_maps',
    {
      what: 'who may send under which address',
      cure: { act: 'take-over-by-hand', what: 'send-as' },
    },
  ],
  ['smtpd_restriction_classes', { what: 'rules of its own said who may send what to whom', cure: BY_HAND }],
  [
    'relay_clientcerts',
    {
      what: 'clients relayed by their certificate',
      cure: { act: 'take-over-by-hand', what: 'certificates' },
    },
  ],
  ['permit_mx_backup_networks', { what: "it was a second MX for others' domains", cure: BY_HAND }],
  [
    'smtpd_authorized_xclient_hosts',
    { what: 'a proxy before it said who the client is', cure: `${BY_HAND}: proxyFrom in doorpost.yaml` },
  ],
  [
    'smtpd_upstream_proxy_protocol',
    { what: 'a proxy before it said who the client is', cure: `${BY_HAND}: proxyFrom in doorpost.yaml` },
  ],
]);

const SCREEN = { what: 'strangers were kept off by lists and tests before they could speak', cure: FILTER };

/** null: nothing that would be missed. */
export function lostWith(name: string, value: string): Loss | null {
  if (value === '' || isTrivial(name, value)) return null;
  if (name.startsWith('postscreen_')) return SCREEN;
  return LOST.get(name) ?? null;
}

/** Of no consequence for who may send or where mail goes: counted, not named one by one beside what is lost. */
const TRIVIA: ReadonlySet<string> = new Set([
  'compatibility_level',
  'biff',
  'smtpd_banner',
  'append_dot_mydomain',
  'append_at_myorigin',
  'readme_directory',
  'html_directory',
  'manpage_directory',
  'sample_directory',
  'command_directory',
  'daemon_directory',
  'data_directory',
  'queue_directory',
  'meta_directory',
  'shlib_directory',
  'mail_spool_directory',
  'home_mailbox',
  'mail_owner',
  'setgid_group',
  'default_privs',
  'sendmail_path',
  'newaliases_path',
  'mailq_path',
  'alias_database',
  'mailbox_size_limit',
  'virtual_mailbox_limit',
  'recipient_delimiter',
  'unknown_local_recipient_reject_code',
  'debug_peer_level',
  'debug_peer_list',
  'debugger_command',
  'smtputf8_enable',
  'disable_vrfy_command',
  'smtpd_helo_required',
  'smtpd_delay_reject',
  'strict_rfc821_envelopes',
  'show_user_unknown_table_name',
  'swap_bangpath',
  'allow_percent_hack',
  'mail_name',
  'mail_version',
  'syslog_name',
  'syslog_facility',
  'maillog_file',
  'process_id_directory',
  'default_process_limit',
  'smtp_tls_loglevel',
  'smtpd_tls_loglevel',
  'smtpd_tls_received_header',
  'smtp_tls_note_starttls_offer',
  'smtp_tls_session_cache_database',
  'smtpd_tls_session_cache_database',
  'smtp_tls_session_cache_timeout',
  'smtpd_tls_session_cache_timeout',
  'tls_random_source',
  'tls_preempt_cipherlist',
  'smtp_tls_CAfile',
  'smtp_tls_CApath',
  'smtpd_tls_CAfile',
  'smtpd_tls_CApath',
  'smtpd_tls_dh1024_param_file',
  'smtpd_tls_ciphers',
  'smtpd_tls_mandatory_ciphers',
  'smtpd_tls_protocols',
  'smtpd_tls_mandatory_protocols',
  'smtp_tls_ciphers',
  'smtp_tls_mandatory_ciphers',
  'smtp_tls_protocols',
  'smtp_tls_mandatory_protocols',
  'milter_default_action',
  'milter_protocol',
  'milter_macro_daemon_name',
  'milter_connect_timeout',
  'milter_command_timeout',
  'milter_content_timeout',
  'smtpd_reject_footer',
  'smtpd_soft_error_limit',
  'smtpd_hard_error_limit',
  'smtpd_error_sleep_time',
  'smtpd_timeout',
  'smtpd_discard_ehlo_keywords',
  'smtpd_forbid_bare_newline',
  'smtpd_forbid_unauth_pipelining',
  'proxy_read_maps',
  'import_environment',
  'export_environment',
  'authorized_submit_users',
  'authorized_mailq_users',
  'authorized_flush_users',
]);

/** Values that change nothing, because Postfix does so by default: `default_transport = smtp`. */
const OWN_WAYS: ReadonlySet<string> = new Set(['smtp', 'relay', 'virtual', 'local']);

export const isTrivial = (name: string, value: string): boolean =>
  TRIVIA.has(name) || (LOST.has(name) && (value === '' || (name.endsWith('_transport') && OWN_WAYS.has(value))));
