/**
 * Node's HTTP without its clients of the web: an `import` of node:http makes each of its exports there, also those (WebSocket and its kin)
 * that load the whole of fetch, 14 MB that a server has no use for.
 */
export const http = (): typeof import('node:http') => process.getBuiltinModule('node:http');
export const https = (): typeof import('node:https') => process.getBuiltinModule('node:https');
